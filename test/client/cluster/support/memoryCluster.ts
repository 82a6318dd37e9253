import type { Access } from "../../../../client/cluster/api/access.ts";
import { type Fields, json } from "../../../../client/cluster/api/json.ts";
import type { WireAnswer, WireRequest } from "../../../../client/cluster/api/transport.ts";

/** A small API server without sockets: lists with pages, watches, merge patches, deletes, faults. */
export interface MemoryCluster {
  readonly access: Access;
  /** Everything that was asked, as `GET /apis/…`. */
  readonly asked: string[];
  /** Changes that arrived, with their bodies. */
  readonly written: { readonly method: string; readonly path: string; readonly body: Fields }[];
  /** Adds or replaces an object under a path such as `/apis/g/v1/namespaces/n/things/x`. */
  put(path: string, object: Fields): void;
  remove(path: string): void;
  get(path: string): Fields | undefined;
  /** Called after each change, as a controller would be. */
  onWrite(react: (path: string, object: Fields) => void): void;
  /** Answers instead of the server; `undefined` lets a request through. */
  fault: (request: WireRequest) => Fault | undefined;
  /** Forgets the past: watches from before get 410. */
  compact(): void;
  /** Breaks all lines; `hang` keeps them open and silent. */
  drop(): void;
  hang(isHanging: boolean): void;
  readonly watching: () => number;
  /** Times that credentials were asked for, and how many of them as fresh ones. */
  readonly opened: { all: number; fresh: number; closed: number };
}

export type Fault =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: Fields }
  | "reset"
  | "hang";

interface Watcher {
  readonly prefix: string;
  readonly push: (text: string) => void;
  readonly end: () => void;
}

