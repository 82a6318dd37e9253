import { field, listOf, stringOf } from "../../../server/engine/canary/json.ts";
import type { ApiResponse } from "../apiRequest.ts";
import { refusals } from "../refusals.ts";
import type { Target } from "../target.ts";
import { existing } from "../writes/existing.ts";

/** What a container of a pod wrote, or the end of it. */
export function readLog(target: Target): ApiResponse {
  const { request, cluster, namespace, name } = target;
  const names = listOf(field(existing(target), "spec", "containers")).map((it) =>
    stringOf(field(it, "name")),
  );
  const container = request.query.get("container") ?? (names.length === 1 ? names[0] : undefined);
  if (container === undefined) {
    return refusals.badRequest(
      `a container name must be specified for pod ${name}, choose one of: [${names.join(" ")}]`,
    );
  }
  if (!names.includes(container))
    refusals.badRequest(`container ${container} is not valid for pod ${name}`);
  const text = cluster.logs({ namespace, pod: name, container });
  if (text === undefined) {
    return refusals.badRequest(
      `container "${container}" in pod "${name}" is waiting to start: ContainerCreating`,
    );
  }
  const lines = Number(request.query.get("tailLines") ?? Number.NaN);
  const body = Number.isNaN(lines) ? text : tail(text, lines);
  return { status: 200, headers: { "content-type": "text/plain" }, body };
}

function tail(text: string, count: number): string {
  const lines = text.split("\n").filter((it) => it !== "");
  return count === 0
    ? ""
    : lines
        .slice(-count)
        .map((it) => `${it}\n`)
        .join("");
}
