import { FLAGGER } from "../identity.ts";
import type { Resource } from "../resource.ts";
import { standingOf } from "../standing.ts";
import type { View } from "../view.ts";

/** Everything whose labels can be shown, Canaries first: as builds give it, or as it is written where none does. */
export const selectorSubjects = (view: View): readonly Resource[] =>
  SUBJECTS.flatMap(([group, kind]) => view.ofKind(group, kind))
    .filter((it) => it.name !== "" && standingOf(it, view) === "object")
    .flatMap((it) => becoming(it, view));

/** Can the labels of such an object be shown? */
export const isSelectorSubject = (it: Pick<Resource, "group" | "kind">): boolean =>
  SUBJECTS.some(([group, kind]) => it.group === group && it.kind === kind);

/** What a subject is known by: the build or file that gives it, its kind and its name. */
export const subjectId = ({ built, path, kind, namespace, name }: Resource): string =>
  JSON.stringify([built?.rendering.id ?? null, built ? null : path, kind, namespace ?? null, name]);

/** The subject of an id; `undefined` where nothing in the workspace gives it any more. */
export function subjectWithId(view: View, id: string): Resource | undefined {
  const [group, kind, name] = kindAndName(id);
  if (group === undefined || kind === undefined || name === undefined) return undefined;
  const built = view.builtNamed(group, kind, name);
  return [...built, ...view.named(group, kind, name)].find((it) => subjectId(it) === id);
}

function kindAndName(id: string): readonly (string | undefined)[] {
  try {
    const [, , kind, , name] = JSON.parse(id) as readonly unknown[];
    const group = SUBJECTS.find(([, it]) => it === kind)?.[0];
    return typeof kind === "string" && typeof name === "string" ? [group, kind, name] : [];
  } catch {
    // Not made by us.
    return [];
  }
}

function becoming(it: Resource, view: View): readonly Resource[] {
  const built = view.builtFrom(it);
  return built.length > 0 ? built : [it];
}

const SUBJECTS: readonly (readonly [group: string, kind: string])[] = [
  [FLAGGER, "Canary"],
  ["", "Service"],
  ["apps", "Deployment"],
  ["apps", "DaemonSet"],
  ["apps", "StatefulSet"],
];
