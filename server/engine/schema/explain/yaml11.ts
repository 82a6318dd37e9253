import { type Node, type Path, resolved, type Scalar } from "../../node.ts";
import { typesOf } from "../explore.ts";
import type { SchemaFinding } from "../finding.ts";
import { fieldAt } from "./fieldAt.ts";
import { needsQuotes } from "./needsQuotes.ts";
import { type Subject, viewAt } from "./subject.ts";

/**
 * Texts that kustomize takes for booleans: it reads its own files, and only those, by YAML 1.1.
 *
 * https://yaml.org/type/bool.html
 */
export function yaml11Booleans(subject: Subject): readonly SchemaFinding[] {
  if (subject.kind.info.project !== "kustomize") return [];
  return [...booleansIn(subject.root, [])].flatMap(({ path, scalar }) => {
    const view = viewAt(subject, path);
    if (!view || typesOf(view).join() !== "string") return [];
    return needsQuotes(subject, path, fieldAt(subject.root, path), scalar);
  });
}

interface Found {
  readonly path: Path;
  readonly scalar: Scalar;
}

function* booleansIn(node: Node | undefined, path: Path): Generator<Found> {
  if (path.length > 100) return;
  const it = resolved(node);
  if (it?.kind === "scalar") {
    if (it.style === "plain" && typeof it.value === "string" && boolean.test(it.text)) {
      yield { path, scalar: it };
    }
  } else if (it?.kind === "sequence") {
    for (const [index, item] of it.items.entries()) yield* booleansIn(item, [...path, index]);
  } else {
    for (const { key, value } of it?.entries ?? []) yield* booleansIn(value, [...path, key.text]);
  }
}

const boolean = /^(y|yes|n|no|on|off)$/i;
