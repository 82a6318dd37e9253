import type { Path } from "../../node.ts";
import { typeInWords } from "../describe.ts";
import type { SchemaView } from "../explore.ts";
import type { SchemaFinding } from "../finding.ts";
import { isRequired } from "./field.ts";
import type { Field } from "./fieldAt.ts";
import { nameOf, refusal, type Subject } from "./subject.ts";

/**
 * `field:` with nothing behind it. Kubernetes' own decoders and kustomize take it for absent;
 * the schema of a custom resource has no place for it, unless there is a default.
 */
export function emptyValue(
  subject: Subject,
  path: Path,
  { keySpan: span }: Field,
  { parts, root }: SchemaView,
): SchemaFinding | undefined {
  if (subject.partial) return undefined;
  const name = nameOf(subject, path);
  if (isRequired(subject, path)) {
    const message = `${name} is empty, and has to be there.`;
    return { code: "required-field", span, path, message, missing: [] };
  }
  const { project } = subject.kind.info;
  if (project === "kubernetes" || project === "kustomize" || path[0] === "metadata") {
    return undefined;
  }
  // People leave empty objects behind on purpose, with all their fields commented out.
  if (parts.some((it) => it.type === "object" || it.default !== undefined)) return undefined;
  const wanted = typeInWords({ root, parts });
  const message = `${name} is empty: write a value (${wanted}) or remove it. ${refusal(subject)}`;
  return { code: "wrong-type", span, path, message };
}
