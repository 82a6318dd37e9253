import type { SelectorLink, SelectorNode } from "../../../protocol/selectors.ts";
import type { Cast } from "./cast.ts";
import { listed } from "./listed.ts";
import { countWords, type Labels, type Pods } from "./pods.ts";
import { finds, labelWords, type Selecting } from "./selecting.ts";

/** Who is drawn at one moment, in this order, and what is known of them from elsewhere. */
export interface Scene {
  readonly selecting: readonly Selecting[];
  readonly pods: readonly Pods[];
  /** Who has no box of their own. */
  readonly rest: Cast;
  /** The key by which Flagger tells primary from canary. */
  readonly picked: string | undefined;
  /** Share of the users' traffic that goes this way. */
  readonly shareOf: (selecting: Selecting, pods: Pods) => string | undefined;
  /** What there is to say of it from elsewhere: who scales it. */
  readonly moreOf: (id: string) => readonly string[];
  readonly about: (id: string) => Pick<SelectorNode, "isMade" | "place" | "role">;
  /** Where pods of a workload get a label. */
  readonly placeOfLabel: (pods: Pods, key: string) => Pick<SelectorNode, "place">;
  /** Where a mistake shows: at a box, or at a link `FROM→TO`. */
  readonly faultAt: (where: string) => number | undefined;
}

/** Links lead from who selects to pods, and from pods to the labels they carry. */
export function drawing(scene: Scene): {
  readonly nodes: readonly SelectorNode[];
  readonly links: readonly SelectorLink[];
} {
  const { rest } = scene;
  const found = scene.selecting.map((it) => ({
    it,
    to: scene.pods.filter((o) => finds(it, o)),
    more: rest.pods.filter((o) => finds(it, o)).length,
  }));
  const lonely = found.filter(
    ({ it, to, more }) => to.length + more === 0 && it.selector !== undefined,
  );
  const shown = shownLabels(scene);
  return {
    nodes: [
      ...found.map(({ it, to, more }) => selectingNode(it, to, more, scene)),
      ...summed("service", rest.selecting, []),
      ...scene.pods.map((it) => podsNode(it, shown, scene)),
      ...summed("pods", rest.pods, found),
      ...lonely.map(({ it }) => nobody(it)),
      ...labelNodes(shown, scene),
    ],
    links: [
      ...found.flatMap(({ it, to }) => to.map((pods) => selectingLink(it, pods, scene))),
      ...found.filter(({ more }) => more > 0).map(({ it }) => restLink(it)),
      ...lonely.map(({ it }) => brokenLink(it, scene)),
      ...scene.pods.flatMap((it) => labelLinks(it, shown, scene)),
      ...scene.pods.flatMap((it) => unlabelled(it, scene)),
    ],
  };
}

/** The box of a label that Flagger looks for and does not find. */
export const NO_LABEL = "label/none";

export const linkId = (from: string, to: string): string => `${from}→${to}`;

export const nobodyFor = (id: string): string => `nobody/${id}`;

const labelId = (key: string, value: string): string => `label/${key}=${value}`;

function faultIn(scene: Scene, where: string): { readonly fault?: number } {
  const fault = scene.faultAt(where);
  return fault === undefined ? {} : { fault };
}

function selectingNode(
  it: Selecting,
  to: readonly Pods[],
  more: number,
  scene: Scene,
): SelectorNode {
  const { id, kind, name, selector = {}, traits } = it;
  const words = labelWords(selector);
  const isIdle = to.length > 0 && more === 0 && to.every((pods) => pods.count === 0);
  const isLost = to.length + more === 0 && words !== "";
  return {
    id,
    column: "service",
    kind,
    name,
    ...(words === "" ? {} : { by: words }),
    lines: [...(words === "" ? [] : [`selects ${words}`]), ...traits, ...scene.moreOf(id)],
    state: isIdle || isLost ? "idle" : "live",
    ...scene.about(id),
    ...faultIn(scene, id),
  };
}

function podsNode(it: Pods, shown: ReadonlySet<string>, scene: Scene): SelectorNode {
  const { id, kind, name, labels } = it;
  const hidden = Object.entries(labels).filter(([key, value]) => !shown.has(labelId(key, value)));
  const more = hidden.length === 0 ? [] : [`and ${counted(hidden.length, "more label")}`];
  return {
    id,
    column: "pods",
    kind,
    name,
    lines: [countWords(it), ...scene.moreOf(id), ...more],
    state: it.count === 0 ? "idle" : "live",
    ...scene.about(id),
    ...faultIn(scene, id),
  };
}

