import type { Entry, Mapping, Node } from "../node.ts";
import { printObject } from "./print.ts";
import { veiledConfiguration } from "./veil.ts";

/** A configuration as kustomize prints it in messages: keys sorted, empty fields and Secrets left out. */
export const configText = (node: Mapping): string =>
  printObject(withoutEmpty(veiledConfiguration(node)));

function withoutEmpty(node: Mapping): Mapping {
  const entries = node.entries.flatMap(({ key, value }): readonly Entry[] => {
    if (isEmpty(value)) return [];
    return [{ key, value: value?.kind === "mapping" ? withoutEmpty(value) : value }];
  });
  return { ...node, entries };
}

function isEmpty(value: Node | undefined): boolean {
  if (value?.kind === "sequence") return value.items.length === 0;
  if (value?.kind !== "scalar") return value === undefined;
  return value.text === "" || (value.style === "plain" && EMPTY.has(value.value));
}

const EMPTY: ReadonlySet<unknown> = new Set([null, false, 0]);
