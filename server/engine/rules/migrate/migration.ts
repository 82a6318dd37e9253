import type { Change } from "../../edits.ts";
import { at, get, itemsOf, type Node, type Path, scalarOf, textOf } from "../../node.ts";
import { type Resource, treeOf } from "../../resource.ts";
import type { View } from "../../view.ts";
import { pathsOf } from "../pathsOf.ts";
import { foldedPatches } from "./foldedPatches.ts";
import { isProved } from "./proof.ts";
import { type Step, steps } from "./steps.ts";
import type { Taken } from "./taken.ts";

/** The way of an object to another version of its kind. */
export interface Migration {
  /** `undefined` where it cannot be made without a person. */
  readonly changes: readonly Change[] | undefined;
  /** What happens to fields, or has to: parts of a sentence. */
  readonly says: readonly string[];
}

/** Writes another `apiVersion` and moves the fields that the new version has elsewhere, or no longer. */
export function migration(view: View, resource: Resource, apiVersion: string): Migration {
  const root = treeOf(resource);
  const all = steps[`${resource.group}|${resource.kind}`] ?? [];
  const taken = all.flatMap((step) =>
    pathsOf(root, step.at).flatMap((place) => take(step, resource, root, place) ?? []),
  );
  const says = [...new Set(taken.map((it) => it.says))];
  if (taken.some((it) => !it.changes)) return { changes: undefined, says };
  const changes: readonly Change[] = [
    { type: "replace", resource, at: ["apiVersion"], on: "value", text: apiVersion },
    ...taken.flatMap((it) => it.changes ?? []),
  ];
  return { changes: isProved(view, resource, apiVersion, changes) ? changes : undefined, says };
}

function take(
  step: Step,
  resource: Resource,
  root: Node | undefined,
  place: Path,
): Taken | undefined {
  switch (step.type) {
    case "remove":
      return {
        changes: [{ type: "remove", resource, at: place }],
        says: `${step.at} has no effect any more and goes`,
      };
    case "rename":
      return renamed(resource, root, place, step);
    case "move":
      return moved(resource, root, place, step);
    case "first-of":
      return listed(resource, root, place, step);
    case "value":
      return step.from.includes(textOf(at(root, place)) ?? "")
        ? {
            changes: [{ type: "replace", resource, at: place, on: "value", text: step.to }],
            says: `${step.at} is ${step.to}`,
          }
        : undefined;
    case "default":
      return defaulted(resource, root, place, step);
    case "range":
      return ranged(resource, root, place, step);
    case "keep":
      return { changes: [], says: step.say };
    case "patches":
      return foldedPatches(resource, at(root, place), place);
    case "by-hand":
      return step.when.test(textOf(at(root, place)) ?? "")
        ? { changes: undefined, says: step.say }
        : undefined;
  }
}

type StepOf<Type extends Step["type"]> = Extract<Step, { readonly type: Type }>;

function renamed(
  resource: Resource,
  root: Node | undefined,
  place: Path,
  step: StepOf<"rename">,
): Taken {
  const isFree = at(root, [...place.slice(0, -1), step.to]) === undefined;
  return {
    changes: isFree
      ? [{ type: "replace", resource, at: place, on: "key", text: step.to }]
      : undefined,
    says: `${step.at} is called ${step.to}`,
  };
}

function moved(
  resource: Resource,
  root: Node | undefined,
  place: Path,
  step: StepOf<"move">,
): Taken {
  const into = [...place.slice(0, -1), step.into];
  const text = writtenOnOneLine(resource, at(root, place));
  const says = `${step.at} is now ${into.join(".")}.${step.as}`;
  const remove: Change = { type: "remove", resource, at: place };
  if (at(root, [...into, step.as]) !== undefined) return { changes: [remove], says };
  if (text === undefined) return { changes: undefined, says };
  const value = `${step.as}: ${text}`;
  const changes: readonly Change[] = at(root, into)
    ? [remove, { type: "insert", resource, at: into, text: value }]
    : [
        { type: "replace", resource, at: place, on: "key", text: step.into },
        { type: "replace", resource, at: place, on: "value", text: `{ ${value} }`, raw: true },
      ];
  return { changes, says };
}

/** `valuesFile: a` beside `valuesFiles: [b]` becomes `valuesFiles: [a, b]`. */
function listed(
  resource: Resource,
  root: Node | undefined,
  place: Path,
  step: StepOf<"first-of">,
): Taken {
  const listAt = [...place.slice(0, -1), step.list];
  const says = `${step.at} becomes the first of ${step.list}`;
  const list = at(root, listAt);
  const texts = [at(root, place), ...itemsOf(list)].map((it) => writtenOnOneLine(resource, it));
  if (texts.includes(undefined)) return { changes: undefined, says };
  const text = `[${texts.join(", ")}]`;
  const changes: readonly Change[] = list
    ? [
        { type: "remove", resource, at: place },
        { type: "replace", resource, at: listAt, on: "value", text, raw: true },
      ]
    : [
        { type: "replace", resource, at: place, on: "key", text: step.list },
        { type: "replace", resource, at: place, on: "value", text, raw: true },
      ];
  return { changes, says };
}

/** A field that is required now, with the value it had without being written. */
function defaulted(
  resource: Resource,
  root: Node | undefined,
  place: Path,
  { field, text }: StepOf<"default">,
): Taken | undefined {
  const written = at(root, place);
  if (written?.kind !== "mapping" || get(written, field)) return undefined;
  return {
    changes: [{ type: "insert", resource, at: place, text: `${field}: ${text}` }],
    says: `${field} is required, and was ${text}`,
  };
}

/** `threshold: 99` becomes `thresholdRange: { min: 99 }`. */
function ranged(
  resource: Resource,
  root: Node | undefined,
  place: Path,
  { to }: StepOf<"range">,
): Taken {
  const metric = place.slice(0, -1);
  const says = `threshold of a metric is one end of ${to}`;
  if (at(root, [...metric, to])) {
    return { changes: [{ type: "remove", resource, at: place }], says };
  }
  const text = writtenOnOneLine(resource, at(root, place));
  const end = textOf(at(root, [...metric, "name"])) === "request-success-rate" ? "min" : "max";
  return {
    changes:
      text === undefined
        ? undefined
        : [
            { type: "replace", resource, at: place, on: "key", text: to },
            {
              type: "replace",
              resource,
              at: place,
              on: "value",
              text: `{ ${end}: ${text} }`,
              raw: true,
            },
          ],
    says,
  };
}

/** The scalar as it stands in the text, quotes included. */
function writtenOnOneLine({ document }: Resource, node: Node | undefined): string | undefined {
  const scalar = node?.kind === "scalar" ? scalarOf(node) : undefined;
  if (!scalar || scalar.anchor !== undefined || scalar.tag !== undefined) return undefined;
  const text = document.text.slice(scalar.span.start, scalar.span.end);
  return text === "" || /[\n,[\]{}]/.test(text) ? undefined : text;
}
