import { field, type JsonObject, listOf, stringOf } from "../../server/engine/canary/json.ts";
import type { ApiServer } from "./apiServer.ts";
import { apiVersionOf } from "./apiVersionOf.ts";
import { serve } from "./knative.ts";
import type { ScriptedEdit } from "./scenario.ts";
import type { Tape } from "./tape.ts";

/** Does what people do to the cluster between two ticks; answers with the edit as a recording tells it. */
export async function doEdit(
  api: ApiServer,
  tape: Tape,
  edit: ScriptedEdit,
  recorder: string,
): Promise<object> {
  const { namespace } = tape.scenario;
  switch (edit.what) {
    case "gateway":
      tape.gatewayLag = edit.lag ?? 0;
      return edit;
    case "pods":
      await turnPods(api, namespace, edit);
      return edit;
    case "create": {
      const answer = await create(api, edit.body ?? {}, namespace, recorder);
      return { ...edit, code: answer.code };
    }
    default: {
      const [kind = "", name = ""] = (edit.object ?? "").split("/");
      const path = await api.pathOf(apiVersionOf(tape, kind), kind, namespace, name);
      const isDeletion = edit.what === "delete";
      if (isDeletion && kind === "Canary") tape.isDeleted = true;
      const answer = isDeletion
        ? await api.call("DELETE", path)
        : await api.call("PATCH", path, here(edit.body ?? {}, recorder), MERGE_PATCH);
      if (kind === "Canary" && answer.code === 200 && !isDeletion) tape.canary = answer.body;
      if (answer.code === 200 && !isDeletion) await serve(api, answer.body);
      return { ...edit, code: answer.code };
    }
  }
}

export async function create(
  api: ApiServer,
  object: JsonObject,
  namespace: string,
  recorder: string,
): Promise<{ readonly code: number; readonly body: JsonObject }> {
  const { apiVersion, kind, metadata } = object;
  const folder = stringOf(field(metadata, "namespace")) || namespace;
  const path = await api.pathOf(stringOf(apiVersion), stringOf(kind), folder);
  const answer = await api.call("POST", path, here(object, recorder));
  if (answer.code < 300) await serve(api, answer.body);
  return answer;
}

const MERGE_PATCH = "application/merge-patch+json";

/** The recorder's real address where a scenario speaks of `http://recorder`. */
const here = (object: JsonObject, recorder: string): JsonObject =>
  JSON.parse(JSON.stringify(object).replaceAll("http://recorder", recorder));

async function turnPods(
  api: ApiServer,
  namespace: string,
  { match = "", count = 1, ready }: ScriptedEdit,
): Promise<void> {
  const folder = `/api/v1/namespaces/${namespace}/pods`;
  const names = listOf((await api.call("GET", folder)).body.items)
    .map((it) => stringOf(field(it, "metadata", "name")))
    .filter((it) => it.startsWith(match))
    .sort();
  const body = { metadata: { annotations: { "pods.test/ready": ready ? null : "false" } } };
  for (const name of names.slice(0, count)) {
    await api.call("PATCH", `${folder}/${name}`, body, MERGE_PATCH);
  }
}
