import { field, listOf, numberOf, stringOf } from "../../server/engine/canary/json.ts";
import { timestamp } from "../apiserver/cluster.ts";
import type { Inside, Place } from "../apiserver/inside.ts";
import type { Controller, Desk } from "./controller.ts";

/** What stands for cert-manager: Certificates get their Secrets, with texts in place of keys; issuers are ready. */
export const certificateController: Controller = {
  name: "cert-manager",
  kinds: ["Certificate", "Issuer", "ClusterIssuer"].map((kind) => ({
    apiVersion: "cert-manager.io/v1",
    kind,
  })),
  runs: isThere,
  reconcile(place, desk) {
    const object = desk.inside.get(place);
    if (!object) return undefined;
    if (place.kind === "Certificate")
      issue(place, stringOf(field(object, "spec", "secretName")), desk);
    const isReady = listOf(field(object, "status", "conditions")).some(
      (it) => field(it, "type") === "Ready" && field(it, "status") === "True",
    );
    if (isReady) return undefined;
    const condition = {
      type: "Ready",
      status: "True",
      reason: place.kind === "Certificate" ? "Ready" : "IsReady",
      message:
        place.kind === "Certificate"
          ? "Certificate is up to date and has not expired"
          : "Signing is possible",
      lastTransitionTime: timestamp(desk.now()),
      observedGeneration: numberOf(field(object, "metadata", "generation")),
    };
    desk.inside.patch(place, { status: { conditions: [condition] } }, "status");
    return undefined;
  },
};

/** A Deployment of that name has pods. */
function isThere(inside: Inside): boolean {
  return inside
    .list("apps/v1", "Deployment")
    .some(
      (it) =>
        field(it, "metadata", "name") === "cert-manager" &&
        numberOf(field(it, "status", "availableReplicas")) > 0,
    );
}

function issue({ namespace, name }: Place, secretName: string, { inside }: Desk): void {
  const place: Place = { apiVersion: "v1", kind: "Secret", namespace, name: secretName };
  if (secretName === "" || inside.get(place)) return;
  const text = (what: string) =>
    Buffer.from(`${what} of Certificate ${namespace}/${name}\n`).toString("base64");
  inside.create({
    apiVersion: "v1",
    kind: "Secret",
    type: "kubernetes.io/tls",
    metadata: {
      name: secretName,
      namespace,
      annotations: { "cert-manager.io/certificate-name": name },
    },
    data: { "ca.crt": text("ca.crt"), "tls.crt": text("tls.crt"), "tls.key": text("tls.key") },
  });
}
