import { expect, test } from "vitest";
import { idOf, printId } from "../../../server/engine/kustomize/id.ts";
import { inLegacyOrder, legacyRank } from "../../../server/engine/kustomize/order.ts";
import { objectsOf } from "../../kustomize/built.ts";

/** Objects written `apiVersion kind name namespace`, one a line. */
function objects(lines: string) {
  const documents = lines
    .trim()
    .split("\n")
    .map((it) => {
      const [apiVersion, kind, name, namespace] = it.trim().split(" ");
      const metadata = namespace ? `{name: ${name}, namespace: ${namespace}}` : `{name: ${name}}`;
      return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: ${metadata}\n`;
    });
  return objectsOf(documents.join("---\n"));
}

const ids = (text: string, order?: Parameters<typeof inLegacyOrder>[1]) =>
  inLegacyOrder(objects(text), order).map((it) => printId(idOf(it)));

test("by kind, then group and version, then namespace and name", () => {
  expect(
    ids(`
      admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration w
      apps/v1 Deployment b
      apps/v1 Deployment a
      apps/v1 Deployment z a
      example.com/v1 Zebra x
      batch/v1 Job x
      v1 Pod x
      v1 Service x
      v1 Namespace x
      my.io/v1 Namespace x
    `),
  ).toEqual([
    "Namespace.v1.[noGrp]/x.[noNs]",
    "Namespace.v1.my.io/x.[noNs]",
    "Service.v1.[noGrp]/x.[noNs]",
    "Deployment.v1.apps/z.a",
    "Deployment.v1.apps/a.[noNs]",
    "Deployment.v1.apps/b.[noNs]",
    "Job.v1.batch/x.[noNs]",
    "Zebra.v1.example.com/x.[noNs]",
    "Pod.v1.[noGrp]/x.[noNs]",
    "ValidatingWebhookConfiguration.v1.admissionregistration.k8s.io/w.[noNs]",
  ]);
});

test("an order of one's own takes the place of kustomize's", () => {
  const text = "v1 Namespace x\nv1 Pod x\nv1 Service x\n";
  expect(ids(text, { first: ["Service"], last: ["Namespace"] })).toEqual([
    "Service.v1.[noGrp]/x.[noNs]",
    "Pod.v1.[noGrp]/x.[noNs]",
    "Namespace.v1.[noGrp]/x.[noNs]",
  ]);
});

test("ranks", () => {
  const kinds = ["Namespace", "PodDisruptionBudget", "Other", "MutatingWebhookConfiguration"];
  expect(kinds.map(legacyRank)).toEqual([-22, -1, 0, 1]);
});
