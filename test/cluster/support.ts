import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { clusterAccess } from "../../client/cluster/api/clusterAccess.ts";
import type { Connection } from "../../client/cluster/api/connection.ts";
import type { Desk } from "../../client/cluster/api/desk.ts";
import { discover } from "../../client/cluster/api/discovery.ts";
import type { Outcome } from "../../client/cluster/api/failure.ts";
import { type Fields, json } from "../../client/cluster/api/json.ts";
import { kubeLibrary } from "../../client/cluster/api/kube.ts";
import { type KubeContext, kubeconfigOf } from "../../client/cluster/api/kubeconfig.ts";
import { loadKubeconfig } from "../../client/cluster/api/loadKubeconfig.ts";
import { pathOf } from "../../client/cluster/api/requestPath.ts";
import { openSession } from "../../client/cluster/api/session.ts";
import { realTime, type Time } from "../../client/cluster/api/time.ts";
import type { Question } from "../../client/cluster/api/write.ts";

export const never: AbortSignal = new AbortController().signal;

/** The value, or a failed test that says why there is none. */
export function well<Value>(outcome: Outcome<Value>): Value {
  if (outcome.failure) throw new Error(`${outcome.failure.kind}: ${outcome.failure.sentence}`);
  return outcome.value;
}

/** A person at a cluster, as the extension seats him: with a real kubeconfig, real sockets, real time. */
export interface Seat {
  readonly desk: Desk;
  readonly connection: Connection;
  readonly questions: Question[];
  readonly close: () => void;
}

/** @param change alters the context before it is used, such as its token */
export async function seatAt(
  file: string,
  change: (context: KubeContext) => KubeContext = (it) => it,
  time: Time = realTime,
): Promise<Seat> {
  const library = await kubeLibrary();
  const around = { setting: file, environment: {} };
  const questions: Question[] = [];
  const session = openSession({
    time,
    load: () => loadKubeconfig(around, library.parse),
    protectedContexts: () => [],
    access: (context) =>
      clusterAccess({
        context: () => change(context()),
        isTrusted: () => true,
        library: kubeLibrary,
        userAgent: "flightpath-test",
      }),
  });
  await session.reread();
  const pin = well(session.pin(session.kubeconfig()?.current ?? ""));
  const connection = well(session.connection(pin));
  const served = await discover(connection, never);
  const desk: Desk = {
    session,
    pin,
    served: served.value ?? { resources: [], known: [], find: () => undefined },
    time,
    ports: {
      async confirm(question) {
        questions.push(question);
        return true;
      },
      log: () => {},
    },
  };
  return { desk, connection, questions, close: () => session.close() };
}

/** Sets a scene on a cluster, past the client that is tested. */
export interface Stage {
  apply(...objects: readonly Fields[]): Promise<void>;
  remove(path: string): Promise<void>;
  read(path: string): Promise<Fields>;
  /** Creates something below a path that nobody keeps, such as a TokenRequest. */
  post(path: string, body: Fields): Promise<Fields>;
  close(): void;
}

export async function stageOn(file: string): Promise<Stage> {
  const library = await kubeLibrary();
  const config = kubeconfigOf([{ path: file, text: readFileSync(file, "utf8") }], {
    parse: library.parse,
    read: (path) => readFileSync(join(dirname(file), path), "utf8"),
  });
  const context = config.contexts.find(({ name }) => name === config.current);
  if (!context) throw new Error(`no current context in ${file}`);
  const access = clusterAccess({
    context: () => context,
    isTrusted: () => true,
    library: kubeLibrary,
    userAgent: "stage",
  });
  const seat = await seatAt(file);
  const call = async (method: "PATCH" | "DELETE" | "GET" | "POST", path: string, body?: Fields) => {
    const transport = well(await access.open(false, never));
    try {
      const headers = {
        "content-type": method === "PATCH" ? "application/apply-patch+yaml" : "application/json",
      };
      const answer = await transport.send(
        { method, path, headers, ...(body ? { body: JSON.stringify(body) } : {}) },
        never,
      );
      let text = "";
      for await (const piece of answer.body) text += piece;
      if (answer.status >= 400 && !(method === "DELETE" && answer.status === 404))
        throw new Error(`${method} ${path}: ${text}`);
      return json.fields(json.parse(text));
    } finally {
      transport.close();
    }
  };
  return {
    async apply(...objects) {
      for (const object of objects) {
        const [version = "", group = ""] = String(object.apiVersion).split("/").reverse();
        const resource = seat.desk.served.resources.find(
          (it) => it.kind === object.kind && it.group === group && it.version === version,
        );
        if (!resource) throw new Error(`no resource for ${object.kind}`);
        const { name, namespace } = json.fields(object.metadata);
        const path = pathOf(resource, json.text(namespace), json.text(name));
        await call("PATCH", `${path}?fieldManager=stage&force=true`, object);
      }
    },
    remove: async (path) => void (await call("DELETE", path)),
    read: (path) => call("GET", path),
    post: (path, body) => call("POST", path, body),
    close: seat.close,
  };
}

/** Looks again and again until something is so. */
export async function until<Value>(
  what: string,
  look: () => Value | undefined | false | Promise<Value | undefined | false>,
  seconds = 30,
): Promise<Value> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (end < Date.now()) throw new Error(`not within ${seconds} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export const namespaceOf = (name: string): Fields => ({
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name },
});
