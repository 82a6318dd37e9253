import { expect, test } from "vitest";
import { entryOf, placeOfEntry } from "../../../../demo/controllers/flux/kustomize/inventory.ts";

test.for([
  ["apps_web_apps_Deployment", "apps/v1", "Deployment", "apps", "web"],
  ["apps_cm__ConfigMap", "v1", "ConfigMap", "apps", "cm"],
  ["_apps__Namespace", "v1", "Namespace", "", "apps"],
  [
    "_system__reader_rbac.authorization.k8s.io_ClusterRole",
    "rbac.authorization.k8s.io/v1",
    "ClusterRole",
    "",
    "system:reader",
  ],
] as const)("%s", ([id, apiVersion, kind, namespace, name]) => {
  const place = { apiVersion, kind, namespace, name };
  const entry = { id, v: "v1" };
  expect(entryOf(place)).toEqual(entry);
  expect(placeOfEntry(entry)).toEqual(place);
});
