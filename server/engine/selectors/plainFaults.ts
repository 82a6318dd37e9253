import { nearest } from "../nearest.ts";
import { placeOf } from "../place.ts";
import type { PlaceList } from "../placeList.ts";
import { isOpen } from "../references/read.ts";
import type { Resource } from "../resource.ts";
import type { Fix } from "../rules/rule.ts";
import { writtenFix } from "../rules/writtenFix.ts";
import type { Cast } from "./cast.ts";
import { linkId, nobodyFor } from "./drawing.ts";
import type { Fault } from "./faults.ts";
import { listed } from "./listed.ts";
import type { Labels, Pods } from "./pods.ts";
import { finds, labelWords, type Selecting } from "./selecting.ts";

export interface PlainFaultSources {
  /** Who is drawn. */
  readonly cast: Cast;
  /** Who else is in the namespace. */
  readonly everybody: Cast;
  readonly origins: ReadonlyMap<string, Resource>;
  readonly places: PlaceList;
  /** Nothing else may bring pods into the namespace. */
  readonly isClosed: boolean;
}

/** What is wrong between Services and pods: a Service that finds none, or those of two workloads; a selector that misses its own pods. */
export function plainFaults(sources: PlainFaultSources): readonly Fault[] {
  const { selecting, pods } = sources.cast;
  return [
    ...selecting.flatMap((it) => lonely(it, sources)),
    ...selecting.flatMap((it) => several(it, sources)),
    ...pods.flatMap((it) => missesOwn(it, sources)),
  ];
}

function lonely(
  it: Selecting,
  { everybody, origins, places, isClosed }: PlainFaultSources,
): readonly Fault[] {
  const { id, kind, name, selector } = it;
  const origin = origins.get(id);
  if (!selector || !origin || !isClosed || isUnknown(selector)) return [];
  if (everybody.pods.some((pods) => finds(it, pods) || isUnknown(pods.labels))) return [];
  const fixes = betterValue(it, everybody.pods, origin);
  return [
    {
      told: {
        code: "",
        severity: "warning",
        message: `${kind} ${name} finds no pods: none here has ${labelWords(selector)}.`,
        ...places.add(placeOf(origin, selectorPath(it))),
        fixes: fixes.map(({ title }) => title),
      },
      fixes,
      where: [linkId(id, nobodyFor(id))],
    },
  ];
}

/** One value that is nearly right, or the only one that pods have for that label. */
function betterValue(it: Selecting, pods: readonly Pods[], resource: Resource): readonly Fix[] {
  for (const [key, value] of Object.entries(it.selector ?? {})) {
    const values = [...new Set(pods.flatMap(({ labels }) => labels[key] ?? []))];
    if (values.includes(value)) continue;
    const better = nearest(value, values) ?? (values.length === 1 ? values[0] : undefined);
    if (better === undefined) continue;
    const changed = { ...it.selector, [key]: better };
    if (!pods.some(({ labels }) => finds({ ...it, selector: changed }, { labels }))) continue;
    const change = {
      type: "replace",
      resource,
      at: [...selectorPath(it), key],
      on: "value",
      text: better,
    } as const;
    const fix = writtenFix({ title: `Select by ${key}: ${better}`, changes: [change] });
    return fix ? [fix] : [];
  }
  return [];
}

const selectorPath = ({ kind }: Selecting): readonly string[] =>
  kind === "Service" ? ["spec", "selector"] : ["spec", "selector", "matchLabels"];

function several(it: Selecting, { cast, origins, places }: PlainFaultSources): readonly Fault[] {
  const found = cast.pods.filter((pods) => finds(it, pods));
  const origin = origins.get(it.id);
  if (it.kind !== "Service" || found.length < 2 || !origin) return [];
  const names = found.map(({ kind, name }) => `${kind} ${name}`);
  return [
    {
      told: {
        code: "",
        severity: "information",
        message: `Service ${it.name} finds the pods of ${listed(names)}: a request may go to any of them.`,
        ...places.add(placeOf(origin, ["spec", "selector"])),
        fixes: [],
      },
      fixes: [],
      where: found.map(({ id }) => linkId(it.id, id)),
    },
  ];
}

/** The API server refuses a workload whose selector its own pods do not fit. */
function missesOwn(it: Pods, { origins, places }: PlainFaultSources): readonly Fault[] {
  const origin = origins.get(it.id);
  const lacking = Object.entries(it.matchLabels).filter(
    ([key, value]) => it.labels[key] !== value && !isOpen(value) && !isOpen(it.labels[key] ?? ""),
  );
  const [first] = lacking;
  if (!origin || !first) return [];
  const fixes = lacking.length === 1 ? ownLabel(it, first, origin) : [];
  return [
    {
      told: {
        code: "",
        severity: "error",
        message: `The API server refuses ${it.kind} ${it.name}: its selector asks for ${labelWords(Object.fromEntries(lacking))}, which its own pods do not have.`,
        ...places.add(placeOf(origin, ["spec", "selector", "matchLabels", first[0]])),
        fixes: fixes.map(({ title }) => title),
      },
      fixes,
      where: [it.id],
    },
  ];
}

function ownLabel(
  it: Pods,
  [key, value]: readonly [string, string],
  resource: Resource,
): readonly Fix[] {
  const at = ["spec", "template", "metadata", "labels"];
  const change = Object.hasOwn(it.labels, key)
    ? ({ type: "replace", resource, at: [...at, key], on: "value", text: value } as const)
    : ({ type: "insert", resource, at, text: `${key}: ${value}` } as const);
  const fix = writtenFix({ title: `Give the pods ${key}: ${value}`, changes: [change] });
  return fix ? [fix] : [];
}

const isUnknown = (labels: Labels): boolean => Object.values(labels).some(isOpen);
