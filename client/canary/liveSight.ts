import type { LiveAction, LiveCanary, LiveGate } from "../../protocol/canary.ts";
import type { AccessQuestion } from "../cluster/api/connection.ts";
import { isSuspended } from "../cluster/api/flux.ts";
import { gatesOf } from "../cluster/api/gates.ts";
import { json } from "../cluster/api/json.ts";
import type { KubeObject } from "../cluster/api/kubeObject.ts";
import type { Live } from "../cluster/api/live.ts";
import type { Session } from "../cluster/api/session.ts";
import { panelSight } from "../cluster/panelSight.ts";
import { liveRun } from "./liveRun.ts";

/** What a panel sees of its Canary in the cluster. */
export interface LiveSight {
  readonly begin: () => void;
  readonly attend: (isShown: boolean) => void;
  /** Tells all, whatever was told before. */
  readonly tell: () => void;
  /** The Canary in the cluster; `undefined` where it is not seen. */
  readonly canary: () => KubeObject | undefined;
  readonly dispose: () => void;
}

/** Follows the rollout of a Canary while its panel is shown. */
export function liveSight(
  clusters: { readonly session: Session; readonly live: Live },
  { name, namespace }: { readonly name: string; readonly namespace: string },
  post: (live: LiveCanary) => void,
): LiveSight {
  const identity = { group: "flagger.app", kind: "Canary", namespace, name };
  const fieldSelector = `involvedObject.kind=Canary,involvedObject.name=${name}`;
  const wanted = [{ kind: "Event", group: "", namespace, fieldSelector }];
  const rights = rightsOf(clusters.session, () => tell());
  let last = "";
  const tell = () => {
    const live = now();
    const text = JSON.stringify(live);
    if (text === last) return;
    last = text;
    post(live);
  };
  const sight = panelSight(clusters, wanted, tell);
  const now = (): LiveCanary => {
    const seen = sight.now();
    if (seen.kind !== "seen") return seen;
    const { context } = seen;
    const canary = clusters.live.find(identity);
    if (!canary) return { kind: "seen", context };
    const run = liveRun(canary, seen.of("Event"), Date.now());
    return {
      kind: "seen",
      context,
      run: { ...run, gates: gates(canary, rights.mayI), actions: actions(canary, rights.mayI) },
    };
  };
  return {
    begin: sight.begin,
    attend: sight.attend,
    canary: () => (sight.now().kind === "seen" ? clusters.live.find(identity) : undefined),
    tell() {
      last = "";
      tell();
    },
    dispose: sight.dispose,
  };
}

type MayI = (question: AccessQuestion) => boolean;

function gates(canary: KubeObject, mayI: MayI): readonly LiveGate[] {
  return gatesOf(canary).map(({ name, type, service }) => {
    const may = mayI({
      verb: "create",
      group: "",
      resource: "services",
      subresource: "proxy",
      namespace: service.namespace,
      name: service.name,
    });
    const refusal = `You may not call Services of ${service.namespace} through the API server (create services/proxy).`;
    return { name, type, ...(may ? {} : { refusal }) };
  });
}

function actions(canary: KubeObject, mayI: MayI): readonly LiveAction[] {
  const { namespace = "default", name } = canary.metadata;
  const mayPatch = (group: string, resource: string, of: string) =>
    mayI({ verb: "patch", group, resource, namespace, name: of });
  const resting = isSuspended(canary) ? "resume" : "suspend";
  const rest = mayPatch("flagger.app", "canaries", name)
    ? {}
    : { refusal: `You may not change Canaries of ${namespace} (patch canaries).` };
  const target = canary.spec.targetRef;
  const plural = PLURALS[json.text(json.at(target, "kind")) ?? ""];
  if (!plural) return [{ name: resting, ...rest }];
  const may = mayPatch("apps", plural, json.text(json.at(target, "name")) ?? "");
  const refusal = `You may not change workloads of ${namespace} (patch ${plural}).`;
  return [
    { name: resting, ...rest },
    { name: "restart", ...(may ? {} : { refusal }) },
  ];
}

/** Targets that have pods of their own. */
const PLURALS: Readonly<Record<string, string>> = {
  Deployment: "deployments",
  DaemonSet: "daemonsets",
};

/** What the person may do, asked once for each context; until the answer is there, or where there is none, all. */
function rightsOf(session: Session, changed: () => void): { readonly mayI: MayI } {
  const known = new Map<string, boolean>();
  const { signal } = new AbortController();
  const mayI: MayI = (question) => {
    const state = session.state();
    if (state.kind !== "pinned") return true;
    const key = JSON.stringify([state.pin.identity, question]);
    const found = known.get(key);
    if (found !== undefined) return found;
    known.set(key, true);
    void session
      .connection(state.pin)
      .value?.mayI(question, signal)
      .then(({ value = true }) => {
        known.set(key, value);
        if (!value) changed();
      });
    return true;
  };
  return { mayI };
}
