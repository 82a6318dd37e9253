import { expect, test } from "vitest";
import { callWebhook } from "../../../server/engine/canary/callWebhook.ts";
import type { Webhook } from "../../../server/engine/canary/canary.ts";
import type { Run } from "../../../server/engine/canary/run.ts";
import { expectTold } from "../../support/expectTold.ts";
import { played, revision } from "../../support/told.ts";
import { podinfo } from "./scenes.ts";

test("a failing check before the rollout is a failed check", () => {
  expectTold(
    podinfo(
      "stepWeight: 50, webhooks: [{ name: pre, type: pre-rollout, url: http://x/ }, { name: post, type: post-rollout, url: http://x/ }, { name: last, type: post-rollout, url: http://x/ }]",
    ),
    {
      ticks: 6,
      edits: { 2: [revision("podinfo", "a:2")] },
      webhooks: { pre: [{ status: 400, body: "no" }], post: [{ status: 400, body: "oh" }] },
    },
    `
      3 Progressing 100/0
        - Starting canary analysis for podinfo.test (Progressing)
        > pre pre-rollout (Progressing) 400
        ! Halt cd.test advancement pre-rollout check pre failed no (Progressing)
        = Progressing weight 0 iterations 0 failed 1
      4 Progressing 100/0
        - Starting canary analysis for podinfo.test (Progressing)
        > pre pre-rollout (Progressing) 400
        ! Halt cd.test advancement pre-rollout check pre failed no (Progressing)
        = Progressing weight 0 iterations 0 failed 2
      5 Failed 100/0
        ! Rolling back cd.test failed checks threshold reached 2 (Progressing)
        + update TrafficSplit/podinfo
        ! Canary failed! Scaling down cd.test (Failed)
        + patch Deployment/podinfo x0
        = Failed weight 0 iterations 0 failed 0
        > post post-rollout (Failed) 400
        ! Post-rollout hook post failed oh (Progressing)
    `,
  );
});

test("retries, time-outs, and what comes after a failure", () => {
  expectTold(
    podinfo(
      "stepWeight: 50, webhooks: [{ name: a, url: http://x/, retries: 1, timeout: 2s }, { name: b, url: http://x/ }], metrics: [{ name: request-success-rate, thresholdRange: { min: 99 } }]",
    ),
    {
      ticks: 8,
      edits: { 2: [revision("podinfo", "a:2")] },
      webhooks: { a: [500, 200, 429, { status: 200, delay: 3000 }, 503, 502] },
    },
    `
      4 Progressing 0/100
        > a - (Progressing) 500
        > a - (Progressing) 200
        > b - (Progressing) 200
        ? request-success-rate = 100
        + update TrafficSplit/podinfo
        = Progressing weight 100 iterations 0 failed 0
        - Advance cd.test canary weight 100 (Progressing)
      5 Progressing 0/100
        > a - (Progressing) 429
        > a - (Progressing) 200
        ! Halt cd.test advancement external check a failed POST http://x/ giving up after 2 attempt(s): Post "http://x/": context deadline exceeded (Client.Timeout exceeded while awaiting headers) (Progressing)
        = Progressing weight 100 iterations 0 failed 1
      6 Progressing 0/100
        > a - (Progressing) 503
        > a - (Progressing) 502
        ! Halt cd.test advancement external check a failed POST http://x/ giving up after 2 attempt(s) (Progressing)
        = Progressing weight 100 iterations 0 failed 2
      7 Failed 100/0
        ! Rolling back cd.test failed checks threshold reached 2 (Progressing)
        + update TrafficSplit/podinfo
        ! Canary failed! Scaling down cd.test (Failed)
        + patch Deployment/podinfo x0
        = Failed weight 0 iterations 0 failed 0
    `,
  );
});

