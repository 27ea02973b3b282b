"use strict";
// Where the built file is, and how each library of SQLite is told to load it.
const fs = require("fs");
const path = require("path");

// A C library of another make needs a file of its own. Only Node says which
// one it has; where nothing says so, it is glibc.
function isMusl() {
  if (process.platform !== "linux" || !process.report) return false;
  const before = process.report.excludeNetwork;
  process.report.excludeNetwork = true; // else it may wait for name servers
  const { header } = process.report.getReport();
  process.report.excludeNetwork = before;
  return header !== undefined && header.glibcVersionRuntime === undefined;
}

function getLoadablePath() {
  const host = `${process.platform}-${process.arch}${isMusl() ? "-musl" : ""}`;
  const suffix = { win32: "dll", darwin: "dylib" }[process.platform] || "so";
  const file = path.join(__dirname, host, `entente.${suffix}`);
  if (!fs.existsSync(file)) {
    const there = fs
      .readdirSync(__dirname, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && /^(linux|win32|darwin)-/.test(entry.name))
      .map((entry) => entry.name);
    throw new Error(
      `entente: no built file for ${host} in this package, only for ` +
        `${there.join(", ") || "none"}; build it from the source with make, ` +
        `and load that with db.loadExtension("/path/to/build/entente")`
    );
  }
  return file;
}

const sample = path.join(__dirname, "korea-russia-2023.json");

function explain(error) {
  if (!/not (allowed|authorized|enabled)/i.test(error.message)) return error;
  const clear = new Error(
    `entente: loading is off in this connection (${error.message}); with ` +
      "node:sqlite open it by new DatabaseSync(file, { allowExtension: true })"
  );
  clear.cause = error;
  return clear;
}

// node-sqlite3 answers through a callback.
function loadLater(db) {
  return new Promise((resolve, reject) => {
    db.loadExtension(getLoadablePath(), (error) =>
      error ? reject(explain(error)) : resolve(db)
    );
  });
}

function hasFiles(db) {
  return (
    db
      .prepare("SELECT 1 FROM pragma_function_list WHERE name = 'entente_load'")
      .all().length > 0
  );
}

function load(db, options = {}) {
  const files = options.files !== false;
  if (!db || typeof db.loadExtension !== "function") {
    throw new TypeError(
      "entente: this is no connection that loads extensions; use better-sqlite3, " +
        "node:sqlite, libsql, sqlite3 or bun:sqlite. SQLite in WebAssembly has no " +
        "loading: there Entente is compiled in"
    );
  }
  // node-sqlite3 knows no entry point, and libsql ends the process at one.
  const isLater = typeof db.parallelize === "function";
  if (!files && (isLater || typeof db.sync === "function")) {
    const refusal = new Error(
      "entente: sqlite3 and libsql take no entry point, so they cannot leave out " +
        "what reads files"
    );
    if (isLater) return Promise.reject(refusal);
    throw refusal;
  }
  if (isLater) return loadLater(db);
  try {
    if (files) db.loadExtension(getLoadablePath());
    else db.loadExtension(getLoadablePath(), "sqlite3_entente_nofiles_init");
  } catch (error) {
    throw explain(error);
  }
  if (!files && hasFiles(db)) {
    throw new Error(
      "entente: this library passed over the entry point, so the connection has " +
        "what reads files: close it"
    );
  }
  return db;
}

module.exports = { getLoadablePath, load, sample };
