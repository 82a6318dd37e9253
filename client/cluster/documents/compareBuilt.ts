import { randomUUID } from "node:crypto";
import { builtObject } from "../../../protocol/builtObject.ts";
import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import type { LanguageServer } from "../../languageClient.ts";
import type { Desk } from "../api/desk.ts";
import type { Outcome } from "../api/failure.ts";
import { nameOf } from "../api/kubeObject.ts";
import { type Compared, compare } from "./compare.ts";

/**
 * Compares an object with what the workspace makes of it.
 *
 * @param build the build that is meant; absent: the first that gives it
 */
export async function compareBuilt(
  desk: Desk,
  server: LanguageServer,
  identity: ObjectIdentity,
  build: string | undefined,
  signal: AbortSignal,
): Promise<Outcome<Compared>> {
  const salt = randomUUID();
  const { found, problems } = await server.send(builtObject, { identity, salt });
  const item = build === undefined ? found[0] : found.find((it) => it.id === build);
  if (item) return compare(desk, identity, { ...item, salt }, signal);
  const why = problems[0] ? ` A build fails: ${problems[0]}` : "";
  const sentence = `No build of the workspace gives ${nameOf(identity)}.${why}`;
  return { failure: { kind: "missing", sentence } };
}
