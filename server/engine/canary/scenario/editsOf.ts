import { memo } from "../../memo.ts";
import type { ObjectName } from "../cluster.ts";
import { field, isObject, type Json, type JsonObject } from "../json.ts";
import { readCanary } from "../readCanary.ts";
import type { Edit, Setup } from "../setup.ts";
import { objectIn } from "./objectIn.ts";
import type { EditedObject, Scenario, ScenarioEdit } from "./scenario.ts";

/** What people do before each tick, in the words of the cluster. */
export function editsOf(
  setup: Setup,
  { begins, edits }: Pick<Scenario, "begins" | "edits">,
): ReadonlyMap<number, readonly Edit[]> {
  if (edits.length === 0) return begins === "revision" ? firstOf(setup) : NONE;
  const out = new Map<number, Edit[]>();
  const first: readonly ScenarioEdit[] =
    begins === "revision" ? [{ tick: 0, edit: "revision", body: undefined }] : [];
  const ordered = [...first, ...edits].sort((a, b) => a.tick - b.tick);
  const bodies: JsonObject[] = [];
  for (const it of ordered) {
    const made = madeOf(setup, it, bodies);
    out.set(it.tick, [...(out.get(it.tick) ?? []), ...made]);
  }
  return out;
}

const NONE: ReadonlyMap<number, readonly Edit[]> = new Map();

/** The same object for all scenarios, so that the cluster knows what comes of it. */
const firstOf = memo(
  (setup: Setup): ReadonlyMap<number, readonly Edit[]> =>
    new Map([[0, revision(setup, undefined, [])]]),
);

/** `revisions`: the patches by which the target has changed so far. */
function madeOf(setup: Setup, it: ScenarioEdit, revisions: JsonObject[]): readonly Edit[] {
  const canary: ObjectName = { kind: "Canary", ...setup.canary };
  switch (it.edit) {
    case "revision":
      return revision(setup, it.body, revisions);
    case "back":
      return back(setup, revisions);
    case "config":
      return config(setup, it.object, it.tick);
    case "suspend":
      return [{ edit: "patch", object: canary, body: { spec: { suspend: true } } }];
    case "resume":
      return [{ edit: "patch", object: canary, body: { spec: { suspend: false } } }];
    case "skipAnalysis":
      return [{ edit: "patch", object: canary, body: { spec: { skipAnalysis: true } } }];
    case "patch":
      return [{ edit: "patch", object: placed(setup, it.object) ?? canary, body: it.body }];
    case "delete":
      return [{ edit: "delete", object: placed(setup, it.object) ?? canary }];
  }
}

const placed = ({ canary }: Setup, it: EditedObject | undefined): ObjectName | undefined =>
  it && { namespace: canary.namespace, ...it };

function targetOf(setup: Setup): ObjectName | undefined {
  const canary = objectIn(setup, { kind: "Canary", ...setup.canary });
  if (!canary) return undefined;
  const { kind, name } = readCanary(canary).spec.target;
  return { kind, name, namespace: setup.canary.namespace };
}

function revision(
  setup: Setup,
  said: JsonObject | undefined,
  revisions: JsonObject[],
): readonly Edit[] {
  const object = targetOf(setup);
  const target = object && objectIn(setup, object);
  if (!object || !target) return [];
  const number = revisions.length + 2;
  const body = said ?? revisionBody(target, number);
  revisions.push(body);
  const patch: Edit = { edit: "patch", object, body };
  if (!isKnative(target)) return [patch];
  return [{ edit: "create", object: knativeRevision(object, number) }, patch];
}

const isKnative = (target: JsonObject): boolean =>
  String(target.apiVersion).startsWith("serving.knative.dev/");

/** The least that Flagger takes for a new revision. flagger.md §2.8 */
function revisionBody(target: JsonObject, number: number): JsonObject {
  const text = String(number);
  if (isKnative(target)) {
    const name = String(field(target, "metadata", "name"));
    return { status: { latestCreatedRevisionName: `${name}-${text.padStart(5, "0")}` } };
  }
  if (target.kind === "Service") return { spec: { selector: { revision: text } } };
  return { spec: { template: { metadata: { annotations: { revision: text } } } } };
}

/** A Knative Revision that is ready. */
export const knativeRevision = (
  { name, namespace }: Pick<ObjectName, "name" | "namespace">,
  number: number,
): JsonObject => ({
  apiVersion: "serving.knative.dev/v1",
  kind: "Revision",
  metadata: { name: `${name}-${String(number).padStart(5, "0")}`, namespace: namespace ?? "" },
  status: { observedGeneration: 1, conditions: [{ type: "Ready", status: "True" }] },
});

/** Everything that the revisions have changed is as it was. */
function back(setup: Setup, revisions: JsonObject[]): readonly Edit[] {
  const object = targetOf(setup);
  const target = object && objectIn(setup, object);
  if (!object || !target) return [];
  const edits = revisions.map(
    (it): Edit => ({ edit: "patch", object, body: undone(it, target) as JsonObject }),
  );
  return edits;
}

/** The merge patch that takes another one back. */
function undone(patch: Json | undefined, original: Json | undefined): Json {
  if (original === undefined) return null;
  if (!isObject(patch) || !isObject(original)) return original;
  return Object.fromEntries(
    Object.entries(patch).map(([key, it]) => [key, undone(it, field(original, key))]),
  );
}

function config(setup: Setup, said: EditedObject | undefined, tick: number): readonly Edit[] {
  const object = placed(setup, said) ?? configOf(setup);
  if (!object) return [];
  return [{ edit: "patch", object, body: { data: { revision: String(tick) } } }];
}

/** The first ConfigMap beside the target, else the first Secret. */
function configOf(setup: Setup): ObjectName | undefined {
  for (const kind of ["ConfigMap", "Secret"]) {
    const found = setup.objects.find(
      (it) => it.kind === kind && field(it, "metadata", "namespace") === setup.canary.namespace,
    );
    const name = field(found, "metadata", "name");
    if (typeof name === "string") return { kind, name, namespace: setup.canary.namespace };
  }
  return undefined;
}
