import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { comparison, dryRunOf } from "../../../../client/cluster/documents/comparison.ts";

const salt = "salt";
const base64 = (text: string) => Buffer.from(text).toString("base64");
const digest = (text: string) =>
  createHash("sha256")
    .update(salt + base64(text))
    .digest("hex");

const secret = (data: Record<string, string>) => ({
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name: "login" },
  data,
});

describe("a Secret", () => {
  const built = {
    object: secret({
      same: "**REDACTED**",
      other: "**REDACTED**",
      sealed: "**REDACTED**",
      new: "**REDACTED**",
    }),
    digests: { same: digest("hunter1"), other: digest("hunter2"), new: digest("hunter3") },
    salt,
  };
  const live = secret({
    same: base64("hunter1"),
    other: base64("hunter0"),
    sealed: base64("x"),
    gone: base64("y"),
  });

  test("is tried with values that say which ones differ, and none that it should hold", () => {
    expect(dryRunOf(built, live).data).toEqual({
      same: base64("hunter1"),
      other: base64("{}"),
      sealed: base64("x"),
      new: base64("{}"),
    });
  });

  test("shows which values differ and none of them", () => {
    const wanted = secret({
      same: base64("hunter1"),
      other: base64("{}"),
      sealed: base64("x"),
      new: base64("{}"),
    });
    const { live: left, wanted: right } = comparison(live, wanted);
    expect(left?.data).toEqual({
      same: "**REDACTED**",
      other: "**REDACTED** (live)",
      sealed: "**REDACTED**",
      gone: "**REDACTED**",
    });
    expect(right.data).toEqual({
      same: "**REDACTED**",
      other: "**REDACTED** (working tree)",
      sealed: "**REDACTED**",
      new: "**REDACTED**",
    });
  });
});

test("what the server alone writes is no difference", () => {
  const live = {
    metadata: {
      name: "web",
      uid: "1",
      resourceVersion: "7",
      generation: 2,
      managedFields: [],
      labels: { a: "b" },
    },
    spec: { replicas: 1 },
    status: { ready: 1 },
  };
  const { live: left, wanted } = comparison(live, {
    ...live,
    metadata: { ...live.metadata, resourceVersion: "8", generation: 3 },
    spec: { replicas: 2 },
  });
  expect(left).toEqual({ metadata: { name: "web", labels: { a: "b" } }, spec: { replicas: 1 } });
  expect(wanted).toEqual({ metadata: { name: "web", labels: { a: "b" } }, spec: { replicas: 2 } });
});

test("what a build took from a Secret is masked on both sides", () => {
  const { live } = comparison(
    {
      spec: {
        list: [
          { name: "a", value: "hunter2" },
          { name: "b", value: "plain" },
        ],
        args: ["x", "hunter2"],
      },
    },
    {
      spec: {
        list: [
          { name: "new", value: "1" },
          { name: "a", value: "**REDACTED**" },
          { name: "b", value: "plain" },
        ],
        args: ["**REDACTED**"],
      },
    },
  );
  expect(JSON.stringify(live)).not.toContain("hunter2");
  expect(JSON.stringify(live)).toContain("plain");
});

test("an object that does not exist has no left side", () => {
  expect(comparison(undefined, { kind: "ConfigMap" }).live).toBeUndefined();
});
