import { insideOf, placeOf } from "../../demo/apiserver/inside.ts";
import { type Demo, startDemo } from "../../demo/main.ts";
import type { JsonObject } from "../../server/engine/canary/json.ts";

/** An API server on which a test is every controller. */
export interface StagedCluster {
  readonly demo: Demo;
  /** Puts an object there, with its status; again with another one. */
  readonly put: (head: string, spec: object, status?: object) => void;
}

const apiVersions: Readonly<Record<string, string>> = {
  Kustomization: "kustomize.toolkit.fluxcd.io/v1",
  GitRepository: "source.toolkit.fluxcd.io/v1",
  Canary: "flagger.app/v1beta1",
  Deployment: "apps/v1",
  Namespace: "v1",
};

/** Objects are named `Kustomization flux-system/apps`. */
export async function stagedCluster(namespaces: readonly string[]): Promise<StagedCluster> {
  const demo = await startDemo({});
  const inside = insideOf(demo.cluster, "test");
  const expectWritten = ({
    code,
    object,
  }: {
    readonly code: number;
    readonly object: JsonObject;
  }) => {
    if (code >= 300) throw new Error(String(object.message));
  };
  for (const name of namespaces)
    expectWritten(inside.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name } }));
  return {
    demo,
    put(head, spec, status) {
      const [kind = "", path = ""] = head.split(" ");
      const [namespace = "", name = ""] = path.split("/");
      const object = {
        apiVersion: apiVersions[kind] ?? "",
        kind,
        metadata: { name, namespace },
        spec: spec as JsonObject,
      };
      expectWritten(inside.apply(object));
      if (!status) return;
      const { metadata } = inside.get(placeOf(object)) ?? {};
      const generation = (metadata as JsonObject | undefined)?.generation ?? 1;
      const whole = { observedGeneration: generation, ...(status as JsonObject) };
      expectWritten(inside.patch(placeOf(object), { status: whole }, "status"));
    },
  };
}

export const ready = (revision: string, at = new Date()): object => ({
  conditions: [condition("True", "ReconciliationSucceeded", `Applied revision: ${revision}`, at)],
  lastAppliedRevision: revision,
});

export const notReady = (reason: string, message: string, at = new Date()): object => ({
  conditions: [condition("False", reason, message, at)],
});

const condition = (status: string, reason: string, message: string, at: Date) => ({
  type: "Ready",
  status,
  reason,
  message,
  lastTransitionTime: at.toISOString().replace(/\.\d+/, ""),
});