test("a status of 203 fails with its body, 202 passes", () => {
  expectTold(
    podinfo("stepWeight: 50, threshold: 9, webhooks: [{ name: a, url: http://x/ }]"),
    {
      ticks: 6,
      edits: { 2: [revision("podinfo", "a:2")] },
      webhooks: { a: [{ status: 203, body: "maybe" }, 202] },
    },
    `
      4 Progressing 50/50
        > a - (Progressing) 203
        ! Halt cd.test advancement external check a failed maybe (Progressing)
        = Progressing weight 50 iterations 0 failed 1
      5 Progressing 0/100
        > a - (Progressing) 202
        + update TrafficSplit/podinfo
        = Progressing weight 100 iterations 0 failed 1
        - Advance cd.test canary weight 100 (Progressing)
    `,
  );
});

test("nobody listens", () => {
  expectTold(
    podinfo("stepWeight: 50, threshold: 9, webhooks: [{ name: a, url: https://there/x }]"),
    { ticks: 5, edits: { 2: [revision("podinfo", "a:2")] }, webhooks: { a: [0] } },
    `
      4 Progressing 50/50
        > a - (Progressing) 0
        ! Halt cd.test advancement external check a failed POST https://there/x giving up after 1 attempt(s): Post "https://there/x": dial tcp there:443: connect: connection refused (Progressing)
        = Progressing weight 50 iterations 0 failed 1
    `,
  );
});

const REFUSED = "connect: connection refused";

test.for([
  ["http://there/%zz", 'parse "http://there/%zz": invalid URL escape "%zz"'],
  ["http://there:80:http/", 'parse "http://there:80:http/": invalid port ":80:http" after host'],
  ["http://[::1", `parse "http://[::1": missing ']' in host`],
  ["http://the re/", 'parse "http://the re/": invalid character " " in host name'],
  ["http://a b@there/", 'parse "http://a b@there/": net/url: invalid userinfo'],
  [":there", 'parse ":there": missing protocol scheme'],
  ["1:2", 'parse "1:2": first path segment in URL cannot contain colon'],
  ["there\n", 'parse "there\\n": net/url: invalid control character in URL'],
  ["", 'POST  giving up after 1 attempt(s): Post "": unsupported protocol scheme ""'],
  [
    "there:80",
    'POST there:80 giving up after 1 attempt(s): Post "there:80": unsupported protocol scheme "there"',
  ],
  [
    "http:///x",
    'POST http:///x giving up after 2 attempt(s): Post "http:///x": http: no Host in request URL',
  ],
  [
    "HTTP://there/ä b/%2F?q#f",
    `POST http://there/%C3%A4%20b//?q#f giving up after 2 attempt(s): Post "http://there/%C3%A4%20b//?q#f": dial tcp there:80: ${REFUSED}`,
  ],
  [
    "https://me:secret@there:8443/x",
    `POST https://me:xxxxx@there:8443/x giving up after 2 attempt(s): Post "https://me:***@there:8443/x": dial tcp there:8443: ${REFUSED}`,
  ],
])("an address that leads nowhere: %j", ([url = "", told]) => {
  const nobody = { say: () => undefined, askWebhook: () => ({ status: 0 }) };
  const webhook = { name: "a", url, retries: 1, timeout: "" };
  expect(callWebhook(nobody as unknown as Run, webhook as Webhook, "Progressing")).toBe(told);
});

test("events reach no address that leads nowhere", () => {
  const scene = podinfo("stepWeight: 50, webhooks: [{ name: e, type: event, url: there }]");
  const [first] = played(scene, { ticks: 1 }).ticks;
  const events = first?.calls.filter((it) => it.call === "event") ?? [];
  expect(events.map((it) => it.isLost)).toEqual([true, true]);
});

test("a timeout that is no duration", () => {
  expectTold(
    podinfo("stepWeight: 50, threshold: 9, webhooks: [{ name: a, url: http://x/, timeout: 1min }]"),
    { ticks: 5, edits: { 2: [revision("podinfo", "a:2")] } },
    `
      4 Progressing 50/50
        ! Halt cd.test advancement external check a failed time: unknown unit "min" in duration "1min" (Progressing)
        = Progressing weight 50 iterations 0 failed 1
    `,
  );
});

