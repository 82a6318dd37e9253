import { env, window } from "vscode";
import { plural } from "../../plural.ts";
import { atDesk } from "./atDesk.ts";
import { deleteObject } from "./deleteObject.ts";
import { diffLive } from "./diffLive.ts";
import { explain } from "./explain.ts";
import { openManifest } from "./openManifest.ts";
import { pageCommands } from "./pages.ts";
import type { ClusterCommand } from "./parts.ts";
import { reconcileCommands } from "./reconcile.ts";
import { reconcileChain } from "./reconcileChain.ts";
import { revealInCluster } from "./revealInCluster.ts";
import { resume, suspend } from "./suspend.ts";

const anything = {
  accepts: () => true,
  nothing: "This cluster has no objects of Flux.",
  anyKind: true,
};

/** Every command on objects of the cluster, by its id. */
export const clusterCommands: Readonly<Record<string, ClusterCommand>> = {
  ...reconcileCommands,
  ...pageCommands,
  "flightpath.reconcileChain": reconcileChain,
  "flightpath.suspend": suspend,
  "flightpath.resume": resume,
  "flightpath.explainWhyNotReady": explain,
  "flightpath.diffLive": diffLive,
  "flightpath.deleteObject": deleteObject,
  "flightpath.openManifest": openManifest,
  "flightpath.revealInCluster": revealInCluster,
  "flightpath.showLogs": atDesk(
    { ...anything, title: "Show Logs" },
    async ({ logs }, desk, [it]) => {
      if (it) await logs.follow(desk, it);
    },
  ),
  "flightpath.stopLogs": async ({ logs }) => logs.stop(),
  "flightpath.copyName": atDesk({ ...anything, title: "Copy Name" }, async (_, __, objects) => {
    await env.clipboard.writeText(objects.map(({ name }) => name).join("\n"));
    window.setStatusBarMessage(`Copied ${plural(objects.length, "name")}.`, 3000);
  }),
};
