import { randomBytes, randomUUID } from "node:crypto";
import type { JsonObject } from "../server/engine/canary/json.ts";
import { users } from "./apiserver/access.ts";
import { type Cluster, newCluster } from "./apiserver/cluster.ts";
import { insideOf } from "./apiserver/inside.ts";
import { seed } from "./apiserver/seed.ts";
import type { Store } from "./apiserver/store.ts";
import type { Running } from "./controllers/startControllers.ts";
import { define, fluxDefinitions } from "./definitions.ts";
import { inhabit } from "./inhabit.ts";
import { podLog } from "./logs/podLog.ts";
import { newCertificate } from "./shell/certificate.ts";
import { kubeconfig } from "./shell/kubeconfig.ts";
import { type Served, serve } from "./shell/serve.ts";
import { keeping } from "./state/keeping.ts";
import { loadState } from "./state/stateFile.ts";
import { loadTester } from "./traffic/loadTester.ts";
import { newTraffic, type Traffic } from "./traffic/traffic.ts";

/** A cluster that answers. */
export interface Demo extends Served {
  readonly cluster: Cluster;
  /** The text of its kubeconfig: contexts for admin, viewer and a tenant of one namespace. */
  readonly kubeconfig: string;
  /** The controllers; absent in a cluster where nothing runs. */
  readonly running?: Running;
  /** What was found in the folders, in sentences. */
  readonly notes: readonly string[];
}

export interface DemoOptions {
  /** The time now, and callbacks after milliseconds; those of the machine where a test gives no others. */
  readonly now?: () => Date;
  readonly after?: Cluster["after"];
  readonly port?: number;
  /** CustomResourceDefinitions that are there from the start, besides those of Flux and Flagger. */
  readonly definitions?: readonly JsonObject[];
  /** The namespace of the tenant. */
  readonly namespace?: string;
  /**
   * Folders that stand for repositories: `PATH`, or `URL=PATH`. With them Flux, Flagger and workloads run; where one describes a
   * cluster, that is what the cluster follows.
   */
  readonly folders?: readonly string[];
  /** The cluster that is followed, as a folder of a repository; the first one that is found, where this is absent. */
  readonly follow?: string;
  /** Another way to find the folder that stands for a URL, asked first. */
  readonly folderOf?: (url: string) => string | undefined;
  /** The folder in which all objects are kept between two runs. */
  readonly state?: string;
  readonly traffic?: Traffic;
  /** Told in a sentence what a controller threw, which is a bug of ours. */
  readonly onFault?: (sentence: string) => void;
}

/**
 * Starts a demo cluster in memory, on 127.0.0.1. Throws one sentence where a folder is none, a state cannot be read, or the
 * port is taken.
 */
export async function startDemo(options: DemoOptions = {}): Promise<Demo> {
  const { namespace = "apps", definitions = [], now = () => new Date(), state } = options;
  const { traffic = newTraffic() } = options;
  const store = state === undefined ? undefined : await loaded(state);
  const tokens = { admin: token(), viewer: token(), tenant: token() };
  const cluster: Cluster = newCluster({
    ...(store && { store }),
    now,
    after: options.after ?? afterTimeout,
    uid: randomUUID,
    letters,
    users: new Map([
      [tokens.admin, users.admin],
      [tokens.viewer, users.viewer],
      [tokens.tenant, users.tenant(namespace)],
    ]),
    logs: (place) => (options.folders ? podLog(cluster, place) : undefined),
    services: (request) => loadTester(request, traffic, insideOf(cluster, "kube-apiserver")),
  });
  seed(cluster, ["flux-system", namespace]);
  define(cluster, [...fluxDefinitions, ...definitions]);
  const { folders } = options;
  const life = folders && (await inhabit(cluster, { ...options, traffic, folders }));
  const certificate = newCertificate(new Date());
  const served = await serve(cluster, certificate, options.port);
  const kept = state === undefined ? undefined : keeping(state, cluster.store);
  return {
    ...served,
    cluster,
    ...(life && { running: life.running }),
    notes: life?.notes ?? [],
    async close() {
      life?.running.stop();
      await served.close();
      await kept?.end();
    },
    kubeconfig: kubeconfig(served.url, certificate.certificate, [
      { name: "admin", token: tokens.admin, namespace: "default" },
      { name: "viewer", token: tokens.viewer, namespace: "default" },
      { name: "tenant", token: tokens.tenant, namespace },
    ]),
  };
}

async function loaded(folder: string): Promise<Store | undefined> {
  const state = await loadState(folder);
  if ("problem" in state) throw new Error(state.problem);
  return state.value;
}

const token = (): string => randomBytes(16).toString("hex");

const letters = (count: number): string =>
  [...randomBytes(count)].map((it) => ALPHABET[it % ALPHABET.length]).join("");

/** Without vowels, so that no word comes out. */
const ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

function afterTimeout(milliseconds: number, callback: () => void): () => void {
  const timer = setTimeout(callback, milliseconds);
  // A cluster that nobody uses does not keep a program alive.
  timer.unref();
  return () => clearTimeout(timer);
}
