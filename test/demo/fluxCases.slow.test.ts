import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { isObject, type Json, type JsonObject } from "../../server/engine/canary/json.ts";
import { fluxCase, type Step } from "./support/fluxCase.ts";
import { fluxOutcome, liveOf, presentIn, sourcesIn } from "./support/fluxOutcome.ts";

/** What the real controllers did on a real cluster; only where the folder is beside the checkout. */
const recorded = join(import.meta.dirname, "../../../shared/conformance/flux");

interface Case {
  readonly name: string;
  readonly kind: string;
}

interface Recorded {
  readonly steps: readonly (Step & {
    readonly kustomizations: Readonly<Record<string, JsonObject>>;
    readonly present: readonly JsonObject[];
    readonly sources?: readonly JsonObject[];
    readonly live?: readonly JsonObject[];
  })[];
}

const isThere = existsSync(recorded);
const cases: readonly Case[] = isThere
  ? JSON.parse(readFileSync(join(recorded, "manifest.json"), "utf8")).cases.filter(
      (it: Case) => it.kind === "cluster",
    )
  : [];

describe.skipIf(!isThere)("the demo's Flux does what the real one did", () => {
  test("all recordings are there", () => {
    expect(cases.length).toBeGreaterThanOrEqual(66);
  });

  test.for(cases.map((it) => [it.name] as const))("%s", async ([name]) => {
    const folder = join(recorded, "cases", name);
    const { steps }: Recorded = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8"));
    const play = fluxCase(folder, {
      isParent: name.startsWith("parent--"),
      isEarly: name === "refs--include-into-existing-folder",
    });
    const several = steps.length > 1;
    for (const step of steps) {
      await play.play(step);
      expect(play.faults).toEqual([]);
      const names = Object.keys(step.kustomizations);
      const wanted = withoutEmpty(RACES[name]?.(step.kustomizations) ?? step.kustomizations);
      expect(sameJobs(fluxOutcome(play, names, several))).toEqual(sameJobs(wanted));
      expect(inOrder(presentIn(play, step.present, several))).toEqual(inOrder(step.present));
      if (step.sources) {
        expect(inOrder(sourcesIn(play, several))).toEqual(inOrder(step.sources));
      }
      if (step.live) {
        expect(withoutWorkload(liveOf(play, step.live, several))).toEqual(
          withoutWorkload(step.live),
        );
      }
    }
    play.stop();
  });
});

/** Lists of events and objects that hold none are left out here and there. */
const withoutEmpty = (
  kustomizations: Readonly<Record<string, JsonObject>>,
): Readonly<Record<string, JsonObject>> =>
  Object.fromEntries(
    Object.entries(kustomizations).map(([name, it]) => [
      name,
      Object.fromEntries(
        Object.entries(it).filter(
          ([key, value]) => !(["events", "objects"].includes(key) && String(value) === ""),
        ),
      ),
    ]),
  );

/** A Job's labels hold its identity, which is another one each time. */
const sameJobs = (value: Json): Json =>
  JSON.parse(JSON.stringify(value).replaceAll(/(controller-uid":)"[^"]+"/g, '$1"UID"')) as Json;

const inOrder = (list: Json): readonly string[] =>
  (list as readonly JsonObject[]).map((it) => JSON.stringify(sorted(it))).sort();

const sorted = (it: Json | undefined): Json | undefined =>
  isObject(it)
    ? Object.fromEntries(
        Object.entries(it)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, value]) => [key, sorted(value)]),
      )
    : it;

/** Who runs pods, and when they became ready, is no matter of Flux. */
const withoutWorkload = (list: Json): Json =>
  (list as readonly JsonObject[]).map(({ status: _, managers, ...it }) => ({
    ...it,
    managers: (managers as readonly string[])
      .filter((name) => !/^(kcm|deployment-controller)\//.test(name))
      .sort(),
  }));

/** In this recording two turns overlapped: one counted from what it had read before the other one had written. */
const RACES: Readonly<
  Record<string, (it: Readonly<Record<string, JsonObject>>) => Readonly<Record<string, JsonObject>>>
> = {
  "prune--switched-on-later": (it) =>
    JSON.parse(
      JSON.stringify(it).replace('"totalReconciliations":2', '"totalReconciliations":3'),
    ) as Readonly<Record<string, JsonObject>>,
};
