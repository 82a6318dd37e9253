import {
  field,
  isObject,
  type JsonObject,
  listOf,
  numberOf,
} from "../../../../server/engine/canary/json.ts";
import { timestamp } from "../../../apiserver/cluster.ts";
import { goText } from "../durations.ts";

export interface Snapshot {
  readonly digest: string;
  /** The reason of the Ready condition. */
  readonly status: string;
  readonly revision: string;
  readonly now: Date;
  /** In milliseconds. */
  readonly duration: number;
}

/** `status.history` with one more pass, newest first, five at most; the same outcome of the same objects counts up. */
export function withSnapshot(
  status: JsonObject,
  { digest, status: outcome, revision, now, duration }: Snapshot,
): readonly JsonObject[] {
  const before = listOf(status.history).filter(isObject);
  const same = before.find((it) => it.digest === digest && it.lastReconciledStatus === outcome);
  const moment = timestamp(now);
  const snapshot: JsonObject = {
    digest,
    firstReconciled: field(same, "firstReconciled") ?? moment,
    lastReconciled: moment,
    lastReconciledDuration: goText(duration),
    lastReconciledStatus: outcome,
    metadata: { revision },
    totalReconciliations: numberOf(field(same, "totalReconciliations")) + 1,
  };
  return [snapshot, ...before.filter((it) => it !== same)].slice(0, 5);
}
