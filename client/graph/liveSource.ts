import type { GraphProblem, LiveGraph } from "../../protocol/graphView.ts";
import type { Live } from "../cluster/api/live.ts";
import type { Session } from "../cluster/api/session.ts";
import type { Watched } from "../cluster/api/watched.ts";
import { panelSight } from "../cluster/panelSight.ts";
import { liveGraph } from "./liveGraph.ts";

/** The pinned cluster as a graph. */
export interface LiveSource {
  /** Is there a cluster that can be shown? */
  readonly isThere: () => boolean;
  /** What it holds, or in one sentence why that is not known. */
  readonly graph: () => LiveGraph | GraphProblem;
  /** Only what is shown looks; the first who does is who asks for it. */
  readonly attend: (isShown: boolean) => void;
  readonly dispose: () => void;
}

/** @param changed something of the cluster may be different now */
export function liveSource(
  clusters: { readonly session: Session; readonly live: Live },
  changed: () => void,
): LiveSource {
  const sight = panelSight(clusters, [], changed);
  return {
    isThere: () => sight.now().kind !== "none",
    graph() {
      const now = sight.now();
      if (now.kind === "none") return { problem: NONE };
      const { context } = now;
      if (now.kind === "offered" || now.kind === "connecting") {
        return { problem: `Connecting to ${context} …` };
      }
      const { live } = clusters;
      const notes = live.watched().flatMap(noteOf);
      if (now.kind === "seen") return liveGraph(context, live.objects(), notes);
      const { sentence } = now;
      const known = liveGraph(context, live.objects(), [`As it was: ${sentence}`, ...notes]);
      return known.nodes.length > 0 ? known : { problem: sentence };
    },
    attend(isShown) {
      if (isShown) sight.begin();
      sight.attend(isShown);
    },
    dispose: sight.dispose,
  };
}

const NONE = "No cluster is chosen; the command Flightpath: Use Context chooses one.";

/** A kind of which not all could be read. */
function noteOf({ resource, parts }: Watched): readonly string[] {
  return parts.flatMap(({ state, namespace }) => {
    if (state.kind !== "forbidden" && state.kind !== "failed") return [];
    const where = namespace === undefined ? "" : ` in ${namespace}`;
    return [`${resource.kind}${where} is not shown: ${state.sentence}`];
  });
}