export function memoryCluster(): MemoryCluster {
  const objects = new Map<string, Fields>();
  const watchers = new Set<Watcher>();
  const history: { readonly version: number; readonly path: string; readonly line: string }[] = [];
  const reactions: ((path: string, object: Fields) => void)[] = [];
  let version = 100;
  let oldest = 0;
  let isHanging = false;
  let nextUid = 1;

  const store = (path: string, object: Fields, type?: string) => {
    version += 1;
    const before = objects.get(path);
    const metadata = json.fields(object.metadata);
    const specChanged = JSON.stringify(before?.spec) !== JSON.stringify(object.spec);
    const generation =
      (json.number(json.at(before, "metadata", "generation")) ?? 0) + (specChanged ? 1 : 0);
    const uid = json.at(before, "metadata", "uid") ?? metadata.uid ?? `uid-${nextUid++}`;
    const stored = {
      ...object,
      metadata: { ...metadata, uid, generation, resourceVersion: String(version) },
    };
    if (type === "DELETED") objects.delete(path);
    else objects.set(path, stored);
    const line = `${JSON.stringify({ type: type ?? (before ? "MODIFIED" : "ADDED"), object: stored })}\n`;
    history.push({ version, path, line });
    if (!isHanging)
      for (const watcher of watchers) if (covers(watcher.prefix, path)) watcher.push(line);
    return stored;
  };

  const cluster: MemoryCluster = {
    asked: [],
    written: [],
    opened: { all: 0, fresh: 0, closed: 0 },
    fault: () => undefined,
    put: (path, object) => void store(path, object),
    remove: (path) => {
      const object = objects.get(path);
      if (object) store(path, object, "DELETED");
    },
    get: (path) => objects.get(path),
    onWrite: (react) => void reactions.push(react),
    compact: () => {
      oldest = version;
    },
    drop: () => {
      for (const watcher of [...watchers]) watcher.end();
    },
    hang: (value) => {
      isHanging = value;
    },
    watching: () => watchers.size,
    access: {
      async open(isFresh) {
        cluster.opened.all += 1;
        if (isFresh) cluster.opened.fresh += 1;
        return {
          value: {
            send,
            close: () => {
              cluster.opened.closed += 1;
              for (const watcher of [...watchers]) watcher.end();
            },
          },
        };
      },
    },
  };

  async function send(request: WireRequest, signal: AbortSignal): Promise<WireAnswer> {
    cluster.asked.push(`${request.method} ${request.path}`);
    const fault = isHanging ? "hang" : cluster.fault(request);
    if (fault === "hang")
      return new Promise((_, reject) => onAbort(signal, () => reject(new Error("aborted"))));
    if (fault === "reset") throw Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
    if (fault) return whole(fault.status, fault.body ?? {}, fault.headers);
    const [path = "", query = ""] = request.path.split("?", 2);
    const parameters = new URLSearchParams(query);
    if (request.method !== "GET") return change(request, path);
    if (parameters.get("watch") === "1") return watch(path, parameters, signal);
    const one = objects.get(path);
    if (one) return whole(200, one);
    if (path === "/version") return whole(200, { gitVersion: "v1.36.3" });
    return isCollection(path)
      ? list(path, parameters)
      : status(404, "NotFound", `${path} not found`);
  }

  function change(request: WireRequest, path: string): WireAnswer {
    const before = objects.get(path);
    const body = json.fields(json.parse(request.body ?? "{}"));
    cluster.written.push({ method: request.method, path: request.path, body });
    if (!before) return status(404, "NotFound", `${path} not found`);
    if (request.method === "DELETE") {
      store(path, before, "DELETED");
      return whole(200, { kind: "Status", status: "Success" });
    }
    const after = store(path, merged(before, body) as Fields);
    for (const react of reactions) react(path, after);
    return whole(200, after);
  }

  function list(path: string, parameters: URLSearchParams): WireAnswer {
    const start = Number(parameters.get("continue") ?? 0);
    const limit = Number(parameters.get("limit") ?? 500);
    const items = [...objects].filter(([at]) => covers(path, at)).map(([, object]) => object);
    const next = start + limit < items.length ? String(start + limit) : undefined;
    return whole(200, {
      kind: "List",
      metadata: { resourceVersion: String(version), ...(next ? { continue: next } : {}) },
      items: items.slice(start, start + limit),
    });
  }

  function watch(path: string, parameters: URLSearchParams, signal: AbortSignal): WireAnswer {
    const from = Number(parameters.get("resourceVersion") ?? 0);
    if (from < oldest) {
      const object = {
        kind: "Status",
        code: 410,
        reason: "Expired",
        message: "too old resource version",
      };
      return { ...whole(200, {}), body: once(`${JSON.stringify({ type: "ERROR", object })}\n`) };
    }
    const missed = history.filter((it) => from < it.version && covers(path, it.path));
    const queue = missed.map(({ line }) => line);
    let wake = () => {};
    let isOver = false;
    const watcher: Watcher = {
      prefix: path,
      push: (line) => {
        queue.push(line);
        wake();
      },
      end: () => {
        isOver = true;
        watchers.delete(watcher);
        wake();
      },
    };
    watchers.add(watcher);
    onAbort(signal, watcher.end);
    async function* body() {
      while (!isOver || queue.length > 0) {
        const line = queue.shift();
        if (line !== undefined) yield line;
        else
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
      if (signal.aborted) throw new Error("aborted");
    }
    return { ...whole(200, {}), body: body() };
  }
  return cluster;
}

function isCollection(path: string): boolean {
  const parts = path.split("/").filter(Boolean);
  const rest = parts.slice(parts[0] === "api" ? 2 : 3);
  return rest[0] === "namespaces" && rest.length > 2 ? rest.length === 3 : rest.length === 1;
}

/** Whether a list of this path holds an object under that path. */
function covers(list: string, path: string): boolean {
  const folder = path.slice(0, path.lastIndexOf("/"));
  return folder === list || folder.replace(/\/namespaces\/[^/]+(?=\/)/, "") === list;
}

function onAbort(signal: AbortSignal, run: () => void): void {
  if (signal.aborted) run();
  else signal.addEventListener("abort", run, { once: true });
}

async function* once(text: string) {
  yield text;
}

function whole(status: number, body: Fields, headers: Record<string, string> = {}): WireAnswer {
  return { status, headers, body: once(JSON.stringify(body)) };
}

const status = (code: number, reason: string, message: string) =>
  whole(code, { kind: "Status", status: "Failure", code, reason, message });

/** https://www.rfc-editor.org/rfc/rfc7396 */
function merged(target: unknown, patch: unknown): unknown {
  if (typeof patch !== "object" || patch === null || Array.isArray(patch)) return patch;
  const result: Record<string, unknown> = { ...json.fields(target) };
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = merged(result[name], value);
  }
  return result;
}
