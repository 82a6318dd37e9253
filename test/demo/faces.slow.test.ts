import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newCluster } from "../../demo/apiserver/cluster.ts";
import { type Inside, insideOf, placeOf } from "../../demo/apiserver/inside.ts";
import { seed } from "../../demo/apiserver/seed.ts";
import { conditionsIn } from "../../demo/controllers/flux/conditions.ts";
import { define, fluxDefinitions } from "../../demo/definitions.ts";
import { inhabit } from "../../demo/inhabit.ts";
import { field, type JsonObject } from "../../server/engine/canary/json.ts";
import { handClock } from "./support/handClock.ts";

/** The workshop's repositories on a demo cluster, by a clock that is turned by hand. */
const examples = join(import.meta.dirname, "../../examples");

describe("the repositories of the workshop", () => {
  const clock = handClock();
  const cluster = newCluster({ now: clock.now, after: clock.after });
  const inside: Inside = insideOf(cluster, "person");
  let turn: (seconds: number) => Promise<void>;
  let stop: () => void;
  let faults: readonly string[];

  beforeAll(async () => {
    seed(cluster, ["flux-system"]);
    define(cluster, fluxDefinitions);
    const life = await inhabit(cluster, {
      folders: [join(examples, "faces"), join(examples, "faces-demo")],
    });
    expect(life.notes).toEqual([`It follows clusters/my-cluster of ${join(examples, "faces")}.`]);
    turn = (seconds) => clock.turn(seconds, life.running.quiet);
    stop = life.running.stop;
    faults = life.faults;
    await turn(60);
  });
  afterAll(() => stop());

  test.for([
    ["kustomize.toolkit.fluxcd.io/v1", "Kustomization", 7],
    ["source.toolkit.fluxcd.io/v1", "GitRepository", 2],
    ["source.toolkit.fluxcd.io/v1", "HelmRepository", 5],
    ["source.toolkit.fluxcd.io/v1", "HelmChart", 8],
    ["helm.toolkit.fluxcd.io/v2", "HelmRelease", 8],
  ] as const)("a minute later every %s %s is ready", ([apiVersion, kind, count]) => {
    const all = inside.list(apiVersion, kind);
    expect(all).toHaveLength(count);
    expect(all.filter((it) => !isReady(it)).map((it) => placeOf(it).name)).toEqual([]);
  });

  test("its Canaries are initialised", () => {
    const phases = inside
      .list("flagger.app/v1beta1", "Canary")
      .map((it) => `${placeOf(it).name} ${String(field(it, "status", "phase"))}`);
    expect(phases.sort()).toEqual([
      "color Initialized",
      "face Initialized",
      "faces-gui Initialized",
      "smiley Initialized",
    ]);
  });

  test("nothing threw, and an hour later all is as it was", async () => {
    await turn(3600);
    expect(faults).toEqual([]);
    const all = inside.list("kustomize.toolkit.fluxcd.io/v1", "Kustomization");
    expect(all.every(isReady)).toBe(true);
  });
});

const isReady = ({ status }: JsonObject): boolean =>
  conditionsIn(status).some((it) => it.type === "Ready" && it.status === "True");
