import { field, stringOf } from "../../../server/engine/canary/json.ts";
import { isTerminating } from "../../apiserver/objects/metadata.ts";
import type { Controller } from "../controller.ts";

/** The account that every namespace has. */
export const serviceAccountController: Controller = {
  name: "service-account-controller",
  kinds: [{ apiVersion: "v1", kind: "Namespace" }],
  reconcile({ name }, { inside }) {
    const namespace = inside.get({ apiVersion: "v1", kind: "Namespace", namespace: "", name });
    if (!namespace || isTerminating(namespace)) return {};
    const account = { apiVersion: "v1", kind: "ServiceAccount", namespace: name, name: "default" };
    if (inside.get(account)) return {};
    inside.create({
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: "default", namespace: name },
    });
    return {};
  },
};

/** Every claim gets a volume at once. */
export const claimController: Controller = {
  name: "persistentvolume-binder",
  kinds: [{ apiVersion: "v1", kind: "PersistentVolumeClaim" }],
  reconcile(place, { inside }) {
    const claim = inside.get(place);
    if (!claim || isTerminating(claim)) return {};
    if (stringOf(field(claim, "status", "phase")) === "Bound") return {};
    const accessModes = field(claim, "spec", "accessModes") ?? [];
    const capacity = field(claim, "spec", "resources", "requests") ?? {};
    inside.patch(place, { status: { phase: "Bound", accessModes, capacity } }, "status");
    return {};
  },
};
