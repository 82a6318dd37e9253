import { expect, test } from "vitest";
import {
  commitOfRevision,
  type LensFacts,
  objectLens,
} from "../../../../client/cluster/lenses/objectLens.ts";
import { object } from "../support/objects.ts";

const sha = "abc1234def5678901234567890123456789012ab";
const now = Date.parse("2026-03-01T12:02:00Z");
const live = { kind: "live", since: now } as const;

const title = (yaml: string, more: Partial<LensFacts> = {}, head = "Kustomization apps"): string =>
  objectLens({ object: object(head, yaml), trust: live, now, ...more }).title;

const applied = `
  Ready: True ReconciliationSucceeded Applied revision
  status:
    lastAppliedRevision: main@sha1:${sha}
    history: [{ lastReconciled: "2026-03-01T12:00:00Z" }]
`;

test("a Kustomization that is ready tells what was applied and when", () => {
  expect(title(applied)).toBe("$(pass) Ready: applied main@abc1234 2 min ago");
});

test("how far HEAD is from what was applied", () => {
  const with_ = (ahead: number, behind: number) => title(applied, { distance: { ahead, behind } });
  const ready = "$(pass) Ready: applied main@abc1234 2 min ago";
  expect(with_(2, 0)).toBe(`${ready}, HEAD is 2 commits ahead`);
  expect(with_(0, 1)).toBe(`${ready}, HEAD is 1 commit behind`);
  expect(with_(3, 1)).toBe(`${ready}, HEAD is another line: 3 ahead, 1 behind`);
  expect(with_(0, 0)).toBe(ready);
});

test("other kinds have verbs of their own", () => {
  const source = `
    Ready: True Succeeded stored artifact
    status: { artifact: { revision: "main@sha1:${sha}", lastUpdateTime: "2026-03-01T11:00:00Z" } }
  `;
  expect(title(source, {}, "GitRepository apps")).toBe(
    "$(pass) Ready: fetched main@abc1234 62 min ago",
  );
  const release = `
    Ready: True InstallSucceeded Helm install succeeded
    status: { history: [{ chartVersion: 6.5.0, lastDeployed: "2026-03-01T12:01:50Z" }] }
  `;
  expect(title(release, {}, "HelmRelease apps")).toBe("$(pass) Ready: installed 6.5.0 10 s ago");
});

test("what is not well says the sentence that matters", () => {
  expect(title("Ready: 'False BuildFailed kustomize build failed: no such file'")).toBe(
    "$(error) Failed: no such file",
  );
  expect(title("Ready: False DependencyNotReady dependency 'a/b' is not ready")).toBe(
    "$(watch) Waits: dependency 'a/b' is not ready",
  );
  expect(title("")).toBe("$(question) Unknown: waiting to be reconciled");
  expect(title('{ spec: { suspend: true }, annotations: { flightpath/suspended-by: "me" } }')).toBe(
    "$(debug-pause) Suspended: suspended by me",
  );
});

test("words of the cluster neither draw icons nor obey terminals", () => {
  const said = title("Ready: False BuildFailed $(trash) \u001b[31mred\u001b[0m");
  expect(said).toBe("$(error) Failed: $\u200b(trash) red");
});

test("a Canary tells its share of the traffic and its failed checks", () => {
  const canary = (status: string) =>
    title(`{ spec: { analysis: { threshold: 3 } }, status: ${status} }`, {}, "Canary faces/face");
  expect(canary("{ phase: Progressing, canaryWeight: 15, failedChecks: 1 }")).toBe(
    "$(sync~spin) Progressing: 15 % of the traffic, failed checks 1 of 3",
  );
  expect(canary("{ phase: Failed, failedChecks: 3 }")).toBe(
    "$(error) Failed: rolled back, failed checks 3 of 3",
  );
  expect(canary("{ phase: Failed, failedChecks: 0 }")).toBe("$(error) Failed: rolled back");
  expect(canary("{ phase: Succeeded }")).toBe("$(pass) Succeeded: the new revision was promoted");
  expect(canary("{ phase: WaitingPromotion, canaryWeight: 50 }")).toBe(
    "$(watch) WaitingPromotion: 50 % of the traffic, failed checks 0 of 3, waits for approval of the promotion",
  );
});

test("what is old, forbidden, unknown or not there says so", () => {
  expect(title(applied, { trust: { kind: "stale", since: now, sentence: "Lost." } })).toMatch(
    /^\$\(pass\) Ready: applied .+, as of \d\d:\d\d:\d\d$/,
  );
  const without = (trust: LensFacts["trust"]) => objectLens({ object: undefined, trust, now });
  const sentence = "Cannot list kustomizations in flux-system.";
  expect(without({ kind: "forbidden", sentence })).toEqual({
    title: "$(lock) Forbidden",
    tooltip: sentence,
    state: "absent",
  });
  expect(without(live).title).toBe("$(circle-outline) Not in the cluster");
  expect(without({ kind: "loading" }).title).toBe("$(loading~spin) Being read");
  expect(without(undefined).title).toBe("$(circle-slash) The cluster does not know this kind");
});

test("the commit of a revision", () => {
  expect(commitOfRevision(`main@sha1:${sha}`)).toBe(sha);
  expect(commitOfRevision(`refs/heads/main@sha1:${sha}`)).toBe(sha);
  expect(commitOfRevision("latest@sha256:0123456789abcdef")).toBeUndefined();
});
