import { field, isObject, listOf, stringOf } from "../../canary/json.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { exampleChecks } from "./exampleChecks.ts";
import { examplePieces } from "./examplePieces.ts";
import { neighbours } from "./neighbours.ts";
import { objectOf } from "./objectOf.ts";
import { isCanary } from "./requestMatch.ts";
import { isSettled } from "./settled.ts";
import { workloadOf } from "./workload.ts";

const { weighted, successRate } = exampleChecks;
const { deployment } = examplePieces;

const volume = (mode: string) => `${weighted}
${successRate}
      ---${deployment}
                volumeMounts: [{ name: data, mountPath: /data }]
            volumes:
              - name: data
                persistentVolumeClaim: { claimName: orders }
      ---
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: { name: orders, namespace: shop }
      spec:
        accessModes: [${mode}]
        resources: { requests: { storage: 1Gi } }
    `;

/** Primary and target run side by side, and mount the same claims. flagger.md §3.1, §3.6, §6.7 L03 */
export const volumeOfOnePod: Rule = {
  code: "volume-of-one-pod",
  severity: "warning",
  title: "Primary that cannot mount what the target holds",
  explanation:
    "The primary is a copy of the target and mounts the same PersistentVolumeClaims, while the target, which serves live traffic when Flagger is introduced, still holds them. A claim that only one node or pod may mount keeps the primary from starting: the Canary does not initialise, and with provider kubernetes Flagger then scales the live target to zero. Use a claim of mode ReadWriteMany, or see to it that the primary starts.",
  link: "https://docs.flagger.app/usage/how-it-works#canary-target",
  examples: {
    wrong: volume("ReadWriteOncePod").replace(
      "kind: Deployment, name: orders }\n",
      "kind: Deployment, name: orders }\n        #                                                         ^^^^^^ volume-of-one-pod\n",
    ),
    right: volume("ReadWriteMany"),
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const reading = canaryOf(resource, view);
    const workload = workloadOf(reading, view);
    if (workload?.resource.kind !== "Deployment") return;
    const claims = listOf(workload.pod.volumes).flatMap((it) => {
      const claim = field(it, "persistentVolumeClaim");
      // What is only read may be mounted by many.
      return isObject(claim) && claim.readOnly !== true ? [stringOf(claim.claimName)] : [];
    });
    if (claims.length === 0) return;
    const found = neighbours(resource, "", "PersistentVolumeClaim", view).find(
      (it) => claims.includes(it.name) && isSettled(it, view, ["spec", "accessModes"]),
    );
    const modes = found ? listOf(field(objectOf(found, view), "spec", "accessModes")) : [];
    if (!found || modes.length === 0 || !modes.every((it) => SINGLE.has(stringOf(it)))) return;
    const isPod = modes.every((it) => it === "ReadWriteOncePod");
    const isKubernetes = reading.provider()?.name === "kubernetes";
    yield {
      at: ["spec", "targetRef", "name"],
      message: `${reading.targetName}-primary mounts claim ${found.name} as well, which only one ${isPod ? "pod" : "node"} may have, so it does not start while ${reading.targetName} holds it${isPod ? "" : " on another node"}${isKubernetes ? ", and Flagger then scales the live target to zero" : ""}. Use ReadWriteMany.`,
      related: [
        {
          resource: found,
          at: ["spec", "accessModes"],
          message: `The modes of claim ${found.name}.`,
        },
      ],
    };
  },
};

const SINGLE: ReadonlySet<string> = new Set(["ReadWriteOnce", "ReadWriteOncePod"]);
