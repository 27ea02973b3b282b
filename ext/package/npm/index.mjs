import entente from "./index.js";

export const { getLoadablePath, load, sample } = entente;
export default entente;
