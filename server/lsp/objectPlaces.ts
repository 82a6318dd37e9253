import type {
  BuildNames,
  BuiltByAnswer,
  BuiltObjectAnswer,
  BuiltObjectQuestion,
  ObjectPlace,
} from "../../protocol/builtObject.ts";
import type { ObjectIdentity } from "../../protocol/cluster.ts";
import { builtObjects } from "../engine/features/builtObjects.ts";
import { objectPlaces } from "../engine/features/objectPlaces.ts";
import type { Identity } from "../engine/identity.ts";
import type { RenderingName } from "../engine/rendering.ts";
import { renderingsOf } from "../engine/renderings.ts";
import { shownMessage } from "../engine/shownMessage.ts";
import { viewOf } from "../engine/view.ts";
import type { Workspace } from "../engine/workspace.ts";
import { buildItem } from "./builds.ts";
import { toLocation } from "./convert.ts";

/** Where an object of a cluster is written. */
export function places(workspace: Workspace, identity: ObjectIdentity): readonly ObjectPlace[] {
  return objectPlaces(workspace, identity).map(({ place, label, renderings }) => {
    const { uri, range } = toLocation(workspace, place);
    const builds = renderings.map((it) => namesOf(workspace, it)).map(inWords);
    return { uri, ...range.start, label, builds };
  });
}

const inWords = ({ label, detail }: BuildNames): string => `${label} · ${detail}`;

/** What Flux would apply of an object. */
export function applied(
  workspace: Workspace,
  { identity, salt }: BuiltObjectQuestion,
): BuiltObjectAnswer {
  const found = builtObjects(workspace, identity, salt).map(({ rendering, ...it }) => ({
    ...namesOf(workspace, rendering),
    ...it,
  }));
  const problems = renderingsOf(workspace).flatMap((it) => {
    const sentence = failureOf(workspace, it);
    return sentence === undefined ? [] : [`${namesOf(workspace, it).label}: ${sentence}`];
  });
  return { found, problems };
}

/** What a Flux Kustomization would apply. */
export function appliedBy(
  workspace: Workspace,
  { namespace = "", name }: { readonly namespace?: string; readonly name: string },
): BuiltByAnswer {
  const builds = renderingsOf(workspace).filter(
    (it) => it.kustomization === `${namespace}/${name}`,
  );
  return builds.map((it) => {
    const error = failureOf(workspace, it);
    const resources = workspace.built.renderings.get(it.id)?.resources ?? [];
    return {
      ...namesOf(workspace, it),
      objects: resources.map(toIdentity),
      ...(error === undefined ? {} : { error }),
    };
  });
}

function namesOf(workspace: Workspace, rendering: RenderingName): BuildNames {
  const { kustomization } = rendering;
  return {
    ...buildItem(workspace, rendering),
    ...(kustomization === undefined ? {} : { kustomization }),
  };
}

function failureOf(workspace: Workspace, { id }: RenderingName): string | undefined {
  const error = workspace.built.renderings.get(id)?.error;
  return error && shownMessage(viewOf(workspace), error.message);
}

const toIdentity = ({ group, kind, namespace, name }: Identity): ObjectIdentity => ({
  group,
  kind,
  name,
  ...(namespace === undefined ? {} : { namespace }),
});
