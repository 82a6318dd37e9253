import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import { notify } from "../../notify.ts";
import { actions } from "../api/actions.ts";
import { deletionWords } from "../api/deletionWords.ts";
import { type Desk, readObject } from "../api/desk.ts";
import { nameOf } from "../api/kubeObject.ts";
import { pause } from "../api/time.ts";
import { write } from "../api/write.ts";
import { duration } from "../documents/moments.ts";
import { oneLine } from "../documents/safeText.ts";
import { atDesk } from "./atDesk.ts";
import type { ClusterCommand, ClusterParts } from "./parts.ts";
import { withProgress } from "./withProgress.ts";

/** Deletes objects, after telling what goes with each of them. */
export const deleteObject: ClusterCommand = atDesk(
  {
    title: "Delete",
    accepts: () => true,
    nothing: "This cluster has no objects of Flux.",
    anyKind: true,
  },
  async (parts, desk, objects) => {
    for (const identity of objects) if (!(await deleteOne(parts, desk, identity))) return;
  },
);

/** @returns whether the next one may be asked about */
async function deleteOne(
  { log }: ClusterParts,
  desk: Desk,
  identity: ObjectIdentity,
): Promise<boolean> {
  const { signal } = new AbortController();
  const { value, failure } = await readObject(desk, identity, signal);
  if (failure) throw new Error(failure.sentence);
  const remark = await deletionWords(desk, value.object, signal);
  const action = { ...actions.remove(value), remark };
  const written = await write(desk.session, desk.pin, action, desk.ports, signal);
  if (written.failure?.kind === "declined") return false;
  if (written.failure) throw new Error(written.failure.sentence);
  const name = oneLine(nameOf(identity));
  const began = desk.time.now();
  const isGone = await withProgress(`Delete ${name}`, (report, cancelled) =>
    gone(desk, identity, value.object.metadata.uid, report, cancelled),
  );
  const took = duration(desk.time.now() - began);
  const sentence = isGone
    ? `${name} is deleted after ${took}.`
    : `${name} is still being deleted; its controller goes on by itself.`;
  log.info(sentence);
  void notify.information(sentence);
  return true;
}

const look = 500;

/** Waits until an object is gone, or another has its name. */
async function gone(
  desk: Desk,
  identity: ObjectIdentity,
  uid: string,
  report: (message: string) => void,
  signal: AbortSignal,
): Promise<boolean> {
  for (;;) {
    const { value, failure } = await readObject(desk, identity, signal);
    if (failure?.kind === "missing") return true;
    if (value && value.object.metadata.uid !== uid) return true;
    const finalizers = (value?.object.whole.metadata as { finalizers?: unknown } | undefined)
      ?.finalizers;
    if (Array.isArray(finalizers) && finalizers.length > 0)
      report(`waits for ${oneLine(finalizers.join(", "))}`);
    if (!(await pause(desk.time, look, signal))) return false;
  }
}
