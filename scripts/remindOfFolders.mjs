import { utimesSync } from "node:fs";

const SECONDS = 3;

/**
 * VS Code for the browser misses the folders of a workspace file now and then, the first time that it opens it on a
 * busy machine (seen with 1.139: one opening in four). It reads the file again whenever that changes, so it is touched
 * every few seconds.
 *
 * @param {string} workspace the workspace file; one that nobody edits meanwhile
 * @returns {() => void} ends it
 */
export function remindOfFolders(workspace) {
  const timer = setInterval(() => utimesSync(workspace, new Date(), new Date()), SECONDS * 1000);
  timer.unref();
  return () => clearInterval(timer);
}
