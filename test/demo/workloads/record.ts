// Records anew what a real kube-controller-manager makes of the steps: node test/demo/workloads/record.ts KUBECONFIG
// KUBECONFIG leads to the test control plane (test/cluster/control-plane), whose pods are ready at once.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isObject, type JsonObject, listOf, stringOf } from "../../../server/engine/canary/json.ts";
import { apiServer } from "../../flagger/apiServer.ts";
import { objectsIn } from "../support/objectsIn.ts";
import { picture } from "./picture.ts";
import { recordedKinds, steps } from "./steps.ts";

const api = apiServer(process.argv[2] ?? "");
await api.call("POST", "/api/v1/namespaces", {
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name: "apps" },
});
const recorded: Record<string, unknown> = {};
for (const { title, apply, seconds } of steps) {
  for (const object of objectsIn(apply)) {
    const { name } = object.metadata as JsonObject;
    const path = await api.pathOf(
      stringOf(object.apiVersion),
      stringOf(object.kind),
      "apps",
      stringOf(name),
    );
    const query = "?fieldManager=person&force=true";
    const { code, body } = await api.call(
      "PATCH",
      path + query,
      object,
      "application/apply-patch+yaml",
    );
    if (code > 201) throw new Error(`${title}: ${stringOf(body.message)}`);
  }
  await sleep(seconds * 1000);
  const objects: JsonObject[] = [];
  for (const [apiVersion, kind] of recordedKinds) {
    const { body } = await api.call("GET", await api.pathOf(apiVersion, kind, "apps"));
    for (const it of listOf(body.items))
      if (isObject(it)) objects.push({ apiVersion, kind, ...it });
  }
  recorded[title] = picture(objects);
}
await api.call("DELETE", "/api/v1/namespaces/apps");
const file = join(import.meta.dirname, "recorded.json");
writeFileSync(file, `${JSON.stringify(recorded, undefined, 1)}\n`);
api.agent.destroy();
