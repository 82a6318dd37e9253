import { KUSTOMIZE } from "../identity.ts";
import { at, entryOf, get, itemsOf, mappingOf, type Node, textOf } from "../node.ts";
import { isOpen } from "../references/read.ts";
import { type Resource, treeOf } from "../resource.ts";

/**
 * The keys of the ConfigMap or Secret of that name which an object has made, as far as the object says them;
 * `undefined` where it does not say them all.
 */
export function keysMade(
  maker: Resource,
  kind: string,
  name: string,
): readonly string[] | undefined {
  const keys =
    maker.group === KUSTOMIZE
      ? ofGenerators(treeOf(maker), kind, name)
      : maker.kind === "ExternalSecret"
        ? ofExternalSecret(get(treeOf(maker), "spec"))
        : undefined;
  // What says none takes them from somewhere.
  return keys?.length && keys.every((it) => it !== undefined && !isOpen(it))
    ? (keys as string[])
    : undefined;
}

type Keys = readonly (string | undefined)[] | undefined;

function ofGenerators(root: Node | undefined, kind: string, name: string): Keys {
  const field = kind === "Secret" ? "secretGenerator" : "configMapGenerator";
  const own = itemsOf(get(root, field)).filter((it) => textOf(get(it, "name")) === name);
  const [generator, ...others] = own;
  const isOpenEnded = ["envs", "env"].some((it) => get(generator, it) !== undefined);
  const behavior = textOf(get(generator, "behavior")) ?? "create";
  if (!generator || others.length > 0 || isOpenEnded || behavior !== "create") return undefined;
  return [
    ...itemsOf(get(generator, "files")).map((it) => keyOfFile(textOf(it))),
    ...itemsOf(get(generator, "literals")).map((it) => keyOfLiteral(textOf(it))),
  ];
}

function keyOfFile(text: string | undefined): string | undefined {
  const [key = "", path] = text?.split("=") ?? [];
  return path === undefined ? key.slice(key.lastIndexOf("/") + 1) || undefined : key;
}

const keyOfLiteral = (text: string | undefined): string | undefined =>
  text?.includes("=") ? text.slice(0, text.indexOf("=")) : undefined;

/** A template says all keys, unless it is merged into what is fetched. Whatever is found at once has any keys. */
function ofExternalSecret(spec: Node | undefined): Keys {
  const template = at(spec, ["target", "template"]);
  const isMerged = textOf(get(template, "mergePolicy")) === "Merge";
  if (get(template, "templateFrom") || textOf(at(spec, ["target", "creationPolicy"])) === "Merge") {
    return undefined;
  }
  const templated = entryOf(template, "data") && !isMerged;
  if (templated) return mappingOf(get(template, "data"))?.entries.map((it) => it.key.text);
  if (itemsOf(get(spec, "dataFrom")).length > 0) return undefined;
  const own = mappingOf(get(template, "data"))?.entries.map((it) => it.key.text) ?? [];
  return [...own, ...itemsOf(get(spec, "data")).map((it) => textOf(get(it, "secretKey")))];
}
