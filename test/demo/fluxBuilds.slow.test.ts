import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  field,
  type Json,
  type JsonObject,
  listOf,
  stringOf,
} from "../../server/engine/canary/json.ts";
import { fluxCase } from "./support/fluxCase.ts";
import { fluxOutcome, sourcesIn } from "./support/fluxOutcome.ts";

/** What the real controllers made of small repositories; only where the folder is beside the checkout. */
const recorded = join(import.meta.dirname, "../../../shared/conformance/flux");

interface Case {
  readonly name: string;
  readonly kind: string;
  readonly gate?: string;
  readonly dir: string;
}

/** Left out: the engine tells the first line of what SOPS says, of many. */
const ELSEWHERE = ["sops--decryption-without-key"];

const isThere = existsSync(recorded);
const cases: readonly Case[] = isThere
  ? JSON.parse(readFileSync(join(recorded, "manifest.json"), "utf8")).cases.filter(
      (it: Case) => it.kind !== "cluster" && !ELSEWHERE.includes(it.name),
    )
  : [];

describe.skipIf(!isThere)("conditions, events and inventory of a build on the demo cluster", () => {
  test.for(cases.map((it) => [it.name, it] as const))("%s", async ([name, { gate, dir }]) => {
    const folder = join(recorded, "cases", name);
    const expected: JsonObject = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8"));
    const { kustomization, sources, others, objects, ...outcome } = expected;
    const play = fluxCase(join(recorded, dir, ".."), {
      isParent: name.startsWith("parent--"),
      namespaces: namespacesOf(listOf(objects)),
      ...(gate !== undefined && { gate }),
    });
    await play.play({ tree: "repo" });
    expect(play.faults).toEqual([]);
    const id = stringOf(kustomization);
    const made = fluxOutcome(play, [id], false) as Readonly<Record<string, JsonObject>>;
    const { objects: _, ...got } = made[id] ?? {};
    expect(withSortedFaults(got)).toEqual(withSortedFaults(outcome));
    const told = listOf(sourcesIn(play, false)).map((it) => JSON.stringify(it));
    for (const it of listOf(sources)) expect(told).toContain(JSON.stringify(it));
    play.stop();
  });
});

/** Those in which a case puts something, and which it does not make itself. */
function namespacesOf(objects: readonly Json[]): readonly string[] {
  const made = objects
    .filter((it) => field(it, "kind") === "Namespace")
    .map((it) => stringOf(field(it, "metadata", "name")));
  return objects
    .map((it) => stringOf(field(it, "metadata", "namespace")))
    .filter((it) => it !== "" && !made.includes(it));
}

/** Several faults of one object stand in any order. */
const withSortedFaults = (outcome: JsonObject): Json =>
  JSON.parse(
    JSON.stringify(outcome).replaceAll(
      /(errors:\\n)((?: {2}\.[^"]*?\\n)+)/g,
      (_, head: string, lines: string) => head + lines.split("\\n").sort().join("\\n"),
    ),
  ) as Json;
