import type { WirePlace } from "../../protocol/canary.ts";
import type { ObjectIdentity } from "../../protocol/cluster.ts";
import type {
  Carrier,
  FileObject,
  ObjectsQuestion,
  TemplateField,
} from "../../protocol/objects.ts";
import { carriers } from "../engine/features/carriers.ts";
import { fileObjects } from "../engine/features/fileObjects.ts";
import { templateFields } from "../engine/features/templateFields.ts";
import type { Place } from "../engine/source.ts";
import { fileAt, type Workspace } from "../engine/workspace.ts";
import { toLocation, toOffset } from "./convert.ts";
import { pathOf } from "./uri.ts";

/** What files are in clusters, in the words of the protocol. */
export const objects = {
  inFile(workspace: Workspace, { uri, line }: ObjectsQuestion): readonly FileObject<WirePlace>[] {
    const path = pathOf(uri);
    const file = fileAt(workspace, path);
    if (file?.text === undefined) return [];
    const isAt = Number.isInteger(line);
    const offset = isAt ? toOffset(file, { line: line ?? 0, character: 0 }) : undefined;
    return fileObjects(workspace, path, offset).map((it) => ({
      ...it,
      place: wire(workspace, it.place),
      head: wire(workspace, it.head),
      dependsOn: it.dependsOn.map((named) => ({ ...named, place: wire(workspace, named.place) })),
    }));
  },
  carriers: (workspace: Workspace, { uri }: { readonly uri: string }): readonly Carrier[] =>
    carriers(workspace, pathOf(uri)),
  templateFields: (
    workspace: Workspace,
    { workloads }: { readonly workloads: readonly ObjectIdentity[] },
  ): readonly TemplateField<WirePlace>[] =>
    workloads.flatMap((workload) =>
      templateFields(workspace, workload).map((it) => ({
        ...it,
        place: wire(workspace, it.place),
      })),
    ),
} as const;

function wire(workspace: Workspace, place: Place): WirePlace {
  const { uri, range } = toLocation(workspace, place);
  return { uri, ...range };
}
