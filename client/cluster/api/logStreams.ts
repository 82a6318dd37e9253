import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import { type Desk, readObject } from "./desk.ts";
import { failed, type Outcome } from "./failure.ts";
import { json } from "./json.ts";
import { knownKind } from "./kinds.ts";
import { type KubeObject, nameOf } from "./kubeObject.ts";
import { listAll } from "./listAll.ts";
import { pathOf } from "./requestPath.ts";

/** One container whose log tells of an object. */
export interface LogSource {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

/** Which containers tell of an object, and whether each line is about it or only some are. */
export interface LogSources {
  readonly sources: readonly LogSource[];
  /** The Deployment that answers for the object; absent where the object writes its own log. */
  readonly controller?: string;
}

/**
 * Where to read of an object: the pods of its controller, or for a workload or pod its own.
 *
 * https://fluxcd.io/flux/cmd/flux_logs/
 */
export async function logSources(
  desk: Desk,
  identity: ObjectIdentity,
  signal: AbortSignal,
): Promise<Outcome<LogSources>> {
  const controller = knownKind(identity.kind, identity.group)?.controller;
  const found = controller
    ? await deploymentsNamed(desk, controller, signal)
    : await workload(desk, identity, signal);
  if (found.failure) return found;
  const pods = await Promise.all(found.value.map((it) => podsOf(desk, it, signal)));
  const failure = pods.find((it) => it.failure)?.failure;
  const all = pods.flatMap((it) => it.value ?? []);
  if (all.length === 0 && failure) return { failure };
  if (all.length === 0) return failed("missing", noPods(identity, controller, found.value));
  const sources = all.flatMap((pod) => containersOf(pod, controller !== undefined));
  return { value: { sources, ...(controller ? { controller } : {}) } };
}

function noPods(
  identity: ObjectIdentity,
  controller: string | undefined,
  found: readonly KubeObject[],
): string {
  if (controller && found.length === 0)
    return `There is no Deployment ${controller} whose log could be read; Flux Check tells what is installed.`;
  return `${controller ?? nameOf(identity)} has no pods now, so there is no log to read.`;
}

/** The path of a log from its end on, which stays open and goes on when `follow` is set. */
export function logPath(
  { namespace, pod, container }: LogSource,
  options: { readonly lines: number; readonly follow: boolean },
): string {
  const resource = { group: "", version: "v1", plural: "pods", isNamespaced: true };
  const query = new URLSearchParams({ container, tailLines: String(options.lines) });
  if (options.follow) query.set("follow", "true");
  return `${pathOf(resource, namespace, pod)}/log?${query}`;
}

async function deploymentsNamed(
  { session, pin, served }: Desk,
  name: string,
  signal: AbortSignal,
): Promise<Outcome<readonly KubeObject[]>> {
  const resource = served.find("Deployment", "apps");
  const line = session.connection(pin);
  if (line.failure) return line;
  if (!resource) return { value: [] };
  const listed = await listAll(
    line.value,
    resource,
    { fieldSelector: `metadata.name=${name}` },
    signal,
  );
  return listed.failure ? listed : { value: listed.value.objects };
}

async function workload(
  desk: Desk,
  identity: ObjectIdentity,
  signal: AbortSignal,
): Promise<Outcome<readonly KubeObject[]>> {
  const read = await readObject(desk, identity, signal);
  if (read.failure) return read;
  const { object } = read.value;
  const hasPods =
    object.kind === "Pod" || json.at(object.spec, "selector", "matchLabels") !== undefined;
  return hasPods
    ? { value: [object] }
    : failed(
        "unsuitable",
        `${nameOf(identity)} writes no log: it has no controller of Flux or Flagger, and no pods.`,
      );
}

async function podsOf(
  { session, pin, served }: Desk,
  owner: KubeObject,
  signal: AbortSignal,
): Promise<Outcome<readonly KubeObject[]>> {
  if (owner.kind === "Pod") return { value: [owner] };
  const resource = served.find("Pod", "");
  const line = session.connection(pin);
  if (line.failure) return line;
  const labels = Object.entries(json.fields(json.at(owner.spec, "selector", "matchLabels")));
  if (!resource || labels.length === 0) return { value: [] };
  const labelSelector = labels.map(([key, value]) => `${key}=${value}`).join(",");
  const { namespace } = owner.metadata;
  const listed = await listAll(line.value, resource, { namespace, labelSelector }, signal);
  return listed.failure ? listed : { value: listed.value.objects };
}

/** Flux's controllers have one container that counts; sidecars of a mesh say nothing of objects. */
function containersOf({ metadata, spec }: KubeObject, isController: boolean): readonly LogSource[] {
  const { name: pod, namespace = "" } = metadata;
  const names = json.list(spec.containers).flatMap((it) => json.text(json.at(it, "name")) ?? []);
  const main = names.find((it) => it === "manager" || it === "flagger") ?? names[0];
  const wanted = isController ? (main === undefined ? [] : [main]) : names;
  return wanted.map((container) => ({ namespace, pod, container }));
}
