import type { BuiltObject } from "../kustomize/built.ts";
import { idOf, splitApiVersion } from "../kustomize/id.ts";
import { goJson } from "../kustomize/json.ts";
import { isNull, scalarText, stringNode } from "../kustomize/scalars.ts";
import { stop } from "../kustomize/stop.ts";
import { causeOf, fieldOf, withField } from "../kustomize/tree.ts";
import type { Mapping, Node } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import { MASK } from "./mask.ts";
import { metaText, typedText } from "./metadata.ts";

/**
 * Objects as kustomize-controller reads what was built, those of lists one by one. One without a kind ends it. Files of
 * kustomize itself, and what has no name or version, are passed over in silence.
 * Mirrored: github.com/fluxcd/pkg/ssa/utils, ReadObjects.
 */
export const readAgain = (objects: readonly BuiltObject[]): readonly BuiltObject[] =>
  objects.flatMap((object) => {
    const { node } = object;
    if (typedText(fieldOf(node, "kind")) === "" || isNoVersion(fieldOf(node, "apiVersion"))) {
      const decoding = "error unmarshaling JSON: while decoding JSON: ";
      stop(`${decoding}Object 'Kind' is missing in '${shownJson(node)}'`, placeOfKind(node));
    }
    const list = fieldOf(node, "items");
    if (list?.kind !== "sequence") return isKubernetesObject(node) ? [object] : [];
    return list.items.map((item, index) => {
      if (item?.kind === "mapping") return itemOf(object, item, index);
      return stop(
        "items member is not an object: map[string]interface {}",
        placeOfNode(item) ?? placeOfNode(list),
      );
    });
  });

/** Of `a/b/c` Go reads neither group nor version, and then no kind. */
const isNoVersion = (node: Node | undefined): boolean => typedText(node).split("/").length > 2;

/** Whatever has a list of items is taken for a list. */
const itemOf = (list: BuiltObject, node: Mapping, index: number): BuiltObject => ({
  ...list,
  node,
  began: { ...list.began, at: [...list.began.at, "items", index] },
});

function isKubernetesObject(node: Mapping): boolean {
  const apiVersion = typedText(fieldOf(node, "apiVersion"));
  if (metaText(node, "name") === "" || apiVersion === "") return false;
  const isKustomization = typedText(fieldOf(node, "kind")).toLowerCase() === "kustomization";
  return !isKustomization || splitApiVersion(apiVersion).group !== "kustomize.config.k8s.io";
}

/** Ends the build at an object that kustomize takes and Flux does not: one without `apiVersion`, a list without a name. */
export function expectIdentity(object: BuiltObject): void {
  const { group, version, name } = idOf(object);
  if (name !== "" && (group !== "" || version !== "")) return;
  const { node } = object;
  const wanted = "failed to decode Kubernetes apiVersion, kind and name from: ";
  stop(wanted + shownJson(node), placeOfKind(node));
}

const placeOfKind = (node: Mapping) => placeOfNode(fieldOf(node, "kind")) ?? placeOfNode(node);

/** Values of a Secret are never told. */
function shownJson(node: Mapping): string {
  if (scalarText(fieldOf(node, "kind")) !== "Secret") return goJson(node);
  return goJson(["data", "stringData"].reduce(withMasks, node));
}

function withMasks(secret: Mapping, field: string): Mapping {
  const held = fieldOf(secret, field);
  if (!held || isNull(held)) return secret;
  return withField(secret, field, maskedAll(held), causeOf(held));
}

const maskedAll = (node: Node): Node =>
  node.kind === "mapping"
    ? {
        ...node,
        entries: node.entries.map(({ key }) => ({ key, value: stringNode(MASK, causeOf(node)) })),
      }
    : stringNode(MASK, causeOf(node));
