import type { GraphMark, GraphSchedule } from "../../../protocol/graph.ts";
import type { Resource } from "../resource.ts";
import { shownMessage } from "../shownMessage.ts";
import type { View } from "../view.ts";
import type { Draft } from "./drafts.ts";
import type { DraftEdge } from "./edges.ts";
import { groupedBy } from "./groupedBy.ts";
import { hindranceWords } from "./hindranceWords.ts";
import { nodeName } from "./nodeName.ts";
import { readingOf } from "./reading.ts";
import type { Hindrance } from "./schedule.ts";

export interface Marking {
  readonly view: View;
  readonly drafts: readonly Draft[];
  readonly edges: readonly DraftEdge[];
  readonly schedules: readonly GraphSchedule[];
  readonly hindrances: readonly (Hindrance | undefined)[];
}

/** What is worth knowing of each node, the worst first. */
export function marksOf(marking: Marking): readonly (readonly GraphMark[])[] {
  const known = knownOf(marking);
  return marking.drafts.map((draft, index) =>
    inOrder([
      ...hindered(marking, index),
      ...failing(marking.view, draft),
      ...missingOnes(known.named.get(draft) ?? []),
      ...absent(draft, known.namers.get(draft) ?? []),
      ...suspended(draft),
      ...appliedOnly(draft, known.namers.get(draft) ?? []),
      ...unused(draft, known.namers.get(draft) ?? []),
      ...notApplied(draft, known),
      ...leaf(draft, marking.schedules[index], known),
    ]),
  );
}

const inOrder = (marks: readonly GraphMark[]): readonly GraphMark[] =>
  marks.toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));

const SEVERITIES = ["error", "warning", "information"];

interface Known {
  /** Edges that lead to a node, and those that leave it. */
  readonly namers: ReadonlyMap<Draft, readonly DraftEdge[]>;
  readonly named: ReadonlyMap<Draft, readonly DraftEdge[]>;
  /** Those that bring other Kustomizations. */
  readonly parents: ReadonlySet<Draft>;
  /** Ids of groups whose entry point bootstrap wrote: there it is known where everything begins. */
  readonly bootstrapped: ReadonlySet<string>;
}

function knownOf({ drafts, edges }: Marking): Known {
  return {
    namers: groupedBy(edges, (it) => it.to),
    named: groupedBy(edges, (it) => it.from),
    parents: new Set(drafts.flatMap((it) => (it.type === "kustomization" ? [...it.appliers] : []))),
    bootstrapped: new Set(drafts.filter(isSync).map((it) => it.group.id)),
  };
}

const isSync = ({ resource }: Draft): boolean => resource?.facts.includes("sync") ?? false;

function hindered({ drafts, schedules, hindrances }: Marking, index: number): readonly GraphMark[] {
  const hindrance = hindrances[index];
  if (!hindrance) return [];
  // That is said of what is missing.
  if (hindrance.type === "blocked" && drafts[hindrance.by]?.status === "missing") return [];
  const starts = schedules[index]?.type === "starts";
  const message = hindranceWords(drafts, index, hindrance, starts);
  if (hindrance.type === "cycle") {
    return [{ code: "cycle", severity: "error", short: "waits for itself", message }];
  }
  const short = starts ? "never ready" : "never starts";
  if (hindrance.bond === "applied") {
    // What is to be mended is the Kustomization that would bring it.
    return [{ code: "blocked", severity: "information", short, message }];
  }
  const isHeld = isSuspended(drafts[rootOf(hindrances, index)]);
  return [{ code: "blocked", severity: isHeld ? "warning" : "error", short, message }];
}

/** The node at which a chain of those that wait for one another ends. */
function rootOf(hindrances: Marking["hindrances"], index: number): number {
  const seen = new Set<number>();
  let root = index;
  for (
    let it = hindrances[root];
    it?.type === "blocked" && !seen.has(root);
    it = hindrances[root]
  ) {
    seen.add(root);
    root = it.by;
  }
  return root;
}

const isSuspended = (draft: Draft | undefined): boolean =>
  draft?.resource !== undefined &&
  draft.status === "here" &&
  readingOf(draft.resource).facts.suspended === true;

function failing(view: View, { builds }: Draft): readonly GraphMark[] {
  return builds.flatMap(({ error }) => {
    if (!error) return [];
    const said = shownMessage(view, error.message).trim().split("\n")[0] ?? "";
    const message = `Its build fails, so it never gets ready: ${said}`;
    return [{ code: "fails", severity: "error", short: "build fails", message }];
  });
}

/** Said of the one who names what is missing. */
const missingOnes = (named: readonly DraftEdge[]): readonly GraphMark[] =>
  named
    .filter(({ to }) => to.status === "missing")
    .map(({ to, type, elsewhere, sure }) => ({
      code: "missing",
      severity: sure ? "error" : "warning",
      short: `no ${to.name.kind}`,
      message: `${FIELDS[type]} ${nodeName(to.name)}, which nothing here gives${beside(elsewhere)}${consequence(type, sure)}.`,
    }));

