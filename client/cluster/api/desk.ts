import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import type { Target } from "./actions.ts";
import type { Served } from "./discovery.ts";
import { failed, type Outcome } from "./failure.ts";
import { type KubeObject, kubeObject, nameOf } from "./kubeObject.ts";
import { listAll } from "./listAll.ts";
import type { Pin } from "./pin.ts";
import { pathOf } from "./requestPath.ts";
import type { Session } from "./session.ts";
import type { Time } from "./time.ts";
import type { WritePorts } from "./write.ts";

/** Everything that an action on a cluster needs. */
export interface Desk {
  readonly session: Session;
  readonly pin: Pin;
  readonly served: Served;
  readonly ports: WritePorts;
  readonly time: Time;
}

/** Reads one object as it is now. */
export async function readObject(
  { session, pin, served }: Desk,
  identity: ObjectIdentity,
  signal: AbortSignal,
): Promise<Outcome<Target>> {
  const resource = served.find(identity.kind, identity.group);
  if (!resource) return failed("missing", `The cluster does not know the kind ${identity.kind}.`);
  const line = session.connection(pin);
  if (line.failure) return line;
  const read = await line.value.get(pathOf(resource, identity.namespace, identity.name), signal);
  if (read.failure) return read;
  const object = kubeObject(read.value, { kind: identity.kind });
  return object
    ? { value: { object, resource } }
    : failed("broken", `The server's answer for ${nameOf(identity)} is no object.`);
}

/** Reads all objects of a kind, in every namespace. */
export async function readKind(
  { session, pin, served }: Desk,
  kind: string,
  group: string,
  signal: AbortSignal,
): Promise<Outcome<readonly KubeObject[]>> {
  const resource = served.find(kind, group);
  if (!resource) return { value: [] };
  const line = session.connection(pin);
  if (line.failure) return line;
  const listed = await listAll(line.value, resource, {}, signal);
  return listed.failure ? listed : { value: listed.value.objects };
}
