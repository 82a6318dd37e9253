import { type JsonObject, stringOf } from "../../../../server/engine/canary/json.ts";
import { kindOf } from "../../../apiserver/cluster.ts";
import { type Inside, type Outcome, type Place, placeOf } from "../../../apiserver/inside.ts";
import { metadataOf } from "../../../apiserver/objects/metadata.ts";
import type { Desk } from "../../controller.ts";
import { kstatus } from "../kstatus.ts";
import { appliedStage } from "./appliedStage.ts";
import { type ObjectChange, shownChanges, shownPlace } from "./changes.ts";
import { cleanup } from "./cleanup.ts";
import { hasDrifted } from "./drift.ts";
import { ignoredPaths, spared, without } from "./ignored.ts";
import { isLeftAlone, isMarked } from "./marks.ts";

/** How objects are applied. */
export interface Applying {
  /** The API with the rights of whom the Kustomization acts for. */
  readonly inside: Inside;
  /** The field manager. */
  readonly manager: string;
  readonly spec: JsonObject;
  /** `--custom-apply-stage-kinds` */
  readonly customKinds: readonly string[];
}

export type AppliedAll =
  | { readonly changes: readonly ObjectChange[] }
  /** `message`: what went wrong, and what earlier stages changed. */
  | { readonly message: string };

/**
 * Applies objects in stages, each dry-run as a whole before anything of it is applied (flux.md §2.7; mirrored:
 * github.com/fluxcd/pkg/ssa 0.76, manager_apply.go).
 */
export async function applyAll(
  objects: readonly JsonObject[],
  desk: Desk,
  applying: Applying,
): Promise<AppliedAll> {
  const changes: ObjectChange[] = [];
  const stages = [0, 1, 2, 3].map((stage) =>
    objects.filter((it) => appliedStage(it, applying.customKinds) === stage),
  );
  for (const [stage, members] of stages.entries()) {
    const problem = await applyStage(members, desk, applying, changes);
    const late = problem ?? (stage < 2 ? await untilReady(members, desk, applying) : undefined);
    if (late !== undefined) return { message: `${late}\n${changedLines(changes)}` };
  }
  return { changes };
}

const changedLines = (changes: readonly ObjectChange[]): string => {
  const lines = shownChanges(changes.filter(isChange));
  return lines === "" ? "" : `${lines}\n`;
};

/** Is a change worth telling? */
export const isChange = ({ action }: ObjectChange): boolean =>
  action === "created" || action === "configured" || action === "deleted";

interface Ready {
  readonly object: JsonObject;
  readonly change: ObjectChange;
}

/** A dry run of all, then those that change are applied; answers what went wrong. */
async function applyStage(
  objects: readonly JsonObject[],
  desk: Desk,
  applying: Applying,
  changes: ObjectChange[],
): Promise<string | undefined> {
  const ready: Ready[] = [];
  for (const object of objects) {
    const tried = await attempted(object, desk, applying);
    if (typeof tried === "string") return tried;
    ready.push(tried);
  }
  for (const { object, change } of ready) {
    if (!isChange(change)) continue;
    const outcome = applying.inside.apply(object);
    if (outcome.code >= 400) {
      return `${shownPlace(placeOf(object))} apply failed: ${messageOf(outcome)}`;
    }
  }
  changes.push(...ready.map((it) => it.change));
  return undefined;
}

async function attempted(
  object: JsonObject,
  desk: Desk,
  applying: Applying,
): Promise<Ready | string> {
  const { inside, manager, spec } = applying;
  const place = placeOf(object);
  const existing = inside.get(place);
  if (
    isLeftAlone(object) ||
    isLeftAlone(existing) ||
    (existing && isMarked(object, "ssa", "ifnotpresent"))
  ) {
    return { object, change: { place: placeOf(existing ?? object), action: "skipped" } };
  }
  let outcome = dryRun(object, desk, inside);
  const isForced =
    spec.force === true ||
    isMarked(object, "force", "enabled") ||
    isMarked(existing, "force", "enabled");
  if (outcome.code >= 400 && existing && isForced && isImmutable(outcome)) {
    inside.remove(place);
    for (let waited = 0; inside.get(place) && waited < 60; waited += 2) await desk.sleep(2000);
    outcome = dryRun(object, desk, inside);
    if (outcome.code < 400)
      return { object, change: { place: placeOf(outcome.object), action: "created" } };
  }
  if (outcome.code >= 400) return refusalText(object, outcome);
  const change = (action: ObjectChange["action"]): ObjectChange => ({
    place: placeOf(outcome.object),
    action,
  });
  if (!existing) return { object, change: change("created") };
  const operations = cleanup(object, existing, manager);
  if (operations.length > 0) inside.change(place, operations);
  const paths = ignoredPaths(spec, outcome.object);
  const drifted = hasDrifted(without(existing, paths), without(outcome.object, paths));
  if (!drifted && operations.length === 0) return { object, change: change("unchanged") };
  const sent = spared(object, { existing, applied: outcome.object }, paths, manager);
  return { object: sent, change: change("configured") };
}

/** A dry run, with what a client finds out before it asks. */
function dryRun(object: JsonObject, { cluster }: Desk, inside: Inside): Outcome {
  const { apiVersion, kind, namespace } = placeOf(object);
  const found = kindOf(cluster, apiVersion, kind);
  if (!found) return refused(0, `no matches for kind "${kind}" in version "${apiVersion}"`);
  if (found.namespaced && namespace === "") {
    return refused(404, "the server could not find the requested resource");
  }
  return inside.apply(object, true);
}

const refused = (code: number, message: string): Outcome => ({
  code: code === 0 ? UNSENT : code,
  object: { kind: "Status", message },
});

/** No answer of the server: the request was not made. */
const UNSENT = 600;

const messageOf = ({ object }: Outcome): string => stringOf(object.message);

const isImmutable = ({ code, object }: Outcome): boolean =>
  code === 409 ||
  object.reason === "Invalid" ||
  /is\simmutable|immutable\sfield/.test(stringOf(object.message));

function refusalText(object: JsonObject, outcome: Outcome): string {
  const shown = shownPlace(placeOf(object));
  const message = messageOf(outcome);
  if (outcome.code === 404) {
    const { namespace } = metadataOf(object);
    return namespace === undefined || namespace === ""
      ? `${shown} namespace not specified: ${message}`
      : `${shown} not found: ${message}`;
  }
  const reason = stringOf(outcome.object.reason);
  return `${shown} dry-run failed${reason === "" ? "" : ` (${reason})`}: ${message}`;
}

/** Definitions, namespaces and classes must be ready before the rest comes; a minute at most. */
async function untilReady(
  objects: readonly JsonObject[],
  desk: Desk,
  { inside }: Applying,
): Promise<string | undefined> {
  const late = (): readonly Place[] =>
    objects.map(placeOf).filter((it) => {
      const found = inside.get(it);
      return !found || kstatus(found) !== "Current";
    });
  for (let waited = 0; waited < 60 && late().length > 0; waited += 2) await desk.sleep(2000);
  const shown = late().map((it) => `${shownPlace(it)} status: 'InProgress'`);
  return shown.length > 0 ? `timeout waiting for: [${shown.join(", ")}]` : undefined;
}
