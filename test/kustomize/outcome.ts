import { build } from "../../server/engine/kustomize/build.ts";
import type { Build } from "../../server/engine/kustomize/built.ts";
import type { Files } from "../../server/engine/kustomize/files.ts";
import { type BuildMemory, emptyMemory, readerOf } from "../../server/engine/kustomize/memory.ts";
import { printObjects } from "../../server/engine/kustomize/print.ts";
import { attempt } from "../../server/engine/kustomize/stop.ts";
import type { Node } from "../../server/engine/node.ts";
import { memoryFiles } from "./memoryFiles.ts";

/** All that a person can see of a build, as text. */
export interface Outcome {
  readonly output: string;
  readonly error: string;
  readonly warnings: readonly string[];
  readonly notes: readonly string[];
  /** For each object where it began and what changed it, then where each of its scalars comes from. */
  readonly origins: readonly string[];
}

/** Builds `root` below the folder from scratch. */
export const outcomeOf = (
  folder: string,
  files: ReadonlyMap<string, string | Uint8Array>,
): Outcome => outcomeIn(folder, filesAt(folder, files), emptyMemory());

export const filesAt = (folder: string, files: ReadonlyMap<string, string | Uint8Array>): Files =>
  memoryFiles(new Map([...files].map(([path, it]) => [`${folder}/${path}`, it])));

/** Builds `root` below the folder with what is remembered of earlier builds. */
export function outcomeIn(folder: string, files: Files, memory: BuildMemory): Outcome {
  return seen(
    build({
      folder: `${folder}/root`,
      reader: readerOf(files, memory),
      restrict: "folder",
      lenient: true,
    }),
  );
}

function seen({ objects, error, warnings, notes }: Build): Outcome {
  const printed = attempt(() => printObjects(objects.map((it) => it.node)));
  return {
    output: "value" in printed ? printed.value : printed.error.message,
    error: error ? `${error.place?.path}:${error.place?.span.start} ${error.message}` : "",
    warnings,
    notes: notes.map((it) => `${it.place.path}:${it.place.span.start} ${it.code} ${it.message}`),
    origins: objects.flatMap(({ node, began, steps }) => [
      `${began.path} ${began.at.join("/")}`,
      ...steps.map((it) => `by ${it.by} ${it.place.path}:${it.place.span.start}`),
      ...originsIn(node),
    ]),
  };
}

function originsIn(node: Node | undefined): readonly string[] {
  if (node?.kind === "mapping") return node.entries.flatMap((it) => originsIn(it.value));
  if (node?.kind === "sequence") return node.items.flatMap((it) => originsIn(it));
  return [originOf(node, 0)];
}

/** The chain of what stood there, as far as it is of interest. */
function originOf(node: Node | undefined, depth: number): string {
  if (!node) return "nothing";
  const from = node.from;
  const before = from?.before && depth < 5 ? ` < ${originOf(from.before, depth + 1)}` : "";
  return `${from?.path}:${node.span.start}-${node.span.end} ${from?.step?.by ?? ""}${before}`;
}

/** The same outcome with other paths. */
export function moved(outcome: Outcome, from: string, to: string): Outcome {
  const change = (text: string): string =>
    text.replaceAll(`${from}/`, `${to}/`).replaceAll(`'${from}'`, `'${to}'`);
  return {
    output: outcome.output,
    error: change(outcome.error),
    warnings: outcome.warnings.map(change),
    notes: outcome.notes.map(change),
    origins: outcome.origins.map(change),
  };
}

/** The same entries in another order, which the number decides. */
export function shuffled<T>(map: ReadonlyMap<string, T>, order: number): ReadonlyMap<string, T> {
  let state = order + 1;
  const next = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state;
  };
  const entries = [...map].map((it) => ({ it, rank: next() }));
  return new Map(entries.sort((one, other) => one.rank - other.rank).map(({ it }) => it));
}
