import type { WirePlace } from "../../protocol/canary.ts";
import type { ObjectIdentity } from "../../protocol/cluster.ts";
import type { TemplateField } from "../../protocol/objects.ts";
import { canaryState } from "./api/flagger.ts";
import { json } from "./api/json.ts";
import { identityOf, type KubeObject, keyOf } from "./api/kubeObject.ts";

/** A value that Git still asks for although Flagger rolled it back. */
export interface Apart {
  /** The Canaries whose rollouts failed with it. */
  readonly canaries: readonly ObjectIdentity[];
  readonly field: "image" | "env";
  /** Of the variable; empty for an image. */
  readonly name: string;
  /** What the primary runs; absent where it has no such variable. */
  readonly runs?: string;
  readonly asks: string;
  /** The value in the file. */
  readonly place: WirePlace;
}

/** A rollout that failed, and the two workloads that tell its versions. */
export interface FailedRollout {
  readonly canary: KubeObject;
  readonly target: KubeObject;
  readonly primary: KubeObject;
}

/**
 * The Canaries that Flagger rolled back and whose primary runs another version than the target asks for. The target
 * keeps the failed version until Git asks for another one.
 *
 * https://docs.flagger.app/usage/how-it-works#canary-analysis
 */
export function failedRollouts(
  objects: Iterable<KubeObject>,
  find: (identity: ObjectIdentity) => KubeObject | undefined,
): readonly FailedRollout[] {
  return [...objects].flatMap((canary) => {
    if (canary.kind !== "Canary" || canaryState(canary).phase !== "Failed") return [];
    const workload = targetOf(canary);
    const target = workload && find(workload);
    const primary = workload && find({ ...workload, name: `${workload.name}-primary` });
    return target && primary ? [{ canary, target, primary }] : [];
  });
}

/** The workload that a Canary rolls out. */
export function targetOf({ spec, metadata }: KubeObject): ObjectIdentity | undefined {
  const reference = json.fields(spec.targetRef);
  const name = json.text(reference.name);
  const kind = json.text(reference.kind) ?? "Deployment";
  if (name === undefined || kind === "Service") return undefined;
  const { namespace } = metadata;
  return { group: "apps", kind, ...(namespace ? { namespace } : {}), name };
}

/** What Git still asks for, by place: one value may be that of several workloads. */
export function apartFrom(
  rollouts: readonly FailedRollout[],
  fields: readonly TemplateField<WirePlace>[],
): readonly Apart[] {
  const found = new Map<string, Apart>();
  for (const rollout of rollouts) {
    const workload = keyOf(identityOf(rollout.target));
    for (const field of fields) {
      if (keyOf(field.workload) !== workload) continue;
      const failed = valueIn(rollout.target, field);
      const runs = valueIn(rollout.primary, field);
      // Whoever has written another value since is on the way out already.
      if (failed === runs || field.value !== failed) continue;
      const key = JSON.stringify([field.place, runs, field.value]);
      const before = found.get(key)?.canaries ?? [];
      const { field: type, name, value: asks, place } = field;
      const canaries = distinct([...before, identityOf(rollout.canary)]);
      const about = { canaries, field: type, name, asks, place };
      found.set(key, runs === undefined ? about : { ...about, runs });
    }
  }
  return [...found.values()];
}

const distinct = (all: readonly ObjectIdentity[]): readonly ObjectIdentity[] =>
  [...new Map(all.map((it) => [keyOf(it), it])).values()].sort((a, b) =>
    keyOf(a) < keyOf(b) ? -1 : 1,
  );

function valueIn(
  { spec }: KubeObject,
  { container, field, name }: TemplateField<WirePlace>,
): string | undefined {
  const pod = json.at(spec, "template", "spec");
  const all = ["containers", "initContainers"].flatMap((list) => json.list(json.at(pod, list)));
  const found = all.find((it) => json.at(it, "name") === container);
  if (field === "image") return json.text(json.at(found, "image"));
  const variable = json.list(json.at(found, "env")).find((it) => json.at(it, "name") === name);
  if (variable === undefined || json.at(variable, "valueFrom") !== undefined) return undefined;
  return json.text(json.at(variable, "value")) ?? "";
}

/** `Flagger rolled back faces/face: the cluster runs ERROR_FRACTION 20, Git still asks for 75.` */
export function apartSentence({ canaries, field, name, runs, asks }: Apart): string {
  const names = canaries.map(pathOf);
  const last = names.at(-1) ?? "";
  const list = names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${last}` : last;
  const what = field === "image" ? "the image" : name;
  const running = runs === undefined ? `without ${what}` : `${what} ${shown(runs)}`;
  return `Flagger rolled back ${list}: the cluster runs ${running}, Git still asks for ${shown(asks)}.`;
}

const pathOf = ({ namespace, name }: ObjectIdentity): string =>
  namespace === undefined ? name : `${namespace}/${name}`;

const shown = (value: string): string => (value === "" ? "nothing" : value);

/**
 * What to write instead of a value so that Git asks for what runs. The text may be a part of the value, such as the tag
 * of an image.
 *
 * @param text what stands at the place, quotes included
 * @returns `undefined` where that cannot be told
 */
export function restoredText(text: string, { asks, runs }: Apart): string | undefined {
  if (runs === undefined) return undefined;
  const [, quote = "", inner = ""] = /^(["']?)(.*)\1$/s.exec(text) ?? [];
  if (!asks.endsWith(inner) || inner === "") return undefined;
  const rest = asks.slice(0, asks.length - inner.length);
  if (!runs.startsWith(rest)) return undefined;
  const value = runs.slice(rest.length);
  if (/["'\\\n]/.test(value)) return undefined;
  if (quote !== "") return `${quote}${value}${quote}`;
  return PLAIN.test(value) ? value : `"${value}"`;
}

/** Texts that mean themselves without quotes. */
const PLAIN = /^[\w./@-][\w./:@+-]*$/;
