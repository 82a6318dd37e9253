import type { FileChange } from "../../server/engine/workspace.ts";
import type { Host } from "../../server/host/host.ts";

/** A disk made of texts. `hold` keeps reading from ending until it is called. */
export function memoryHost(
  files: Map<string, string>,
  held: Promise<void> = Promise.resolve(),
): Host {
  const read = (path: string): FileChange => {
    const text = files.get(path);
    return { path, content: text === undefined ? undefined : { text } };
  };
  return {
    async *load(root) {
      yield [...files.keys()].filter((path) => path.startsWith(root)).map(read);
      await held;
    },
    read,
    readData: (path) => {
      const data = files.get(path);
      return { path, content: data === undefined ? undefined : { data } };
    },
    poll: () => () => {},
    remotes: async () => [],
    commitOf: async (root, revision) => ({ problem: `There is no ${revision} in ${root}.` }),
    filesAt: async () => ({ value: [] }),
    pause: () => new Promise((done) => setImmediate(done)),
  };
}
