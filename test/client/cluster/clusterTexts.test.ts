import { expect, test } from "vitest";
import type { Question } from "../../../client/cluster/api/write.ts";
import { type ContextModel, contextStatusText } from "../../../client/cluster/contextStatusText.ts";
import { identitiesOf } from "../../../client/cluster/identities.ts";
import { questionText, writeLine } from "../../../client/cluster/questionText.ts";
import { age } from "../../../client/cluster/tree/age.ts";
import { shownRevision } from "../../../client/cluster/tree/shownRevision.ts";
import { tooltip } from "../../../client/cluster/tree/tooltip.ts";
import { object } from "./support/objects.ts";

const question = (kind: string, body: Question["action"]["body"]): Question => ({
  context: "dev",
  server: "https://dev:6443",
  action: {
    verb: "suspend",
    object: { group: kind === "Secret" ? "" : "x", kind, namespace: "n", name: "web" },
    method: "PATCH",
    path: "/apis/x/v1/namespaces/n/things/web",
    body,
    remark: "It rests then.",
  },
});

test("a question names the verb, the object, the context, and shows what is sent", () => {
  const { message, detail, yes } = questionText(
    question("Kustomization", { spec: { suspend: true } }),
  );
  expect([message, yes]).toEqual(["Suspend Kustomization n/web in dev?", "Suspend"]);
  expect(detail).toBe(
    'It rests then.\n\nPATCH on https://dev:6443\n\n{ "spec": { "suspend": true } }',
  );
});

test("what stands in the log is one line with the body, and no value of a Secret", () => {
  expect(writeLine(question("Kustomization", { a: "b\u001b[2J" }))).toBe(
    'suspend Kustomization n/web in dev: PATCH https://dev:6443/apis/x/v1/namespaces/n/things/web { "a": "b\\u001b[2J" }',
  );
  const secret = question("Secret", { data: { key: "c2VjcmV0" }, stringData: { more: "secret" } });
  expect(`${writeLine(secret)}${questionText(secret).detail}`).not.toMatch(/c2VjcmV0|secret"/);
});

test.for<readonly [string, Partial<ContextModel>, string, string]>([
  ["connected", {}, "$(vm-active) dev", "calm"],
  ["with failures", { failing: 2 }, "$(vm-active) dev $(error) 2", "calm"],
  ["read-only", { isReadOnly: true }, "$(vm-active) dev $(lock)", "calm"],
  ["resting", { live: { kind: "resting" } }, "$(server-environment) dev", "calm"],
  [
    "lost",
    { live: { kind: "lost", since: 1, sentence: "Gone." }, failing: 2 },
    "$(debug-disconnect) dev",
    "warning",
  ],
  ["stopped", { live: { kind: "stopped", sentence: "Moved." } }, "$(stop-circle) dev", "error"],
  ["another file", { other: "prod" }, "$(vm-active) dev $(warning) not prod", "warning"],
  ["a name like an icon", { context: "$(x)" }, "$(vm-active) $\u200b(x)", "calm"],
])("the item of the context: %s", ([, change, text, mood]) => {
  const model = {
    context: "dev",
    live: { kind: "connected", since: 1 },
    isReadOnly: false,
    failing: 0,
  } as const;
  expect(contextStatusText({ ...model, ...change })).toMatchObject({ text, mood });
});

test("without a context there is no item", () => {
  const model = { live: { kind: "unpinned" }, isReadOnly: false, failing: 0 } as const;
  expect(contextStatusText(model)).toBeUndefined();
});

test("commands are given an identity, an element, or an element and all that are selected", () => {
  const one = { group: "g", kind: "K", namespace: "n", name: "a" };
  const other = { group: "", kind: "Namespace", name: "b" };
  expect(identitiesOf([one])).toEqual([one]);
  expect(identitiesOf([{ id: "x", identity: one }])).toEqual([one]);
  expect(
    identitiesOf([{ identity: one }, [{ identity: one }, { identity: other }, { id: "note" }]]),
  ).toEqual([one, other]);
  expect(identitiesOf([])).toEqual([]);
  expect(identitiesOf([undefined, undefined])).toEqual([]);
  expect(identitiesOf(["text", 3, { kind: 1, name: "x" }])).toEqual([]);
});

test.for([
  ["main@sha1:5f3c2a1b7d9e0f4a6c8b1d2e3f405162738495a6", "main@5f3c2a1"],
  [
    "6.7.0@sha256:1f2e3d4c5b6a79880123456789abcdef0123456789abcdef0123456789abcdef",
    "6.7.0@1f2e3d4",
  ],
  ["sha256:1f2e3d4c5b6a7988", "1f2e3d4"],
  ["5f3c2a1b7d9e0f4a6c8b1d2e3f405162738495a6", "5f3c2a1"],
  ["1.2.3", "1.2.3"],
  ["", ""],
] as const)("the revision %s is shown as %s", ([revision, shown]) => {
  expect(shownRevision(revision)).toBe(shown);
});

test.for([
  [0, "just now"],
  [59_999, "just now"],
  [60_000, "1 min"],
  [125_000, "2 min"],
  [3 * 3_600_000, "3 h"],
  [-5000, "just now"],
] as const)("%d ms are %s", ([passed, words]) => {
  expect(age(1_000_000, 1_000_000 - passed)).toBe(words);
});

test("a tooltip tells all, and none of its words is Markdown", () => {
  const evil = object(
    "Kustomization flux-system/apps",
    `
    spec: { path: ./apps, dependsOn: [{ name: infra }], sourceRef: { kind: GitRepository, name: repo } }
    Ready: "False BuildFailed see [this](command:evil) <img src=x> https://evil.example *now*"
    `,
  );
  const text = tooltip(evil, 0, "UTC");
  expect(text).toContain("**Kustomization flux\\-system\\/apps**");
  expect(text).toContain("Source: GitRepository flux\\-system\\/repo");
  expect(text).toContain("Waits for: Kustomization flux\\-system\\/infra");
  expect(text).toContain(
    "see \\[this\\]\\(command\\:evil\\) &lt;img src=x\\> https\\:\\/\\/evil\\.example \\*now\\*",
  );
});
