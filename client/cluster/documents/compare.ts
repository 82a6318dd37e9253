import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import { type Desk, readObject } from "../api/desk.ts";
import { failed, type Outcome } from "../api/failure.ts";
import { nameOf } from "../api/kubeObject.ts";
import { pathOf } from "../api/requestPath.ts";
import { type Built, type Comparison, comparison, dryRunOf } from "./comparison.ts";

/** What comes of a comparison, and what is to be said with it. */
export interface Compared extends Comparison {
  /** Why the right side is the manifest as it stands, not what would come of it; one sentence. */
  readonly remark?: string;
}

/** Who applies what Flux builds: fields that it set and that are no longer built go. */
const manager = "kustomize-controller";

/**
 * Asks the API server what an object would become if Flux applied it as built now. Nothing is
 * changed. Where the server refuses, or the object cannot be yet, the built object itself is shown.
 */
export async function compare(
  desk: Desk,
  identity: ObjectIdentity,
  built: Built,
  signal: AbortSignal,
): Promise<Outcome<Compared>> {
  const resource = desk.served.find(identity.kind, identity.group);
  if (!resource)
    return { value: { ...comparison(undefined, built.object), remark: unknownKind(identity) } };
  const read = await readObject(desk, identity, signal);
  if (read.failure && read.failure.kind !== "missing") return read;
  const live = read.value?.object.whole;
  const line = desk.session.connection(desk.pin);
  if (line.failure) return line;
  const version = versionOf(built) ?? resource.version;
  const path = pathOf({ ...resource, version }, identity.namespace, identity.name);
  const tried = await line.value.dryRun(path, dryRunOf(built, live), signal, manager);
  if (tried.value) return { value: comparison(live, tried.value) };
  const { kind, sentence } = tried.failure;
  if (kind === "missing" || kind === "rejected" || kind === "forbidden" || kind === "conflict")
    return { value: { ...comparison(live, built.object), remark: refusal(kind, sentence) } };
  return failed(kind, sentence);
}

function versionOf({ object }: Built): string | undefined {
  return typeof object.apiVersion === "string" ? object.apiVersion.split("/").at(-1) : undefined;
}

const unknownKind = (identity: ObjectIdentity): string =>
  `The cluster does not know the kind ${identity.kind} yet, so ${nameOf(identity)} would be new.`;

const refusal = (kind: string, sentence: string): string =>
  kind === "forbidden"
    ? `You may not ask what would come of it (${sentence}), so this is the manifest as it is built.`
    : `The API server would refuse it: ${sentence}`;
