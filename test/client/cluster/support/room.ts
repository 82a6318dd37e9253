import type { Desk } from "../../../../client/cluster/api/desk.ts";
import type { Served } from "../../../../client/cluster/api/discovery.ts";
import type { Outcome } from "../../../../client/cluster/api/failure.ts";
import type { Fields } from "../../../../client/cluster/api/json.ts";
import { kinds } from "../../../../client/cluster/api/kinds.ts";
import type { KubeContext, Kubeconfig } from "../../../../client/cluster/api/kubeconfig.ts";
import type { KubeObject } from "../../../../client/cluster/api/kubeObject.ts";
import { pathOf } from "../../../../client/cluster/api/requestPath.ts";
import { openSession, type Session } from "../../../../client/cluster/api/session.ts";
import type { Question } from "../../../../client/cluster/api/write.ts";
import { type MemoryCluster, memoryCluster } from "./memoryCluster.ts";
import { type TurnedTime, turnedTime } from "./turnedTime.ts";

/** A context as a kubeconfig would tell it. */
export const contextOf = (name: string, server: string, namespace = "default"): KubeContext => ({
  name,
  namespace,
  cluster: { name: `cluster of ${name}`, server, skipsVerification: false },
  user: { name: "me", folder: "", fields: { token: "secret" } },
});

export const configOf = (...contexts: readonly KubeContext[]): Kubeconfig => ({
  files: [],
  contexts,
  problems: [],
});

/** A session over clusters in memory, by address; what stands in its kubeconfig can be changed. */
export interface Room {
  readonly session: Session;
  readonly time: TurnedTime;
  readonly clusters: Readonly<Record<string, MemoryCluster>>;
  config: Outcome<Kubeconfig>;
  protectedContexts: readonly string[];
}

export function roomOf(config: Kubeconfig, ...servers: readonly string[]): Room {
  const clusters = Object.fromEntries(servers.map((server) => [server, memoryCluster()]));
  const time = turnedTime();
  const room: Room = {
    time,
    clusters,
    config: { value: config },
    protectedContexts: ["*prod*"],
    session: openSession({
      time,
      load: async () => room.config,
      protectedContexts: () => room.protectedContexts,
      access: (context) => ({
        async open(isFresh, signal) {
          const cluster = clusters[context().cluster.server];
          if (!cluster) throw new Error("no such server");
          return cluster.access.open(isFresh, signal);
        },
      }),
    }),
  };
  return room;
}

/** Everything that is needed to act on one cluster in memory, and what the person was asked. */
export async function deskOf(name = "dev") {
  const room = roomOf(configOf(contextOf(name, "https://dev")), "https://dev");
  await room.session.reread();
  const pinned = room.session.pin(name);
  if (pinned.failure) throw new Error(pinned.failure.sentence);
  const questions: Question[] = [];
  const logged: Question[] = [];
  const answers = { confirm: true };
  const desk: Desk = {
    session: room.session,
    pin: pinned.value,
    served,
    time: room.time,
    ports: {
      async confirm(question) {
        questions.push(question);
        return answers.confirm;
      },
      log: (question) => void logged.push(question),
    },
  };
  const cluster = room.clusters["https://dev"];
  if (!cluster) throw new Error("no cluster");
  return { ...room, room, desk, cluster, questions, logged, answers };
}

const known = kinds.map((kind) => ({
  kind,
  resource: {
    group: kind.group,
    version: kind.versions[0] ?? "",
    kind: kind.kind,
    plural: kind.plural,
    isNamespaced: true,
    verbs: ["get", "list", "watch", "patch"],
  },
}));
const deployments = {
  group: "apps",
  version: "v1",
  kind: "Deployment",
  plural: "deployments",
  isNamespaced: true,
  verbs: ["list"],
};

/** A server that knows all of Flux, and Deployments. */
export const served: Served = {
  resources: [...known.map(({ resource }) => resource), deployments],
  known,
  find: (kind, group) => served.resources.find((it) => it.kind === kind && it.group === group),
};

/** Puts an object into a cluster and tells its path. */
export function placed(cluster: MemoryCluster, object: KubeObject): string {
  const path = placeOf(object);
  cluster.put(path, object.whole);
  return path;
}

export function placeOf(object: KubeObject): string {
  const resource = served.resources.find((it) => it.kind === object.kind);
  if (!resource) throw new Error(`no resource for ${object.kind}`);
  return pathOf(resource, object.metadata.namespace, object.metadata.name);
}

/** A controller that answers each request after so long with these fields of a status. */
export function controller(
  room: { readonly cluster: MemoryCluster; readonly time: TurnedTime },
  answer: (object: Fields) => { readonly after: number; readonly status: Fields } | undefined,
): void {
  const handled = new Set<string>();
  room.cluster.onWrite((path, object) => {
    const { annotations, generation } = object.metadata as {
      annotations?: Fields;
      generation?: number;
    };
    const token = annotations?.["reconcile.fluxcd.io/requestedAt"];
    const planned = answer(object);
    if (token === undefined || !planned || handled.has(`${path} ${token}`)) return;
    handled.add(`${path} ${token}`);
    room.time.after(planned.after, () => {
      const now = room.cluster.get(path);
      if (!now) return;
      const status = {
        ...(now.status as Fields),
        observedGeneration: generation,
        ...planned.status,
      };
      room.cluster.put(path, { ...now, status: { ...status, lastHandledReconcileAt: token } });
    });
  });
}

export const condition = (status: string, reason: string, message: string, type = "Ready") => ({
  conditions: [{ type, status, reason, message }],
});
