import { build } from "../../server/engine/kustomize/build.ts";
import { emptyMemory, readerOf } from "../../server/engine/kustomize/memory.ts";
import { printObjects } from "../../server/engine/kustomize/print.ts";
import { attempt } from "../../server/engine/kustomize/stop.ts";
import type { Answer } from "./answer.ts";
import { memoryFiles } from "./memoryFiles.ts";

/** Builds `root` below the folder, all in memory; the folder only gives messages the same paths. */
export function ourKustomize(
  folder: string,
  files: ReadonlyMap<string, string | Uint8Array>,
): Answer {
  const absolute = new Map([...files].map(([path, content]) => [`${folder}/${path}`, content]));
  const reader = readerOf(memoryFiles(absolute), emptyMemory());
  const { objects, error, warnings } = build({
    folder: `${folder}/root`,
    reader,
    restrict: "folder",
  });
  // Some mistakes show only in the text, such as a key that stands twice.
  const printed = error ? { error } : attempt(() => printObjects(objects.map((it) => it.node)));
  const failure = "error" in printed ? printed.error.message : undefined;
  return {
    ok: failure === undefined,
    output: "value" in printed ? printed.value : "",
    error: failure ?? "",
    warnings: warnings.filter((it) => it.startsWith("# Warning: ")),
  };
}
