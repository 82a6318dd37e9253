import { field, listOf, stringOf } from "../../../server/engine/canary/json.ts";
import type { ApiResponse } from "../apiRequest.ts";
import type { Cluster } from "../cluster.ts";
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
  const answer = { status: 200, headers: { "content-type": "text/plain" }, body };
  if (request.query.get("follow") !== "true") return answer;
  const written = () => cluster.logs({ namespace, pod: name, container });
  return { ...answer, stream: (send, end) => follow(cluster, text, written, send, end) };
}

/** Sends what is written from now on; a container that is gone writes no more. */
function follow(
  cluster: Cluster,
  text: string,
  written: () => string | undefined,
  send: (text: string) => void,
  end: () => void,
): () => void {
  let seen = text;
  let stop = () => {};
  const next = () => {
    stop = cluster.after(ROUND, () => {
      const now = written();
      if (now === undefined) return end();
      const fresh = freshLines(seen, now);
      if (fresh !== "") send(fresh);
      seen = now;
      next();
    });
  };
  next();
  return () => stop();
}

/** Milliseconds between two looks. */
const ROUND = 500;

/** The lines behind the last one that was seen; a log may have lost its first lines. */
function freshLines(seen: string, now: string): string {
  if (now.startsWith(seen)) return now.slice(seen.length);
  const last = seen.slice(seen.lastIndexOf("\n", seen.length - 2) + 1);
  const at = now.lastIndexOf(last);
  return at < 0 ? now : now.slice(at + last.length);
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
