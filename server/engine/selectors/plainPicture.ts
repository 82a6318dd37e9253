import type { SelectorPicture } from "../../../protocol/selectors.ts";
import { bringersFor } from "../brought.ts";
import { placeOf } from "../place.ts";
import { placeList } from "../placeList.ts";
import { isOpen } from "../references/read.ts";
import { nameOfRendering } from "../rendering.ts";
import type { Resource } from "../resource.ts";
import type { Place } from "../source.ts";
import { viewOf } from "../view.ts";
import type { Workspace } from "../workspace.ts";
import type { Drawn } from "./canaryPicture.ts";
import { type Cast, castOf, ordered, relatedTo } from "./cast.ts";
import { drawing } from "./drawing.ts";
import { faultsAt } from "./faults.ts";
import { listed } from "./listed.ts";
import { neighbourhood } from "./neighbourhood.ts";
import { plainFaults } from "./plainFaults.ts";
import { finds } from "./selecting.ts";
import { shortened } from "./shortened.ts";

/** Which Services find which pods around a Service or workload that no Canary is about. */
export function plainPicture(workspace: Workspace, subject: Resource, isWhole: boolean): Drawn {
  const view = viewOf(workspace);
  const places = placeList(view);
  const around = neighbourhood(subject, view);
  const all = castOf(around.map((it) => it.object));
  const id = `${subject.kind}/${subject.name}`;
  const near = middleOf(id, all);
  const related = relatedTo(near, [all]);
  const cast: Cast = {
    selecting: ordered(all.selecting, related, [id]),
    pods: ordered(all.pods, related, [id]),
  };
  const origins = new Map(around.map((it) => [it.id, it.resource]));
  const bringers = bringersFor(subject, view);
  const faults = plainFaults({
    cast,
    everybody: all,
    origins,
    places,
    isClosed: bringers.length === 0,
  });
  const middle = new Set([id, ...faults.flatMap((it) => it.where)]);
  const shown = isWhole ? { drawn: cast, rest: NOBODY } : shortened(cast, { middle, near });
  const isLonely = cast.selecting.some((it) => it.selector && !cast.pods.some((o) => finds(it, o)));
  const picture: SelectorPicture<Place> = {
    name: subject.namespace === undefined ? subject.name : `${subject.namespace}/${subject.name}`,
    kind: subject.kind,
    namespace: subject.namespace ?? "",
    build: subject.built ? nameOfRendering(subject.built.rendering, view.roots) : "",
    summary: summaryOf(id, cast),
    moments: [
      {
        name: "git",
        sentence: "What the files say.",
        ways: [],
        ...drawing({
          ...shown.drawn,
          rest: shown.rest,
          picked: undefined,
          shareOf: () => undefined,
          moreOf: () => [],
          about: (it) => {
            const origin = origins.get(it);
            const at = it.startsWith("Service/") ? ["spec", "selector"] : [];
            return { isMade: false, ...places.add(origin && placeOf(origin, at)) };
          },
          placeOfLabel: (pods, key) => {
            const origin = origins.get(pods.id);
            const at = ["spec", "template", "metadata", "labels", key];
            return places.add(origin && placeOf(origin, at));
          },
          faultAt: faultsAt(faults),
        }),
      },
    ],
    faults: faults.map((it) => it.told),
    notes: [
      ...(isLonely ? bringers.slice(0, MOST_TOLD).map(broughtBy) : []),
      ...(isOpenSomewhere(cast) ? ["Some labels hold variables that nothing here fills in."] : []),
    ],
    places: places.all,
  };
  return { picture, fixes: faults.map((it) => it.fixes) };
}

const NOBODY: Cast = { selecting: [], pods: [] };

const MOST_TOLD = 3;

const broughtBy = ({ kind, name }: Resource): string =>
  `${kind} ${name} may bring pods that stand in no file here.`;

const isOpenSomewhere = ({ selecting, pods }: Cast): boolean =>
  [...selecting.map((it) => it.selector ?? {}), ...pods.map((it) => it.labels)].some((labels) =>
    Object.values(labels).some(isOpen),
  );

/** Around a Service stand the pods that it finds. */
function middleOf(id: string, { selecting, pods }: Cast): ReadonlySet<string> {
  const own = selecting.find((it) => it.id === id);
  return new Set([id, ...(own ? pods.filter((it) => finds(own, it)).map((it) => it.id) : [])]);
}

function summaryOf(id: string, { selecting, pods }: Cast): string {
  const own = selecting.find((it) => it.id === id);
  if (own) {
    const found = pods.filter((it) => finds(own, it)).map((it) => `${it.kind} ${it.name}`);
    if (own.selector === undefined) return `${own.kind} ${own.name} selects no pods by itself.`;
    if (found.length === 0) return `${own.kind} ${own.name} finds no pods in these files.`;
    return `${own.kind} ${own.name} finds the pods of ${listed(found)}.`;
  }
  const workload = pods.find((it) => it.id === id);
  if (!workload) return "It is no longer there.";
  const finders = selecting
    .filter((it) => finds(it, workload))
    .map((it) => `${it.kind} ${it.name}`);
  const by = finders.length === 0 ? "nothing" : listed(finders);
  return `The pods of ${workload.kind} ${workload.name} are found by ${by}.`;
}
