import type { Cluster } from "./apiserver/cluster.ts";
import { insideOf } from "./apiserver/inside.ts";
import { allControllers } from "./controllers/all.ts";
import { expireEvents } from "./controllers/expireEvents.ts";
import { install } from "./controllers/flux/installation.ts";
import { type Running, startControllers } from "./controllers/startControllers.ts";
import { addNode } from "./controllers/workloads/node.ts";
import { define } from "./definitions.ts";
import { bootstraps } from "./repositories/bootstrap.ts";
import { checkout } from "./repositories/checkout.ts";
import { folderFor } from "./repositories/foldersByUrl.ts";
import { readFolders } from "./repositories/readFolders.ts";
import { routingDefinitions } from "./routingDefinitions.ts";
import type { Traffic } from "./traffic/traffic.ts";

/** A cluster in which something runs. */
export interface Inhabited {
  readonly running: Running;
  /** What was found in the folders, in sentences. */
  readonly notes: readonly string[];
  /** What controllers threw so far, which are bugs of ours. */
  readonly faults: readonly string[];
}

export interface InhabitOptions {
  readonly folders: readonly string[];
  readonly follow?: string;
  readonly folderOf?: (url: string) => string | undefined;
  readonly traffic?: Traffic;
  /** Told in a sentence what a controller threw, which is a bug of ours. */
  readonly onFault?: (sentence: string) => void;
}

/** Gives a cluster a node, Flux, Flagger's kinds and what makes workloads run, and lets it follow a repository. Throws one sentence. */
export async function inhabit(
  cluster: Cluster,
  { folders: named, follow, folderOf, traffic, onFault }: InhabitOptions,
): Promise<Inhabited> {
  const read = await readFolders(named);
  if ("problem" in read) throw new Error(read.problem);
  const folders = [...read.value];
  define(cluster, routingDefinitions);
  install(cluster);
  addNode(cluster);
  const found = (await Promise.all(folders.map(bootstraps))).flat();
  const chosen = follow === undefined ? found[0] : found.find((it) => it.cluster === follow);
  if (follow !== undefined && !chosen) {
    const names = found.map((it) => it.cluster).join(", ") || "none";
    throw new Error(`No folder describes a cluster ${follow}. There are: ${names}.`);
  }
  if (chosen && !folderFor(folders, chosen.url)) {
    folders.push({ ...chosen.folder, url: chosen.url });
  }
  const { apply } = insideOf(cluster, "flux");
  for (const it of chosen?.objects ?? []) apply(it);
  const faults: string[] = [];
  const running = startControllers(
    cluster,
    allControllers({
      fetch(url, reference) {
        const folder = folderOf?.(url) ?? folderFor(folders, url);
        return folder === undefined ? undefined : checkout(folder, reference);
      },
      ...(traffic && { traffic }),
    }),
    (name, place, error) => {
      const said = `${name} stumbled over ${place.kind} ${place.namespace}/${place.name}: ${String(error)}`;
      faults.push(said);
      onFault?.(said);
    },
  );
  const stopExpiring = expireEvents(cluster);
  return {
    running: {
      ...running,
      stop() {
        stopExpiring();
        running.stop();
      },
    },
    notes: notesOf(found, chosen),
    faults,
  };
}

type Found = Awaited<ReturnType<typeof bootstraps>>;

function notesOf(found: Found, chosen: Found[number] | undefined): readonly string[] {
  if (!chosen)
    return [
      "No folder describes a cluster; sources that you apply find their folders by their URLs.",
    ];
  const others = found.filter((it) => it !== chosen).map((it) => it.cluster);
  const follows = `It follows ${chosen.cluster} of ${chosen.folder.path}.`;
  return others.length === 0
    ? [follows]
    : [follows, `There are others, too: ${others.join(", ")}. Choose one with --follow.`];
}