test("rollback webhooks are tried until one succeeds", () => {
  expectTold(
    podinfo(
      "stepWeight: 20, webhooks: [{ name: a, type: rollback, url: http://x/ }, { name: b, type: rollback, url: http://x/ }]",
    ),
    {
      ticks: 5,
      edits: { 2: [revision("podinfo", "a:2")] },
      webhooks: { a: [403], b: [403, 200] },
      flags: { alertChannel: "general" },
    },
    `
      3 Progressing 80/20
        > a rollback (Progressing) 403
        - Rollback hook a not signaling a rollback (Progressing)
        > b rollback (Progressing) 403
        - Rollback hook b not signaling a rollback (Progressing)
        - Starting canary analysis for podinfo.test (Progressing)
        + update TrafficSplit/podinfo
        = Progressing weight 20 iterations 0 failed 0
        - Advance cd.test canary weight 20 (Progressing)
      4 Failed 100/0
        > a rollback (Progressing) 403
        - Rollback hook a not signaling a rollback (Progressing)
        > b rollback (Progressing) 200
        ! Rollback check b passed (Progressing)
        ! Rolling back cd.test manual webhook invoked (Progressing)
        @ warn Rolling back manual webhook invoked [] general
        + update TrafficSplit/podinfo
        ! Canary failed! Scaling down cd.test (Failed)
        + patch Deployment/podinfo x0
        = Failed weight 0 iterations 0 failed 0
    `,
  );
});

test("all event webhooks get every event", () => {
  expectTold(
    podinfo(
      "stepWeight: 100, webhooks: [{ name: e, type: event, url: http://x/ }, { name: f, type: event, url: http://x/ }]",
    ),
    { ticks: 3, edits: { 2: [revision("podinfo", "a:2")] } },
    `
      1 Initialized 100/0
        - all the metrics providers are available! (Initializing to e)
        - all the metrics providers are available! (Initializing to f)
        + create Service/podinfo
        + patch Deployment/podinfo x0
        + create TrafficSplit/podinfo
        = Initialized weight 0 iterations 0 failed 0
        - Initialization done! cd.test (Initialized to e)
        - Initialization done! cd.test (Initialized to f)
      2 Progressing 100/0
        - New revision detected! Scaling up podinfo.test (Progressing to e)
        - New revision detected! Scaling up podinfo.test (Progressing to f)
        + patch Deployment/podinfo x1
        = Progressing weight 0 iterations 0 failed 0
    `,
  );
});

test("post-rollout webhooks are called before the promotion is told", () => {
  expectTold(
    podinfo("stepWeight: 100, webhooks: [{ name: post, type: post-rollout, url: http://x/ }]"),
    { ticks: 7, edits: { 2: [revision("podinfo", "a:2")] } },
    `
      6 Succeeded 100/0
        + patch Deployment/podinfo x0
        = Succeeded weight 0 iterations 0 failed 0
        > post post-rollout (Succeeded) 200
        - Post-rollout check post passed (Succeeded)
        - Promotion completed! Scaling down podinfo.test (Succeeded)
    `,
  );
});

test("an event that is not taken is posted again, as often as its webhook is tried again", () => {
  expectTold(
    podinfo(
      "stepWeight: 100, webhooks: [{ name: e, type: event, url: http://x/, retries: 1 }, { name: f, type: event, url: http://x/, timeout: 1min }]",
    ),
    { ticks: 1, edits: { 0: [revision("podinfo", "a:2")] }, webhooks: { e: [500, 200, 503] } },
    `
      0 Initializing
        + create Service/podinfo-canary
        + create Service/podinfo-primary
        - all the metrics providers are available! (Initializing to e)
        - all the metrics providers are available! (Initializing to e)
        - all the metrics providers are available! (Initializing to f)
        + create Deployment/podinfo-primary x1
        ! podinfo-primary.test not ready: waiting for rollout to finish: observed deployment generation less than desired generation (Initializing to e)
        ! podinfo-primary.test not ready: waiting for rollout to finish: observed deployment generation less than desired generation (Initializing to e)
        ! podinfo-primary.test not ready: waiting for rollout to finish: observed deployment generation less than desired generation (Initializing to f)
    `,
  );
});
