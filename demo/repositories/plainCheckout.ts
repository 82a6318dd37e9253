import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Answer } from "../../server/host/host.ts";
import type { Checkout, Reference } from "./checkout.ts";
import { contentOf, LARGEST } from "./content.ts";

/** The files of a folder that is no git repository, as they are now. Every branch and tag is what lies there. */
export async function plainCheckout(
  folder: string,
  { branch, tag, name, semver }: Reference,
): Promise<Answer<Checkout>> {
  const files = new Map<string, string | Uint8Array>();
  try {
    await collect(folder, "", files);
  } catch (error) {
    return { problem: `${folder} cannot be read: ${(error as Error).message}` };
  }
  const hash = createHash("sha1");
  for (const [path, content] of files) hash.update(`${path}\0`).update(content).update("\0");
  const reference = name || semver || tag || branch || "master";
  return { value: { commit: hash.digest("hex"), reference, subject: "", files } };
}

async function collect(
  folder: string,
  below: string,
  files: Map<string, string | Uint8Array>,
): Promise<void> {
  const entries = await readdir(join(folder, below), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!LEFT_OUT.includes(entry.name)) await collect(folder, path, files);
    } else if (entry.isFile()) {
      const at = join(folder, path);
      if ((await stat(at)).size <= LARGEST) files.set(path, contentOf(await readFile(at)));
    }
  }
}

const LEFT_OUT = [".git", "node_modules"];
