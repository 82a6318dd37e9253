import type { GraphProblem, LiveGraph } from "../../protocol/graphView.ts";
import type { Live } from "../cluster/api/live.ts";
import type { Session } from "../cluster/api/session.ts";
import type { Watched } from "../cluster/api/watched.ts";
import { clock } from "../cluster/documents/moments.ts";
import { panelSight } from "../cluster/panelSight.ts";
import { viewCause } from "../cluster/tree/viewCause.ts";
import { graphTypeOf } from "./graphKinds.ts";
import { liveGraph } from "./liveGraph.ts";
import { unread } from "./unread.ts";

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
      // Another cluster was chosen while this one was shown: the view shows that.
      if (now.kind === "offered") sight.begin();
      if (now.kind === "offered" || now.kind === "connecting") {
        return { problem: connecting(context) };
      }
      return now.kind === "seen"
        ? seen(context, clusters.live)
        : stale(context, clusters.live, now.sentence);
    },
    attend(isShown) {
      if (isShown) sight.begin();
      sight.attend(isShown);
    },
    dispose: sight.dispose,
  };
}

const NONE = "No cluster is chosen; the command Flightpath: Use Context chooses one.";

const isOfGraph = ({ resource }: Watched): boolean =>
  graphTypeOf(resource.kind, resource.group) !== undefined;

function seen(context: string, live: Live): LiveGraph | GraphProblem {
  const watched = live.watched().filter(isOfGraph);
  const count = watched.reduce((sum, it) => sum + it.objects.size, 0);
  const facts = { live: live.state(), problem: undefined, hasContexts: true, watched, count };
  const { kind, sentence } = viewCause(facts);
  if (kind === "connecting") return { problem: connecting(context) };
  if (kind === "absent") return { problem: `There is nothing of Flux or Flagger in ${context}.` };
  if (kind === "forbidden") {
    return {
      problem: `You may read none of Flux's and Flagger's kinds in ${context}: ${sentence}.`,
    };
  }
  return liveGraph(context, live.objects(), unread(watched));
}

/** What was known last, if anything. */
function stale(context: string, live: Live, sentence: string): LiveGraph | GraphProblem {
  const state = live.state();
  const since = "since" in state ? ` since ${clock(Date.now(), state.since)}` : "";
  const again = state.kind === "lost" ? " It is tried again by itself." : "";
  const note = `Not up to date${since}: ${sentence}${again}`;
  const known = liveGraph(context, live.objects(), unread(live.watched().filter(isOfGraph)), [
    note,
  ]);
  return known.nodes.length > 0 ? known : { problem: sentence };
}

const connecting = (context: string): string => `Connecting to ${context} …`;
