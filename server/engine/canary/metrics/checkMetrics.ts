import type { Turn } from "../turn.ts";
import { checkBuiltIn, checkInline } from "./prometheusChecks.ts";
import { invalidAddress } from "./providers.ts";
import { revisionOf } from "./revision.ts";
import { checkTemplate } from "./templateCheck.ts";
import type { MetricsVerdict } from "./verdict.ts";

/**
 * The metrics of one tick of the analysis, in Flagger's order: built-in and inline queries of all entries, then the
 * templates of all. The first failure ends it; `undefined` where all passed. flagger.md §5.1
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/controller/scheduler_metrics.go
 */
export function checkMetrics(turn: Turn): MetricsVerdict | undefined {
  const revision = revisionOf(turn);
  if (typeof revision === "object") return revision;
  const server = serverProblem(turn);
  if (server) return server;
  const metrics = turn.canary.spec.analysis?.metrics ?? [];
  for (let index = 0; index < metrics.length; index++) {
    const verdict = checkBuiltIn(turn, index, revision) ?? checkInline(turn, index, revision);
    if (verdict) return verdict;
  }
  for (let index = 0; index < metrics.length; index++) {
    const verdict = checkTemplate(turn, index, revision);
    if (verdict) return verdict;
  }
  return undefined;
}

/** Flagger builds a client for the Canary's own server even where no metric needs it. */
function serverProblem({ canary }: Turn): MetricsVerdict | undefined {
  const address = canary.spec.metricsServer;
  const problem = address && invalidAddress("prometheus", address);
  if (!problem) return undefined;
  return {
    failed: `Error building Prometheus client for ${address} ${problem}`,
    why: { text: `metricsServer ${address} is no URL.`, at: ["spec", "metricsServer"] },
  };
}
