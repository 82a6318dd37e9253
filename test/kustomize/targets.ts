import fc from "fast-check";
import { type Desk, type KnownObject, late } from "./desk.ts";
import { rarely } from "./scalars.ts";
import { type Fields, isFields } from "./value.ts";

/** Where the text of a patch stands. */
export const form: fc.Arbitrary<"inline" | "file"> = fc.constantFrom("inline", "inline", "file");

/** The field of a patch entry that holds its text. */
export const where = (desk: Desk, text: string, how: "inline" | "file"): Fields =>
  how === "file" ? { path: desk.addFile("patch.yaml", text) } : { patch: text };

/** The `target` of a patch: it selects the object, and often others. */
export const target = late(
  fc.record({
    kind: rarely(1, fc.constantFrom("exact", "regex", "any")),
    name: rarely(1, fc.constantFrom("exact", "start", "either", "any", "none")),
    namespace: rarely(6, fc.constantFrom("exact", "default", "any", "_non_namespaceable_")),
    group: rarely(5, fc.constant(true)),
    version: rarely(5, fc.constant(true)),
    labels: rarely(5, fc.constantFrom("equal", "in", "not", "exists", "absent", "both", "more")),
    annotations: rarely(12, fc.constantFrom("equal", "exists", "absent")),
  }),
  (plan) =>
    (object: KnownObject): Fields => {
      const [group, version] = (object.apiVersion ?? "").includes("/")
        ? (object.apiVersion ?? "").split("/")
        : [undefined, object.apiVersion];
      return {
        group: plan.group && group,
        version: plan.version && version,
        kind: expression(plan.kind, object.kind),
        name: expression(plan.name, object.name),
        namespace: expression(plan.namespace, object.namespace ?? "default"),
        labelSelector: selector(plan.labels, object, "labels"),
        annotationSelector: selector(plan.annotations, object, "annotations"),
      };
    },
);

function expression(how: string | undefined, text: string): string | undefined {
  switch (how) {
    case undefined:
      return undefined;
    case "exact":
      return text;
    case "regex":
      return `${text}|Job`;
    case "start":
      return `${text.slice(0, 1)}.*`;
    case "either":
      return `(?:x|${text})$`;
    case "any":
      return ".*";
    case "none":
      return "nothing";
    default:
      return how;
  }
}

function selector(
  how: string | undefined,
  { value }: KnownObject,
  field: string,
): string | undefined {
  const map = isFields(value.metadata) ? value.metadata[field] : undefined;
  const [key, text] = (isFields(map) ? Object.entries(map)[0] : undefined) ?? ["app", "web"];
  const word = typeof text === "string" && /^[\w.-]+$/.test(text) ? text : "web";
  const found: Readonly<Record<string, string>> = {
    equal: `${key}=${word}`,
    in: `${key} in (${word}, other)`,
    not: `${key}!=${word}`,
    exists: key,
    absent: "!missing",
    both: `${key}==${word},!missing`,
    more: `${key} notin (x),${key}`,
  };
  return how === undefined ? undefined : found[how];
}
