import { randomBytes, randomUUID } from "node:crypto";
import type { JsonObject } from "../server/engine/canary/json.ts";
import { users } from "./apiserver/access.ts";
import { type Cluster, newCluster } from "./apiserver/cluster.ts";
import { seed } from "./apiserver/seed.ts";
import { define, fluxDefinitions } from "./definitions.ts";
import { newCertificate } from "./shell/certificate.ts";
import { kubeconfig } from "./shell/kubeconfig.ts";
import { type Served, serve } from "./shell/serve.ts";

/** A cluster that answers. */
export interface Demo extends Served {
  readonly cluster: Cluster;
  /** The text of its kubeconfig: contexts for admin, viewer and a tenant of one namespace. */
  readonly kubeconfig: string;
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
}

/** Starts a demo cluster in memory, on 127.0.0.1. */
export async function startDemo(options: DemoOptions = {}): Promise<Demo> {
  const { namespace = "apps", definitions = [], now = () => new Date() } = options;
  const tokens = { admin: token(), viewer: token(), tenant: token() };
  const cluster = newCluster({
    now,
    after: options.after ?? afterTimeout,
    uid: randomUUID,
    letters,
    users: new Map([
      [tokens.admin, users.admin],
      [tokens.viewer, users.viewer],
      [tokens.tenant, users.tenant(namespace)],
    ]),
  });
  seed(cluster, ["flux-system", namespace]);
  define(cluster, [...fluxDefinitions, ...definitions]);
  const certificate = newCertificate(new Date());
  const served = await serve(cluster, certificate, options.port);
  return {
    ...served,
    cluster,
    kubeconfig: kubeconfig(served.url, certificate.certificate, [
      { name: "admin", token: tokens.admin, namespace: "default" },
      { name: "viewer", token: tokens.viewer, namespace: "default" },
      { name: "tenant", token: tokens.tenant, namespace },
    ]),
  };
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
