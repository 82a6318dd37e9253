import type { JsonObject } from "../../../server/engine/canary/json.ts";
import { type Form, formOf } from "../accept.ts";
import type { ApiResponse } from "../apiRequest.ts";
import { apiVersionOf } from "../kind.ts";
import type { Matches } from "../labelSelector.ts";
import { metadataOf, withMetadata } from "../objects/metadata.ts";
import { failure, refuse } from "../refusal.ts";
import type { Change } from "../store.ts";
import { partial, table } from "../tables/table.ts";
import type { Target } from "../target.ts";
import { served } from "../versions.ts";
import { matcherOf } from "./list.ts";

/** Every change of a collection from one version on, each on a line of its own, until either side ends it. */
export function watch(target: Target): ApiResponse {
  const { cluster, kind, request } = target;
  const { store } = cluster;
  const options = optionsOf(request.query);
  const matches = matcherOf(target);
  const lineOf = lines(target);
  const told = (change: Change): string | undefined => {
    if (change.storage !== kind.storage) return undefined;
    const type = typeOf(change, (it) => matches(served(it, kind)));
    return type && lineOf(type, served(objectOf(change, type), kind));
  };
  if (options.from > 0 && options.from < store.oldest()) {
    const message = `too old resource version: ${options.from} (${store.oldest()})`;
    return answer(
      `${JSON.stringify({ type: "ERROR", object: failure(410, "Expired", message) })}\n`,
    );
  }
  const first = options.from > 0 ? [] : store.list(kind.storage).map(([, it]) => served(it, kind));
  const initial = first.filter(matches).map((it) => lineOf("ADDED", it));
  if (options.wantsEnd) initial.push(bookmark(target, { "k8s.io/initial-events-end": "true" }));
  if (options.from > 0) {
    for (const change of store.changesAfter(options.from)) {
      const line = told(change);
      if (line !== undefined) initial.push(line);
    }
  }
  return {
    ...answer(initial.join("")),
    stream(send, end) {
      const stops = [
        store.onChange((change) => {
          const line = told(change);
          if (line !== undefined) send(line);
        }),
        cluster.after(options.timeout * 1000, end),
      ];
      if (options.wantsBookmarks) stops.push(regularly(target, () => send(bookmark(target))));
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

const answer = (body: string): ApiResponse => ({
  status: 200,
  headers: { "content-type": "application/json", "cache-control": "no-cache, private" },
  body,
});

interface WatchOptions {
  /** 0: begin with what there is. */
  readonly from: number;
  readonly wantsBookmarks: boolean;
  /** Seconds after which the server ends the watch. */
  readonly timeout: number;
  /** After what there is comes a bookmark that says so. */
  readonly wantsEnd: boolean;
}

function optionsOf(query: URLSearchParams): WatchOptions {
  const text = query.get("resourceVersion") ?? "";
  const isWhole = query.get("sendInitialEvents") === "true";
  const from = text === "" ? 0 : Number(text);
  if (!Number.isInteger(from)) {
    const message = `strconv.ParseUint: parsing "${text}": invalid syntax`;
    return refuse(500, "", message);
  }
  const wantsBookmarks = query.get("allowWatchBookmarks") === "true";
  return {
    from: isWhole ? 0 : from,
    wantsBookmarks,
    wantsEnd: isWhole && wantsBookmarks,
    timeout: Number(query.get("timeoutSeconds")) || 1800,
  };
}

/** A bookmark a minute, as the API server sends them. */
function regularly({ cluster }: Target, callback: () => void): () => void {
  let stop = () => {};
  const next = () => {
    stop = cluster.after(60_000, () => {
      callback();
      next();
    });
  };
  next();
  return () => stop();
}

/** What no longer matches is told as it was when it did, with the version of the change. */
function objectOf({ before, object, isDeleted }: Change, type: string): JsonObject {
  if (type !== "DELETED" || isDeleted || !before) return object;
  return withMetadata(before, { resourceVersion: metadataOf(object).resourceVersion });
}

/** What a change is to somebody who sees only what matches; `undefined`: nothing. */
function typeOf({ before, object, isDeleted }: Change, matches: Matches): string | undefined {
  const was = before !== undefined && matches(before);
  const is = !isDeleted && matches(object);
  if (was && is) return "MODIFIED";
  if (is) return "ADDED";
  return was ? "DELETED" : undefined;
}

/** How an event is written in the form that the client wants; only the first row brings headers. */
function lines({ cluster, kind, request }: Target): (type: string, object: JsonObject) => string {
  const form = formOf(request.headers.accept, request.query);
  let isFirst = true;
  return (type, object) => {
    const shown = inForm(form, object, (it, included) =>
      table([it], kind, {
        included,
        now: cluster.now(),
        metadata: versionIn(it),
        withoutHeaders: !isFirst,
      }),
    );
    isFirst = false;
    return `${JSON.stringify({ type, object: shown })}\n`;
  };
}

const versionIn = ({ metadata }: JsonObject): JsonObject => ({
  resourceVersion: (metadata as JsonObject).resourceVersion,
});

function inForm(
  form: Form,
  object: JsonObject,
  asTable: (object: JsonObject, included: Extract<Form, { as: "table" }>["included"]) => JsonObject,
): JsonObject {
  if (form.as === "table") return asTable(object, form.included);
  return form.as === "partial" ? partial(object) : object;
}

/** A line that only says how far the watch is. */
function bookmark({ cluster, kind, request }: Target, annotations?: JsonObject): string {
  const form = formOf(request.headers.accept, request.query);
  const metadata: JsonObject = {
    resourceVersion: String(cluster.store.version()),
    ...(annotations && { annotations }),
  };
  const empty = { kind: kind.kind, apiVersion: apiVersionOf(kind), metadata };
  const object = form.as === "partial" ? partial(empty) : empty;
  return `${JSON.stringify({ type: "BOOKMARK", object })}\n`;
}