const counted = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? "" : "s"}`;

const REST = "more/";

/** One box for all that have none of their own, with those that find them. */
function summed(
  column: "service" | "pods",
  all: readonly { readonly kind: string }[],
  found: readonly { readonly it: Selecting; readonly more: number }[],
): readonly SelectorNode[] {
  if (all.length === 0) return [];
  const finders = found.filter(({ more }) => more > 0).map(({ it }) => `${it.kind} ${it.name}`);
  return [
    {
      id: `${REST}${column}`,
      column,
      kind: "",
      name: counted(all.length, `more ${column === "pods" ? "workload" : nounOf(all)}`),
      lines: [column === "service" ? "none finds these pods" : `found by ${listed(finders)}`],
      state: "live",
      isMade: false,
      count: all.length,
    },
  ];
}

/** Services above all; `selector` where there are others among them. */
function nounOf(all: readonly { readonly kind: string }[]): string {
  const [{ kind } = { kind: "" }] = all;
  return all.every((it) => it.kind === kind) ? kind : "selector";
}

const restLink = ({ id, selector = {} }: Selecting): SelectorLink => ({
  from: id,
  to: `${REST}pods`,
  by: labelWords(selector),
  state: "live",
});

const nobody = ({ id, selector = {} }: Selecting): SelectorNode => ({
  id: nobodyFor(id),
  column: "pods",
  kind: "",
  name: "no pods",
  lines: [`none has ${labelWords(selector)}`],
  state: "missing",
  isMade: false,
});

function selectingLink(it: Selecting, pods: Pods, scene: Scene): SelectorLink {
  const share = scene.shareOf(it, pods);
  return {
    from: it.id,
    to: pods.id,
    by: labelWords(it.selector ?? {}),
    ...(share === undefined ? {} : { share }),
    state: pods.count === 0 ? "idle" : "live",
    ...faultIn(scene, linkId(it.id, pods.id)),
  };
}

function brokenLink({ id, selector = {} }: Selecting, scene: Scene): SelectorLink {
  const to = nobodyFor(id);
  return {
    from: id,
    to,
    by: labelWords(selector),
    state: "broken",
    ...faultIn(scene, linkId(id, to)),
  };
}

/** Of all labels, those by which somebody selects; a workload may carry ten that nobody asks for. */
function shownLabels({ selecting, pods, picked }: Scene): ReadonlySet<string> {
  const asked = [...selecting.map((it) => it.selector ?? {}), ...pods.map((it) => it.matchLabels)];
  const shown = new Set(asked.flatMap(idsOf));
  for (const { labels } of pods) {
    const value = picked === undefined ? undefined : labels[picked];
    if (picked !== undefined && value !== undefined) shown.add(labelId(picked, value));
  }
  return shown;
}

const idsOf = (labels: Labels): readonly string[] =>
  Object.entries(labels).map(([key, value]) => labelId(key, value));

function labelNodes(shown: ReadonlySet<string>, scene: Scene): readonly SelectorNode[] {
  const nodes = new Map<string, SelectorNode>();
  for (const it of scene.pods) {
    for (const [key, value] of byRank(it, scene.picked)) {
      const id = labelId(key, value);
      if (!shown.has(id) || nodes.has(id)) continue;
      const isPicked = key === scene.picked;
      nodes.set(id, {
        id,
        column: "label",
        kind: "",
        name: `${key}: ${value}`,
        lines: isPicked ? ["✓ picked by Flagger"] : [],
        state: "live",
        isMade: false,
        ...(isPicked ? { isPicked } : {}),
        ...scene.placeOfLabel(it, key),
        ...faultIn(scene, id),
      });
    }
  }
  const isUnlabelled = scene.pods.some(
    (it) => scene.faultAt(linkId(it.id, NO_LABEL)) !== undefined,
  );
  return isUnlabelled ? [NONE, ...nodes.values()] : [...nodes.values()];
}

const NONE: SelectorNode = {
  id: NO_LABEL,
  column: "label",
  kind: "",
  name: "no label for Flagger",
  lines: ["the selector has none that Flagger looks for"],
  state: "missing",
  isMade: false,
};

/** The label that Flagger picks stands first, those of the selector next. */
const byRank = ({ labels, matchLabels }: Pods, picked: string | undefined) =>
  Object.entries(labels).sort(
    ([a], [b]) => rank(a, picked, matchLabels) - rank(b, picked, matchLabels),
  );

const rank = (key: string, picked: string | undefined, matchLabels: Labels): number =>
  key === picked ? 0 : Object.hasOwn(matchLabels, key) ? 1 : 2;

function labelLinks(
  it: Pods,
  shown: ReadonlySet<string>,
  { picked }: Scene,
): readonly SelectorLink[] {
  return byRank(it, picked)
    .map(([key, value]) => labelId(key, value))
    .filter((id) => shown.has(id))
    .map((to) => ({ from: it.id, to, by: "", state: it.count === 0 ? "idle" : "live" }));
}

function unlabelled({ id }: Pods, scene: Scene): readonly SelectorLink[] {
  const fault = scene.faultAt(linkId(id, NO_LABEL));
  return fault === undefined ? [] : [{ from: id, to: NO_LABEL, by: "", state: "broken", fault }];
}
