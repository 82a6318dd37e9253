import { Disposable, type LogOutputChannel, languages } from "vscode";
import type { WirePlace } from "../../../protocol/canary.ts";
import { type FileObject, templateFieldsOf } from "../../../protocol/objects.ts";
import type { LanguageServer } from "../../languageClient.ts";
import { lensSettings } from "../../settings.ts";
import { type Apart, apartFrom, failedRollouts } from "../apart.ts";
import { identityOf } from "../api/kubeObject.ts";
import type { Live } from "../api/live.ts";
import type { Surroundings } from "../api/whyNotReady.ts";
import type { Clusters } from "../clusters.ts";
import { createClusterProblems } from "./clusterProblems.ts";
import { createClusterSight } from "./clusterSight.ts";
import { createDistances } from "./distances.ts";
import { findingsOf } from "./findings.ts";
import { isOfCluster } from "./isOfCluster.ts";
import { lensProvider } from "./lensProvider.ts";
import { trustIn } from "./trustIn.ts";

/** The state of the pinned cluster in the files that are shown. */
export interface ClusterLenses extends Disposable {
  /** Where Git and cluster are apart, as far as it is known now. */
  readonly apart: () => readonly Apart[];
}

export interface ClusterLensParts {
  readonly clusters: Clusters;
  readonly server: LanguageServer;
  readonly log: LogOutputChannel;
}

export function createClusterLenses({ clusters, server, log }: ClusterLensParts): ClusterLenses {
  const { live } = clusters;
  const sight = createClusterSight(clusters, server);
  const problems = createClusterProblems(server);
  let apart: readonly Apart[] = [];
  let turn = 0;
  // What is shown already is not drawn again: events of other objects come all the time.
  let shownLenses = "";
  let shownProblems = "";
  const provider = lensProvider({
    live,
    sight,
    distances: createDistances(),
    isOn: () => lensSettings().lenses,
    apart: () => apart,
  });
  const registered = languages.registerCodeLensProvider({ language: "yaml" }, provider);
  const refresh = async (): Promise<void> => {
    const mine = ++turn;
    const isOn = sight.isLooking();
    const asked = isOn ? await apartNow(live, server) : [];
    const objects = isOn ? await Promise.all(sight.documents().map(sight.objectsOf)) : [];
    const all = [...live.objects()];
    const own = objects.flat().filter(({ cluster }) => isOfCluster(cluster, all));
    const findings = await findingsOf(own.filter(isNews()), surroundingsIn(live));
    if (mine !== turn) return;
    apart = asked;
    const lensText = JSON.stringify([seenOf(own, live), apart, isOn, lensSettings()]);
    if (lensText !== shownLenses) provider.refresh();
    shownLenses = lensText;
    const isShown = lensSettings().problems;
    const told = isShown ? ([findings, apart] as const) : ([[], []] as const);
    const problemText = JSON.stringify(told);
    if (problemText === shownProblems) return;
    // Before they are drawn: a later look compares itself with these.
    shownProblems = problemText;
    await problems.show(...told);
  };
  const listening = sight.onChange(() => {
    void refresh().catch((error: unknown) => log.warn(`The cluster's state in files: ${error}`));
  });
  return {
    apart: () => apart,
    dispose: () => Disposable.from(listening, registered, problems, sight).dispose(),
  };
}

/** Everything of the cluster that lenses depend on; they tell ages, so time is a part of it. */
const seenOf = (own: readonly FileObject<WirePlace>[], live: Live): readonly unknown[] => [
  Math.floor(Date.now() / 30_000),
  own.map(({ identity, head }) => [
    head,
    live.find(identity)?.metadata.resourceVersion,
    trustIn(live, identity),
  ]),
];

/** The same object may come out of several builds. */
function isNews(): (it: FileObject<WirePlace>) => boolean {
  const seen = new Set<string>();
  return ({ identity, head }) => {
    const key = JSON.stringify([identity, head]);
    return !seen.has(key) && seen.add(key) !== undefined;
  };
}

async function apartNow(live: Live, server: LanguageServer): Promise<readonly Apart[]> {
  const rollouts = failedRollouts(live.objects(), live.find);
  if (rollouts.length === 0) return [];
  const workloads = rollouts.map((it) => identityOf(it.target));
  const fields = await server.send(templateFieldsOf, { workloads });
  const all = [...live.objects()];
  return apartFrom(
    rollouts,
    fields.filter(({ cluster }) => isOfCluster(cluster, all)),
  );
}

/** What is known already; nothing is asked of the cluster for a finding. */
const surroundingsIn = (live: Live): Surroundings => ({
  async read(identity) {
    const trust = trustIn(live, identity);
    const found = live.find(identity);
    if (found) return found;
    if (!trust) return "is of a kind that is not looked at";
    return trust.kind === "live" ? undefined : "is not known yet";
  },
  pods: async () => [],
  groupOf: (kind) => live.watched().find(({ resource }) => resource.kind === kind)?.resource.group,
});
