import { unwatchFile, watchFile } from "node:fs";

/**
 * Tells when one of these files changes, appears or goes. Files are looked at once a second rather
 * than watched: it works on every file system, and for files that others replace or that are not there yet.
 *
 * @returns stops it
 */
export function watchFiles(paths: readonly string[], changed: () => void): () => void {
  const look = (now: { mtimeMs: number; size: number; ino: number }, before: typeof now) => {
    if (now.mtimeMs !== before.mtimeMs || now.size !== before.size || now.ino !== before.ino)
      changed();
  };
  for (const path of paths) watchFile(path, { interval: 1000, persistent: false }, look);
  return () => {
    for (const path of paths) unwatchFile(path, look);
  };
}
