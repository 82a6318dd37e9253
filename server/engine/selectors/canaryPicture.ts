import type { SelectorMoment, SelectorPicture } from "../../../protocol/selectors.ts";
import { type Json, type JsonObject, stringOf } from "../canary/json.ts";
import { objectKey } from "../canary/objectKey.ts";
import { canaryIn } from "../canary/scenario/canaryIn.ts";
import { objectIn } from "../canary/scenario/objectIn.ts";
import { type Found, setupOf } from "../canary/scenario/setupOf.ts";
import { placeOf } from "../place.ts";
import { type PlaceList, placeList } from "../placeList.ts";
import { nameOfRendering } from "../rendering.ts";
import type { Resource } from "../resource.ts";
import type { Fix } from "../rules/rule.ts";
import type { Place } from "../source.ts";
import { type View, viewOf } from "../view.ts";
import type { Workspace } from "../workspace.ts";
import { canaryFaults } from "./canaryFaults.ts";
import { type CanaryIds, canaryIds } from "./canaryIds.ts";
import { type Cast, castOf, ordered, relatedTo } from "./cast.ts";
import { drawing, type Scene } from "./drawing.ts";
import { type Fault, faultsAt } from "./faults.ts";
import { labelChoice } from "./labelChoice.ts";
import { momentWords } from "./momentWords.ts";
import { type Neighbour, neighbourhood } from "./neighbourhood.ts";
import { type RolloutMoment, rolloutMoments } from "./rollout.ts";
import { scalerWords } from "./scalers.ts";
import { finds } from "./selecting.ts";
import { type Ranks, shortened } from "./shortened.ts";
import { holderOf, type Shares, sharesOf, trafficWays } from "./ways.ts";

/** A picture, and the ways out of its faults in the same order. */
export interface Drawn {
  readonly picture: SelectorPicture<Place>;
  readonly fixes: readonly (readonly Fix[])[];
}

/** Which Services find which pods of a Canary, from Git to the end of a rollout that goes well. */
export function canaryPicture(workspace: Workspace, resource: Resource, isWhole: boolean): Drawn {
  const view = viewOf(workspace);
  const canary = resource.built ? resource : (view.builtFrom(resource)[0] ?? resource);
  const found = setupOf(canary, view);
  const around = neighbourhood(canary, view);
  const stage = stageOf(found, canary, around, view);
  const { setup } = found;
  const { ids, places } = stage;
  const { kind, name } = canaryIn(setup).spec.target;
  const target = objectIn(setup, { kind, name });
  const origin = stage.origins.get(ids.target);
  const choice =
    target &&
    labelChoice({ view, places, list: setup.flags.selectorLabels, target, resource: origin });
  const faults = canaryFaults({ workspace, view, places, canary, target: origin, ids, around });
  const { moments, unreached } = rolloutMoments(setup);
  const casts = moments.map((it) => castOf(objectsAt(it, stage)));
  const related = relatedTo(new Set([...ids.services, ids.target, ids.primary]), casts);
  const ranks = isWhole ? undefined : ranksOf(ids, casts, faults);
  const at = faultsAt(faults);
  const drawn = moments.map((it, index) =>
    momentOf(it, casts[index] ?? NOBODY, { ...stage, related, ranks, picked: choice?.key, at }),
  );
  const picture: SelectorPicture<Place> = {
    name: canary.namespace === undefined ? canary.name : `${canary.namespace}/${canary.name}`,
    kind: "Canary",
    namespace: setup.canary.namespace,
    build: canary.built ? nameOfRendering(canary.built.rendering, view.roots) : "",
    summary: summaryOf(setup, choice, origin !== undefined),
    ...(choice ? { choice } : {}),
    moments: drawn,
    ...(unreached === undefined ? {} : { unreached }),
    faults: faults.map((it) => it.told),
    notes: found.notes.filter((it) => ABOUT_LABELS.test(it)),
    places: places.all,
  };
  return { picture, fixes: faults.map((it) => it.fixes) };
}

const NOBODY: Cast = { selecting: [], pods: [] };

/** Of what is assumed, that which decides about labels and traffic. */
const ABOUT_LABELS =
  /^(Deployment|DaemonSet|Service|Ingress|HorizontalPodAutoscaler|ScaledObject|What Flagger)\b/;

/** What all moments have in common. */
interface Stage {
  readonly found: Found;
  readonly ids: CanaryIds;
  readonly places: PlaceList;
  readonly canary: Resource;
  readonly around: readonly Neighbour[];
  /** Where each object comes from that is in a file, by the id of its box. */
  readonly origins: ReadonlyMap<string, Resource>;
}

function stageOf(found: Found, canary: Resource, around: readonly Neighbour[], view: View): Stage {
  const origins = new Map(around.map((it) => [it.id, it.resource]));
  for (const it of found.resources.values()) origins.set(`${it.kind}/${it.name}`, it);
  return { found, ids: canaryIds(found.setup), places: placeList(view), canary, around, origins };
}

/** What stands in the namespace: what Flagger looks at, and the neighbours that it knows nothing of. */
function objectsAt(moment: RolloutMoment, { found, around }: Stage): readonly JsonObject[] {
  const { namespace } = found.setup.canary;
  const own = [...moment.objects.values()].filter((it) => isIn(it, namespace));
  const known = new Set(moment.objects.keys());
  const others = around.filter(({ object }) => !known.has(objectKey(object, namespace)));
  return [...own, ...others.map((it) => it.object)];
}

const isIn = ({ metadata }: JsonObject, namespace: string): boolean =>
  stringOf((metadata as { readonly namespace?: Json } | undefined)?.namespace) === namespace;

