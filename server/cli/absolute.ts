import { resolve } from "node:path";

/** A path as the engine writes it, from one that counts from the current folder. */
export const absolute = (path: string): string => resolve(path).replaceAll("\\", "/");
