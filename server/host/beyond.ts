import type { FileChange } from "../engine/workspace.ts";
import type { Host, LoadOptions } from "./host.ts";

/**
 * The files of a folder that stands in for a repository elsewhere, such as a git cache: builds read them, but they are
 * not part of the workspace, and nothing of them is checked.
 */
export async function* loadBeyond(
  host: Host,
  folder: string,
  options: LoadOptions,
): AsyncGenerator<readonly FileChange[]> {
  for await (const portion of host.load(folder, options)) yield portion.map(asData);
}

/** A manifest as something that only builds read. */
export const asData = (change: FileChange): FileChange => {
  const { path, content } = change;
  return typeof content === "object" && "text" in content
    ? { path, content: { data: content.text } }
    : change;
};
