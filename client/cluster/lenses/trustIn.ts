import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import type { FollowState } from "../api/followState.ts";
import type { Live } from "../api/live.ts";

/** How far what is known of an object can be trusted; `undefined` where the cluster does not serve its kind. */
export function trustIn(
  live: Live,
  { group, kind, namespace }: ObjectIdentity,
): FollowState | undefined {
  const state = live.state();
  const watched = live.watched();
  const own = watched.find(({ resource }) => resource.kind === kind && resource.group === group);
  if (!own) {
    if (watched.length > 0 && state.kind === "connected") return undefined;
    return "sentence" in state ? { kind: "failed", sentence: state.sentence } : { kind: "loading" };
  }
  const part =
    own.parts.find((it) => it.namespace === namespace) ??
    own.parts.find((it) => it.namespace === undefined);
  // Namespaces that were not named are not looked at.
  if (!part) return { kind: "failed", sentence: `Nobody looks into the namespace ${namespace}.` };
  if (part.state.kind === "live" && state.kind === "lost") {
    return { kind: "stale", since: state.since, sentence: state.sentence };
  }
  return part.state;
}
