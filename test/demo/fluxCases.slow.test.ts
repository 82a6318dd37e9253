import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  field,
  isObject,
  type Json,
  type JsonObject,
  stringOf,
} from "../../server/engine/canary/json.ts";
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
      isParent: steps.some((it) => OWN in it.kustomizations),
      isEarly: steps.some((it) => endsEarly(it.sources ?? [])),
    });
    const several = steps.length > 1;
    for (const [index, step] of steps.entries()) {
      await play.play(step);
      expect(play.faults).toEqual([]);
      const names = Object.keys(step.kustomizations);
      const recorded = sameJobs(withoutEmpty(step.kustomizations));
      const ours = sameJobs(fluxOutcome(play, names, several));
      const overlap = OVERLAPS[name]?.[index];
      if (overlap) expect(differences(recorded, ours)).toEqual(overlap);
      else expect(ours).toEqual(recorded);
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

/** The Kustomization of the cluster itself: a recording that tells of it begins with it. */
const OWN = "flux-system/flux-system";

/** Whether a source still misses what is there: the recording ends before source-controller looked again. */
function endsEarly(sources: readonly JsonObject[]): boolean {
  const there = sources.flatMap((it) => (it.artifact === undefined ? [] : stringOf(it.name)));
  return sources.some((it) => {
    const message = stringOf(field(it, "ready", "message"));
    const [, missing] = /^no artifact available for include '(.*)'$/.exec(message) ?? [];
    return missing !== undefined && there.includes(missing);
  });
}

/**
 * What differs from a recording in which two turns of the controller overlapped, by step: one counted from
 * what it had read before the other one had written.
 */
const OVERLAPS: Readonly<Record<string, Readonly<Record<number, readonly string[]>>>> = {
  "prune--switched-on-later": { 2: ["flux-system/apps history 0 totalReconciliations: 2, 3"] },
};

/** Each place at which two values differ, as `path: recorded, ours`. */
function differences(recorded: Json | undefined, ours: Json | undefined, at = ""): string[] {
  const [before, after] = [partsOf(recorded), partsOf(ours)];
  if (!before || !after) {
    const [one, other] = [JSON.stringify(recorded), JSON.stringify(ours)];
    return one === other ? [] : [`${at}: ${one}, ${other}`];
  }
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key) =>
    differences(before[key], after[key], at === "" ? key : `${at} ${key}`),
  );
}

const partsOf = (it: Json | undefined): JsonObject | undefined =>
  isObject(it) || Array.isArray(it) ? Object.fromEntries(Object.entries(it)) : undefined;
