import type { WebhookType } from "../../canary/canary.ts";
import { isObject, type JsonObject, numberOf, stringOf } from "../../canary/json.ts";
import { goDuration } from "../../goDuration.ts";
import { memo } from "../../memo.ts";
import type { Path } from "../../node.ts";
import type { CanaryReading } from "./canary.ts";
import { mayChange } from "./metricsOf.ts";

/** One entry of `analysis.webhooks` as its rules read it. */
export interface Webhook {
  readonly at: Path;
  readonly name: string;
  readonly type: WebhookType;
  readonly isTyped: boolean;
  readonly url: string;
  /** Without its port; `""` where the URL is none. */
  readonly host: string;
  /** Without query; `/` where there is none. */
  readonly path: string;
  readonly hasTimeout: boolean;
  /** The time one call may take; `undefined` where Flagger cannot read it. */
  readonly seconds: number | undefined;
  readonly retries: number;
  readonly muteAlert: boolean;
  readonly metadata: JsonObject;
  /** What Flagger's load tester is asked to run; `undefined` for other receivers and other paths. */
  readonly task: Task | undefined;
}

export interface Task {
  /** `cmd` where none is written. */
  readonly type: string;
  readonly command: string;
}

/** The webhooks of a Canary; those in which something is still to be filled in are left out. */
export const webhooksOf: (canary: CanaryReading) => readonly Webhook[] = memo((canary) => {
  const at = ["spec", "analysis", "webhooks"];
  if (!canary.has(at) || !canary.isSettled(at)) return [];
  return canary.listAt(at).flatMap((it, index) => {
    if (!isObject(it) || mayChange(it)) return [];
    const type = stringOf(it.type) || "rollout";
    return isType(type) ? [webhook(it, type, [...at, index])] : [];
  });
});

function webhook(it: JsonObject, type: WebhookType, at: Path): Webhook {
  const url = stringOf(it.url);
  const [, host = "", path = ""] = URL_PARTS.exec(url) ?? [];
  const timeout = stringOf(it.timeout);
  const metadata = isObject(it.metadata) ? it.metadata : {};
  const isTask = isLoadTester(host) && (path === "" || path === "/");
  const duration = goDuration(timeout.length < 2 ? DEFAULT_TIMEOUT : timeout);
  return {
    at,
    name: stringOf(it.name),
    type,
    isTyped: stringOf(it.type) !== "",
    url,
    host,
    path: path || "/",
    hasTimeout: timeout.length >= 2,
    seconds: "seconds" in duration ? duration.seconds : undefined,
    retries: Math.max(0, numberOf(it.retries)),
    muteAlert: it.muteAlert === true,
    metadata,
    task: isTask
      ? {
          type: stringOf(metadata.type) || "cmd",
          command: stringOf(metadata.cmd).slice(0, LOOKED_AT),
        }
      : undefined,
  };
}

const URL_PARTS = /^https?:\/\/([^/?#:]+)(?::\d+)?([^?#]*)/;

/** Characters of a command that are looked at: nobody writes more, and patterns stay quick. */
const LOOKED_AT = 2000;

const DEFAULT_TIMEOUT = "10s";

/** Flagger's load tester, also when it is set up for Helm tests: everybody calls its Service so. */
export const isLoadTester = (host: string): boolean =>
  /(load|helm)-?tester/.test(host.split(".")[0] ?? "");

const TYPES: ReadonlySet<string> = new Set<WebhookType>([
  "rollout",
  "confirm-rollout",
  "pre-rollout",
  "confirm-promotion",
  "post-rollout",
  "event",
  "rollback",
  "confirm-traffic-increase",
]);

const isType = (it: string): it is WebhookType => TYPES.has(it);
