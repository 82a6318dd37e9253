import {
  CodeLens,
  type CodeLensProvider,
  type Command,
  EventEmitter,
  Range,
  type TextDocument,
} from "vscode";
import type { WirePlace } from "../../../protocol/canary.ts";
import type { FileObject } from "../../../protocol/objects.ts";
import { type Apart, apartSentence } from "../apart.ts";
import { fluxState } from "../api/flux.ts";
import { knownKind } from "../api/kinds.ts";
import { keyOf } from "../api/kubeObject.ts";
import type { Live } from "../api/live.ts";
import type { ClusterSight } from "./clusterSight.ts";
import type { Distances } from "./distances.ts";
import { isOfCluster } from "./isOfCluster.ts";
import { commitOfRevision, type ObjectLens, objectLens } from "./objectLens.ts";
import { trustIn } from "./trustIn.ts";

/** What lenses are made from. */
export interface LensSources {
  readonly live: Live;
  readonly sight: ClusterSight;
  readonly distances: Distances;
  readonly isOn: () => boolean;
  /** Where Git and cluster are apart. */
  readonly apart: () => readonly Apart[];
}

/** Above each of Flux's and Flagger's objects: how it is in the cluster, and what can be done about it. */
export function lensProvider(
  sources: LensSources,
): CodeLensProvider & { readonly refresh: () => void } {
  const changed = new EventEmitter<void>();
  return {
    onDidChangeCodeLenses: changed.event,
    refresh: () => changed.fire(),
    async provideCodeLenses(document) {
      const { live, sight } = sources;
      if (!sources.isOn() || !sight.isLooking()) return [];
      const objects = await sight.objectsOf(document).catch(() => []);
      const all = [...live.objects()];
      const seen = new Set<string>();
      const ours = objects.filter(({ identity, cluster, head }) => {
        const key = `${keyOf(identity)} ${head.start.line}`;
        const isNew = !seen.has(key) && knownKind(identity.kind, identity.group) !== undefined;
        return isNew && isOfCluster(cluster, all) && seen.add(key);
      });
      const lenses = await Promise.all(ours.map((it) => lensesOf(sources, document, it)));
      return [...lenses.flat(), ...apartLenses(sources.apart(), document)];
    },
  };
}

async function lensesOf(
  { live, distances, apart }: LensSources,
  document: TextDocument,
  { identity, head, source }: FileObject<WirePlace>,
): Promise<readonly CodeLens[]> {
  const object = live.find(identity);
  const revision = object && fluxState(object).revision;
  const commit = revision === undefined ? undefined : commitOfRevision(revision);
  const distance = commit === undefined ? undefined : await distances.of(document.uri, commit);
  const trust = trustIn(live, identity);
  const lens = objectLens({ object, trust, distance, now: Date.now() });
  // A line of its own: other lenses on the object are long.
  const { line } = head.start;
  const range = new Range(line, 0, line, 0);
  const own = apart().filter((it) => it.canaries.some((other) => keyOf(other) === keyOf(identity)));
  const commands = [
    stateCommand(lens, identity),
    ...actionsFor(lens, identity, source !== undefined),
    ...own.map(placeCommand),
  ];
  return commands.map((command) => lensAt(range, command));
}

/** Between an icon and its text, a plain space would be left out. */
const lensAt = (range: Range, { title, ...command }: Command): CodeLens =>
  new CodeLens(range, { ...command, title: title.replace(/^(\$\([\w~-]+\)) /, "$1\u00a0") });

function stateCommand(
  { title, tooltip, state }: ObjectLens,
  identity: FileObject<WirePlace>["identity"],
): Command {
  const isIll = state === "failed" || state === "stalled" || state === "waits";
  const isFlux = identity.kind !== "Canary";
  const command = isIll && isFlux ? "flightpath.explainWhyNotReady" : "flightpath.describe";
  const hint = isIll && isFlux ? "Explain why it is not ready" : "Describe it";
  // What is not in the cluster cannot be described.
  if (state === "absent") return { title, tooltip, command: "" };
  return {
    title,
    tooltip: [tooltip, hint].filter(Boolean).join("\n"),
    command,
    arguments: [identity],
  };
}

function actionsFor(
  { state }: ObjectLens,
  identity: FileObject<WirePlace>["identity"],
  hasSource: boolean,
): readonly Command[] {
  const to = (title: string, command: string): Command => ({
    title,
    command,
    arguments: [identity],
  });
  if (state === "absent") return [];
  if (state === "suspended") return [to("Resume", "flightpath.resume")];
  if (identity.kind === "Canary") return [to("Events", "flightpath.showEvents")];
  if (!knownKind(identity.kind, identity.group)?.answersRequests) return [];
  return [
    to("Reconcile", "flightpath.reconcile"),
    ...(hasSource ? [to("with Source", "flightpath.reconcileWithSource")] : []),
  ];
}

const placeCommand = (apart: Apart): Command => ({
  title: `$(git-compare) Git still asks for ${apart.asks || "nothing"}`,
  tooltip: apartSentence(apart),
  command: "flightpath.rollForward",
  arguments: [apart],
});

/** On the very line: which version runs, and the two ways out. */
function apartLenses(all: readonly Apart[], { uri }: TextDocument): readonly CodeLens[] {
  return all
    .filter(({ place }) => place.uri === uri.toString())
    .flatMap((apart) => {
      const { line } = apart.place.start;
      const range = new Range(line, 0, line, 0);
      const tooltip = apartSentence(apart);
      const runs = apart.runs === undefined ? "without it" : apart.runs || "nothing";
      const to = (title: string, command: string) =>
        lensAt(range, { title, tooltip, command, arguments: [apart] });
      return [
        to(
          `$(git-compare) Git and cluster apart: the cluster runs ${runs}`,
          "flightpath.rollForward",
        ),
        to("Roll Forward", "flightpath.rollForward"),
        to("Prepare Revert Commit", "flightpath.prepareRevert"),
      ];
    });
}