const consequence = (type: DraftEdge["type"], sure: boolean): string =>
  ENDS.has(type) ? `; it never starts${sure ? "" : " unless that comes from elsewhere"}` : "";

/** Without these nothing starts. */
const ENDS: ReadonlySet<DraftEdge["type"]> = new Set(["dependsOn", "source", "chart"]);

const FIELDS: Readonly<Record<DraftEdge["type"], string>> = {
  dependsOn: "Waits for",
  source: "Takes its files from",
  chart: "Takes its chart from",
  values: "Takes values from",
  targets: "Works on",
  applies: "Applies",
  health: "Checks",
};

const beside = (resource: Resource | undefined): string =>
  resource?.namespace === undefined ? "" : `; there is one in ${resource.namespace}`;

/** Said of what is missing itself. */
function absent({ status }: Draft, namers: readonly DraftEdge[]): readonly GraphMark[] {
  if (status !== "missing") return [];
  const names = [...new Set(namers.map((it) => nodeName(it.from.name)))];
  const message = `Nothing here gives it. ${names.join(", ")} ${names.length === 1 ? "names" : "name"} it.`;
  return [{ code: "missing", severity: "error", short: "not found", message }];
}

function suspended(draft: Draft): readonly GraphMark[] {
  if (!isSuspended(draft)) return [];
  const message = `Suspended: ${SUSPENDED[draft.type]}.`;
  return [{ code: "suspended", severity: "warning", short: "suspended", message }];
}

const DOES_NOTHING =
  "Flux does nothing with it until it is resumed, and what waits for it may wait as long";

const SUSPENDED: Readonly<Record<Draft["type"], string>> = {
  source: "it keeps what it has fetched, and what is new is not noticed until it is resumed",
  kustomization: DOES_NOTHING,
  release: DOES_NOTHING,
  canary: "Flagger does nothing with it until it is resumed",
  object: DOES_NOTHING,
};

/** Ready means no more than applied, where nobody checks health. flux.md §2.8. */
function appliedOnly(
  { type, resource }: Draft,
  namers: readonly DraftEdge[],
): readonly GraphMark[] {
  if (type !== "kustomization" || !resource || readingOf(resource).facts.wait) return [];
  const dependents = namers.filter((it) => it.type === "dependsOn" && !it.readyExpr);
  const [first] = dependents;
  if (!first) return [];
  const others = dependents.length === 1 ? "" : ` and ${dependents.length - 1} more`;
  const message = `Counts as ready once it is applied, for it has neither wait nor healthChecks: ${first.from.name.name}${others} will not wait until it runs.`;
  return [{ code: "applied-only", severity: "information", short: "ready once applied", message }];
}

function unused({ type, status, name }: Draft, namers: readonly DraftEdge[]): readonly GraphMark[] {
  if (type !== "source" || status !== "here" || namers.length > 0) return [];
  const message = `Nothing here uses this ${name.kind}.`;
  return [{ code: "unused", severity: "information", short: "unused", message }];
}

/** Only where it is known how the cluster begins. */
function notApplied(draft: Draft, { bootstrapped }: Known): readonly GraphMark[] {
  const { group, appliers, status, type } = draft;
  if (status !== "here" || type === "object" || appliers.size > 0) return [];
  if (!bootstrapped.has(group.id) || isSync(draft) || isBootstrapSource(draft)) return [];
  const message = "No Kustomization of this cluster applies it.";
  return [{ code: "not-applied", severity: "warning", short: "not applied", message }];
}

const isBootstrapSource = ({ resource }: Draft): boolean =>
  resource?.path.endsWith("/gotk-sync.yaml") ?? false;

/** Flux waits only for what somebody waits for. Entry points are watched by whoever sets Flux up. */
function leaf(
  draft: Draft,
  schedule: GraphSchedule | undefined,
  known: Known,
): readonly GraphMark[] {
  const { type, appliers } = draft;
  if (type !== "kustomization" && type !== "release") return [];
  if (draft.status !== "here" || schedule?.type !== "starts") return [];
  if (isSync(draft) || (appliers.size === 0 && known.parents.has(draft))) return [];
  const isNamed = known.namers.get(draft)?.some((it) => WAITING.has(it.type));
  const isWaitedFor = [...appliers].some(
    (it) => it.resource && readingOf(it.resource).facts.wait === "all",
  );
  if (isNamed || isWaitedFor) return [];
  const message = "Nothing waits for this, so Flux will not wait for it either.";
  return [{ code: "leaf", severity: "information", short: "nothing waits for it", message }];
}

const WAITING: ReadonlySet<DraftEdge["type"]> = new Set(["dependsOn", "health"]);
