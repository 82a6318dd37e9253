import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import type { TemplateField } from "../../../protocol/objects.ts";
import { at, itemsOf, type Path, scalarOf, textOf } from "../node.ts";
import { absolute, placeOf } from "../place.ts";
import { type Resource, treeOf } from "../resource.ts";
import type { Place } from "../source.ts";
import { type View, viewOf } from "../view.ts";
import type { Workspace } from "../workspace.ts";
import { displayPath } from "./displayPath.ts";
import { shownValue } from "./shownValue.ts";

/**
 * The images and variables of the containers of a workload, each where its value was written last: in the manifest, a
 * patch or a kustomization file. What came out of a Secret is left out.
 */
export function templateFields(
  workspace: Workspace,
  workload: ObjectIdentity,
): readonly TemplateField<Place>[] {
  const view = viewOf(workspace);
  const { group, kind, name } = workload;
  const isMeant = (it: Resource) =>
    it.namespace === undefined || it.namespace === workload.namespace;
  const built = view.builtNamed(group, kind, name).filter(isMeant);
  const written = view.named(group, kind, name).filter((it) => view.builtFrom(it).length === 0);
  const all = built.length > 0 ? built : written.filter(isMeant);
  return all.flatMap((it) => {
    const cluster = it.built?.rendering.cluster;
    const about = {
      workload,
      ...(cluster === undefined ? {} : { cluster: displayPath(view, cluster) }),
    };
    return fieldsOf(workspace, view, it).map((field) => ({ ...about, ...field }));
  });
}

type Field = Omit<TemplateField<Place>, "workload" | "cluster">;

function fieldsOf(workspace: Workspace, view: View, resource: Resource): readonly Field[] {
  const tree = treeOf(resource);
  return ["initContainers", "containers"].flatMap((list) => {
    const path = ["spec", "template", "spec", list];
    return itemsOf(at(tree, path)).flatMap((item, index) => {
      const container = textOf(at(item, ["name"])) ?? "";
      const inside = [...path, index];
      const image = fieldAt(workspace, view, resource, [...inside, "image"]);
      const variables = itemsOf(at(item, ["env"])).flatMap((variable, place): Field[] => {
        const name = textOf(at(variable, ["name"])) ?? "";
        const found = fieldAt(workspace, view, resource, [...inside, "env", place, "value"]);
        return found ? [{ container, field: "env", name, ...found }] : [];
      });
      return image
        ? [{ container, field: "image", name: "", ...image } as const, ...variables]
        : variables;
    });
  });
}

function fieldAt(
  workspace: Workspace,
  view: View,
  resource: Resource,
  path: Path,
): Pick<Field, "value" | "place"> | undefined {
  const node = scalarOf(at(treeOf(resource), path));
  if (!node) return undefined;
  const { rendering } = resource.built ?? {};
  const value = rendering ? shownValue(workspace, node, rendering.id) : node.text;
  const found = placeOf(resource, path);
  const place = absolute(view.file(found.path), found);
  return value === undefined || !place ? undefined : { value, place };
}
