import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { field, isObject, type Json, listOf, stringOf } from "../../server/engine/canary/json.ts";
import type { Answer } from "../../server/host/host.ts";
import { type Store, type Stored, storeWith } from "../apiserver/store.ts";

/** All objects of a demo cluster as one file in a folder. */
const FILE = "cluster.json";

/** Counts up when the shape of the file changes. */
const SHAPE = 1;

/** What a folder holds; `undefined` where it holds nothing yet. A file that is none of ours is a problem and stays as it is. */
export async function loadState(folder: string): Promise<Answer<Store | undefined>> {
  const file = join(folder, FILE);
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return { value: undefined };
    return { problem: `${file} cannot be read (${(error as Error).message}): ${WAY_OUT}` };
  }
  const store = storeIn(text);
  return store
    ? { value: store }
    : { problem: `${file} holds no state of a demo cluster: ${WAY_OUT}` };
}

const WAY_OUT = "move it away to begin anew, or name another folder with --state.";

function storeIn(text: string): Store | undefined {
  const state = parsed(text);
  const version = field(state, "version");
  if (field(state, "shape") !== SHAPE || typeof version !== "number") return undefined;
  const all = listOf(field(state, "objects")).flatMap((it): Stored[] => {
    const object = field(it, "object");
    const storage = stringOf(field(it, "storage"));
    return isObject(object) && storage !== ""
      ? [{ storage, key: stringOf(field(it, "key")), object }]
      : [];
  });
  return all.length > 0 ? storeWith(all, version) : undefined;
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Writes all objects through a file beside it, so that there is a whole state at every moment. */
export async function saveState(folder: string, store: Store): Promise<void> {
  const objects = store
    .storages()
    .flatMap((storage) => store.list(storage).map(([key, object]) => ({ storage, key, object })));
  const text = JSON.stringify({ shape: SHAPE, version: store.version(), objects });
  await mkdir(folder, { recursive: true });
  const beside = join(folder, `${FILE}.new`);
  // Secrets are among the objects.
  await writeFile(beside, text, { mode: 0o600 });
  await rename(beside, join(folder, FILE));
}
