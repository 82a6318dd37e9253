import type { WirePlace } from "../../../protocol/canary.ts";
import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import type { FileObject, NamedObject } from "../../../protocol/objects.ts";
import { essence } from "../api/essence.ts";
import { canaryState } from "../api/flagger.ts";
import { fluxState } from "../api/flux.ts";
import { knownKind } from "../api/kinds.ts";
import { groupOf, type KubeObject, keyOf, nameOf } from "../api/kubeObject.ts";
import { type Cause, type Surroundings, whyNotReady } from "../api/whyNotReady.ts";
import { oneLine, safeText } from "../documents/safeText.ts";
import { stateSign } from "../tree/stateSign.ts";

/** Something that the cluster says of a line of a file. */
export interface Finding {
  readonly code: "failed-in-cluster" | "waits-in-cluster";
  readonly severity: "warning" | "information";
  readonly place: WirePlace;
  readonly message: string;
  /** The object that the finding is about. */
  readonly object: ObjectIdentity;
  /** What is really wrong, where that is another object. */
  readonly root?: Cause;
}

/** What is not well of the objects of a file: failures where they say what they are, waiting where they say for what. */
export async function findingsOf(
  objects: readonly FileObject<WirePlace>[],
  around: Surroundings,
): Promise<readonly Finding[]> {
  const found = await Promise.all(objects.map((it) => ofObject(it, around)));
  return found.flat();
}

async function ofObject(
  file: FileObject<WirePlace>,
  around: Surroundings,
): Promise<readonly Finding[]> {
  const object = await around.read(file.identity);
  if (object === undefined || typeof object === "string") return [];
  if (!knownKind(object.kind, groupOf(object.apiVersion))) return [];
  if (object.kind === "Canary") return ofCanary(file, object);
  const { state } = fluxState(object);
  if (state !== "failed" && state !== "stalled" && state !== "waits") return [];
  const causes = await whyNotReady(object, around);
  const waiting =
    state === "waits"
      ? (await Promise.all(file.dependsOn.map((it) => ofEntry(file, it, causes, around)))).flat()
      : [];
  if (waiting.length > 0) return waiting;
  return [{ ...failure(file, object, causes), place: file.head }];
}

function failure(
  { identity }: FileObject<WirePlace>,
  object: KubeObject,
  causes: readonly Cause[],
): Omit<Finding, "place"> {
  const { state, words } = fluxState(object);
  const root = rootOf(identity, causes);
  const message = `${titled(stateSign(state).word)} in the cluster: ${sentence(essence(safeText(words)))}`;
  const severity = state === "waits" ? "information" : "warning";
  const code = state === "waits" ? "waits-in-cluster" : "failed-in-cluster";
  return {
    code,
    severity,
    message: withCause(message, root),
    object: identity,
    ...(root ? { root } : {}),
  };
}

/** An entry of `dependsOn` whose object is not ready. */
async function ofEntry(
  { identity }: FileObject<WirePlace>,
  { identity: other, place }: NamedObject<WirePlace>,
  causes: readonly Cause[],
  around: Surroundings,
): Promise<readonly Finding[]> {
  const object = await around.read(other);
  if (typeof object === "string") return [];
  const state = object && fluxState(object);
  if (state?.state === "ready") return [];
  const how = state
    ? `${state.state === "waits" ? "" : "is "}${stateSign(state.state).word}: ${sentence(essence(safeText(state.words)))}`
    : "is not in the cluster.";
  const last = causes.some((it) => keyOf(it.object) === keyOf(other)) ? causes.at(-1) : undefined;
  const root = last && keyOf(last.object) !== keyOf(other) ? last : undefined;
  const message = `${nameOf(identity)} waits for ${nameOf(other)}, which ${how}`;
  const about = { code: "waits-in-cluster", severity: "information" } as const;
  const leads = root ?? { object: other, words: state?.words ?? "" };
  return [{ ...about, place, message: withCause(message, root), object: identity, root: leads }];
}

function rootOf(identity: ObjectIdentity, causes: readonly Cause[]): Cause | undefined {
  const last = causes.at(-1);
  return last && keyOf(last.object) !== keyOf(identity) ? last : undefined;
}

/** On a line of its own, because lines are not broken where findings are shown. */
const withCause = (message: string, root: Cause | undefined): string =>
  [message, ...(root ? [`The cause: ${causeWords(root)}`] : [])].map(oneLine).join("\n");

const causeWords = ({ object, words }: Cause): string =>
  sentence(`${nameOf(object)}: ${essence(safeText(words))}`);

const titled = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

const sentence = (words: string): string => (/[.!?…]$/.test(words) ? words : `${words}.`);

function ofCanary(file: FileObject<WirePlace>, canary: KubeObject): readonly Finding[] {
  const { state, phase, failedChecks, threshold, words } = canaryState(canary);
  if (state !== "failed" || phase !== "Failed") return [];
  const checks = failedChecks >= threshold ? ` after ${failedChecks} failed checks` : "";
  const message = `Failed in the cluster: Flagger rolled the new version back${checks}. ${titled(sentence(essence(safeText(words))))}`;
  return [
    {
      code: "failed-in-cluster",
      severity: "warning",
      place: file.head,
      message: oneLine(message),
      object: file.identity,
    },
  ];
}