/** The Canary's own Services and all that they find at any moment, and what is wrong. */
function ranksOf(ids: CanaryIds, casts: readonly Cast[], faults: readonly Fault[]): Ranks {
  const middle = new Set([...ids.services, ids.target, ids.primary]);
  const own = new Set(ids.services);
  const found = casts.flatMap(({ selecting, pods }) =>
    selecting
      .filter(({ id }) => own.has(id))
      .flatMap((it) => pods.filter((other) => finds(it, other)).map(({ id }) => id)),
  );
  const wrong = faults.flatMap(({ where }) => where);
  return { middle: new Set([...middle, ...wrong]), near: new Set(found) };
}

interface Setting extends Stage {
  readonly related: ReadonlySet<string>;
  /** `undefined`: everybody has a box. */
  readonly ranks: Ranks | undefined;
  readonly picked: string | undefined;
  readonly at: Scene["faultAt"];
}

function momentOf(moment: RolloutMoment, cast: Cast, setting: Setting): SelectorMoment {
  const { found, ids, related, ranks, picked } = setting;
  const { setup } = found;
  const { name, routes } = moment;
  const shares = name === "git" ? undefined : sharesOf(setup, routes);
  const scaled = scalerWords(moment.objects.values());
  const isTaken = (id: string) =>
    name !== "git" && ids.services.includes(id) && setting.origins.has(id);
  const all: Cast = {
    selecting: ordered(cast.selecting, related, ids.services),
    pods: ordered(cast.pods, related, [ids.primary, ids.target]),
  };
  const shown = ranks ? shortened(all, ranks) : { drawn: all, rest: NOBODY };
  const share = name === "during" ? (shares?.canary ?? "0 %") : undefined;
  return {
    name,
    ...(share === undefined ? {} : { share }),
    ...weightOf(shares),
    sentence: momentWords(name, setup, routes),
    ways: trafficWays(setup, moment.objects, shares, (kind, it) => about(`${kind}/${it}`, setting)),
    ...drawing({
      ...shown.drawn,
      rest: shown.rest,
      picked,
      shareOf: (it) => shareOf(it.id, shares, name, setting),
      moreOf: (id) => [
        ...(scaled.has(id) ? [scaled.get(id) ?? ""] : []),
        ...(isTaken(id) ? ["Flagger has taken it over"] : []),
        ...(id === ids.apex && shares ? splitWords(setup) : []),
        ...(id === ids.target && !setting.origins.has(id) ? ["in no file here"] : []),
      ],
      about: (id) => ({ ...about(id, setting), ...(name === "git" ? {} : roleOf(id, ids)) }),
      placeOfLabel: (pods, key) => placeOfLabel(pods.id, key, setting),
      faultAt: setting.at,
    }),
  };
}

function weightOf(shares: Shares | undefined): { readonly weight?: number } {
  const weight = /^(\d+) %$/.exec(shares?.canary ?? "")?.[1];
  return weight === undefined ? {} : { weight: Number(weight) };
}

function roleOf(
  id: string,
  { primary, target }: CanaryIds,
): { readonly role?: "primary" | "canary" } {
  if (id === primary) return { role: "primary" };
  return id === target ? { role: "canary" } : {};
}

/** Who shares out the requests that call the apex Service; an Ingress of the canary does so before they get there. */
function splitWords(setup: Found["setup"]): readonly string[] {
  const holder = holderOf(setup);
  return holder && holder.kind !== "Ingress" ? [`shared out by ${holder.kind} ${holder.name}`] : [];
}

/** Requests of users come in by the Service that the provider splits by, or by the one that is called. */
function shareOf(
  id: string,
  shares: Shares | undefined,
  name: RolloutMoment["name"],
  { ids, found }: Setting,
): string | undefined {
  if (name === "git") return undefined;
  if (!shares) return id === ids.apex ? "100 %" : undefined;
  if (id === ids.apexCanary) return shares.canary;
  const isCalled = holderOf(found.setup)?.kind === "Ingress";
  return id === (isCalled ? ids.apex : ids.apexPrimary) ? shares.primary : undefined;
}

/** What Flagger makes is shown where the Canary asks for it. */
function about(id: string, { origins, ids, places, canary }: Stage) {
  const origin = origins.get(id);
  if (origin) return { isMade: false, ...places.add(placeOf(origin, fieldOf(origin))) };
  const at = id === ids.primary || id === ids.target ? ["spec", "targetRef"] : ["spec", "service"];
  return { isMade: id !== ids.target, ...places.add(placeOf(canary, at)) };
}

/** The field that says which pods are meant. */
const fieldOf = ({ kind }: Resource): readonly string[] =>
  kind === "Service" || kind === "PodDisruptionBudget" ? ["spec", "selector"] : [];

/** Pods of the primary have the labels of the target, but for the value of one. */
function placeOfLabel(id: string, key: string, { origins, ids, places }: Stage) {
  const origin = origins.get(id === ids.primary ? ids.target : id);
  if (!origin) return {};
  return places.add(placeOf(origin, ["spec", "template", "metadata", "labels", key]));
}

function summaryOf(
  setup: Found["setup"],
  choice: SelectorPicture<Place>["choice"],
  isKnown: boolean,
): string {
  const { target, service } = canaryIn(setup).spec;
  const { apex } = service;
  if (!choice) {
    return `${target.kind} ${target.name} is copied to ${target.name}-primary and ${target.name}-canary; no workload is.`;
  }
  const { key, value } = choice;
  if (key === undefined || !isKnown) return choice.why;
  return `Flagger tells the pods apart by "${key}": Services ${apex} and ${apex}-primary find those with ${value}-primary, ${apex}-canary those with ${value}.`;
}
