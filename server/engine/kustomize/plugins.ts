import type { Mapping, Node, Scalar } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import { join } from "../path.ts";
import { annotated, annotation, ORIGIN } from "./buildMetadata.ts";
import type { BuiltObject } from "./built.ts";
import { originalIdOf, printId } from "./id.ts";
import { scoped } from "./openapi.ts";
import { unprintableIn } from "./printable.ts";
import { objectsInText } from "./readObjects.ts";
import { addResources } from "./resources.ts";
import { tagOf } from "./scalars.ts";
import { attempt, stop, stopAgain, within } from "./stop.ts";
import { emptyState, type Target } from "./target.ts";
import { withItems } from "./tree.ts";
import { speaksOfSecret } from "./veil.ts";

/**
 * The objects that configure generators, transformers or validators: each entry holds them, or leads to them as an
 * entry of `resources` does (kustomize.md §22.1).
 */
export function pluginObjects(
  target: Target,
  entries: readonly Scalar[],
  what: "generator" | "transformer",
): readonly BuiltObject[] {
  const state = emptyState();
  const paths: Scalar[] = [];
  for (const entry of entries) {
    const inline = attempt(() => objectsInText(entry.text, entry));
    // As a path, the text would stand in the message.
    if ("error" in inline && speaksOfSecret(entry.text)) stopAgain(inline.error);
    if ("error" in inline) paths.push(entry);
    else {
      const objects = scoped(inline.value, target.context).map((it) => located(it, target));
      within(`configuring external ${what}: `, () => state.objects.append(objects));
    }
  }
  addResources(target, state, paths);
  return state.objects.all();
}

function located(object: BuiltObject, { context: { at }, fileName }: Target): BuiltObject {
  if (!at) return object;
  return annotated(object, ORIGIN, `path: ${join(at.path, fileName)}\n`);
}

/** Where a plugin is configured, seen from the root of the build. */
export const configuredIn = (object: BuiltObject): string | undefined =>
  /^path: (.*)$/m.exec(annotation(object, ORIGIN) ?? "")?.[1];

/** Is it one of kustomize's own? Programs are never run, and kustomize does not run them either unless told to. */
export function checkBuiltin(object: BuiltObject, known: ReadonlySet<string>): void {
  const { group, version, kind } = originalIdOf(object);
  const place = placeOfNode(object.node);
  if (group !== "" || version !== "builtin") {
    stop(`external plugins disabled; unable to load external plugin '${kind}'`, place);
  }
  if (!known.has(kind)) stop(`unable to load builtin ${kind || "[noKind]"}.builtin.[noGrp]`, place);
  const fault = unprintableIn(object.node);
  if (!fault) return;
  const message = fault.message.replace(/^map\[string\]interface \{\}\(nil\): /, "");
  const id = printId(originalIdOf(object));
  stop(`marshalling yaml from res ${id}: ${message}`, fault.place ?? place);
}

/** Reads the configuration of a plugin. */
export const configuring = <T>(object: BuiltObject, read: () => T): T =>
  within(
    `plugin ${printId(originalIdOf(object))} fails configuration: `,
    read,
    placeOfNode(object.node),
  );

/** Its fields in the words of YAML 1.1, with which plugins read: what is a text stays one. */
export const pluginFields = (object: BuiltObject): Mapping => quoted(object.node) as Mapping;

function quoted(node: Node): Node {
  if (node.kind === "sequence") {
    return withItems(
      node,
      node.items.map((it) => it && quoted(it)),
    );
  }
  if (node.kind === "mapping") {
    const entries = node.entries.map(({ key, value }) => ({ key, value: value && quoted(value) }));
    return { ...node, entries };
  }
  return node.kind === "scalar" && node.style === "plain" && tagOf(node) === "!!str"
    ? { ...node, style: "double" }
    : node;
}
