/** The built file for this platform; an error that names those there are. */
export function getLoadablePath(): string;

/** The first sample: `SELECT entente_load(?)` with this path. */
export const sample: string;

export interface Options {
  /** false leaves out what reads files, for other people's SQL. */
  files?: boolean;
}

/** sqlite3 (node-sqlite3), which answers through a callback. */
export interface Later {
  loadExtension(path: string, callback?: (error: Error | null) => void): unknown;
  parallelize(callback?: () => void): void;
}

/** better-sqlite3, node:sqlite, libsql, bun:sqlite. */
export interface Now {
  loadExtension(path: string, entryPoint?: string): unknown;
}

/** Puts Entente into an open connection, and returns that. */
export function load<T extends Later>(db: T, options?: Options): Promise<T>;
export function load<T extends Now>(db: T, options?: Options): T;
