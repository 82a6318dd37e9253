import { setFlagsFromString } from "node:v8";

/**
 * Keeps the young generation of the heap small. Reading a repository makes much that lives long and much that dies at
 * once; with V8's defaults the young generation grows to its limit and stays there. Measured on 12,704 documents with
 * Node 24: 430 MB resident before, 250 MB after, in the same time.
 */
export const keepMemorySmall = (): void => setFlagsFromString("--semi-space-growth-factor=1");
