import { type User, users } from "../../../demo/apiserver/access.ts";
import type { ApiResponse } from "../../../demo/apiserver/apiRequest.ts";
import { type Cluster, type ClusterOptions, newCluster } from "../../../demo/apiserver/cluster.ts";
import { handle } from "../../../demo/apiserver/handle.ts";
import { seed } from "../../../demo/apiserver/seed.ts";
import type { Store } from "../../../demo/apiserver/store.ts";
import { define, fluxDefinitions } from "../../../demo/definitions.ts";
import { field, type Json } from "../../../server/engine/canary/json.ts";

/** A demo cluster without a socket. */
export interface Asked {
  readonly cluster: Cluster;
  /** `ask("POST /api/v1/namespaces", object)`: the answer and what it holds. */
  readonly ask: (what: string, body?: unknown, options?: AskOptions) => Answered;
}

export interface AskOptions {
  readonly type?: string;
  readonly accept?: string;
  readonly as?: string;
  readonly agent?: string;
}

export interface Answered {
  readonly response: ApiResponse;
  readonly status: number;
  /** A field of the body, by its path. */
  readonly at: (...path: readonly string[]) => Json | undefined;
}

const known: Readonly<Record<string, User>> = {
  admin: users.admin,
  viewer: users.viewer,
  tenant: users.tenant("apps"),
};

export function asked(options: ClusterOptions = {}): Asked {
  const cluster = newCluster({
    users: new Map(Object.entries(known)),
    store: prepared().fork(),
    ...options,
  });
  return {
    cluster,
    ask(what, body, { type = "application/json", accept, as = "admin", agent = "test/1" } = {}) {
      const [method = "", url = ""] = what.split(" ");
      const { pathname, searchParams } = new URL(url, "https://demo");
      const response = handle(cluster, {
        method,
        path: pathname,
        query: searchParams,
        headers: {
          authorization: `Bearer ${as}`,
          "content-type": type,
          accept,
          "user-agent": agent,
        },
        body: body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body),
      });
      const value = response.body.startsWith("{")
        ? (JSON.parse(firstLine(response.body)) as Json)
        : null;
      return { response, status: response.status, at: (...path) => field(value, ...path) };
    },
  };
}

let made: Store | undefined;

/** A cluster with its namespaces and definitions, made once. */
function prepared(): Store {
  if (!made) {
    const cluster = newCluster();
    seed(cluster, ["apps"]);
    define(cluster, fluxDefinitions);
    made = cluster.store;
  }
  return made;
}

const firstLine = (text: string): string => text.split("\n")[0] ?? "";

/** A ConfigMap with labels. */
export const map = (name: string, labels: Readonly<Record<string, string>> = {}) => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name, labels },
});
