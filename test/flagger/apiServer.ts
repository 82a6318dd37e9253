import fs from "node:fs";
import https from "node:https";
import {
  field,
  isObject,
  type JsonObject,
  listOf,
  stringOf,
} from "../../server/engine/canary/json.ts";

/** The API server behind the recorder, with the rights of its administrator. */
export interface ApiServer {
  readonly url: string;
  readonly token: string;
  readonly agent: https.Agent;
  readonly call: (
    method: string,
    path: string,
    body?: JsonObject,
    type?: string,
  ) => Promise<ApiAnswer>;
  /** The path of an object, or of the list it is created in when `name` is absent. */
  readonly pathOf: (
    apiVersion: string,
    kind: string,
    namespace: string,
    name?: string,
  ) => Promise<string>;
}

export interface ApiAnswer {
  readonly code: number;
  readonly body: JsonObject;
}

export function apiServer(kubeconfig: string): ApiServer {
  const access = JSON.parse(fs.readFileSync(kubeconfig, "utf8")) as JsonObject;
  const cluster = field(listOf(access.clusters)[0], "cluster");
  const url = stringOf(field(cluster, "server"));
  const token = stringOf(field(listOf(access.users)[0], "user", "token"));
  const ca = Buffer.from(stringOf(field(cluster, "certificate-authority-data")), "base64");
  const agent = new https.Agent({ ca, keepAlive: true });
  const call: ApiServer["call"] = (method, path, body, type = "application/json") =>
    new Promise((done, failed) => {
      const headers = { authorization: `Bearer ${token}`, accept: "application/json" };
      const request = https.request(
        url + path,
        { method, agent, headers: body ? { ...headers, "content-type": type } : headers },
        (response) => {
          let text = "";
          response.setEncoding("utf8").on("data", (part) => {
            text += part;
          });
          response.on("end", () => done({ code: response.statusCode ?? 0, body: objectIn(text) }));
        },
      );
      request.on("error", failed);
      request.end(body && JSON.stringify(body));
    });
  const known = new Map<string, Promise<JsonObject>>();
  return {
    url,
    token,
    agent,
    call,
    pathOf: async (apiVersion, kind, namespace, name) => {
      const root = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
      const resources = known.get(root) ?? call("GET", root).then((it) => it.body);
      known.set(root, resources);
      const resource = listOf((await resources).resources).find(
        (it) => field(it, "kind") === kind && !stringOf(field(it, "name")).includes("/"),
      );
      if (!resource) throw new Error(`The API server knows no ${kind} of ${apiVersion}.`);
      const folder = field(resource, "namespaced") ? `${root}/namespaces/${namespace}` : root;
      const list = `${folder}/${stringOf(field(resource, "name"))}`;
      return name === undefined ? list : `${list}/${name}`;
    },
  };
}

/** The object in a text; empty where there is none. */
function objectIn(text: string): JsonObject {
  try {
    const it = JSON.parse(text);
    return isObject(it) ? it : {};
  } catch {
    return {};
  }
}
