import type { MomentName } from "../../../protocol/selectors.ts";
import type { JsonObject } from "../canary/json.ts";
import { begin } from "../canary/rollout.ts";
import type { Routes } from "../canary/routing.ts";
import { canaryIn } from "../canary/scenario/canaryIn.ts";
import { initialised } from "../canary/scenario/initialised.ts";
import { presetScenario } from "../canary/scenario/presets.ts";
import { run } from "../canary/scenario/run.ts";
import type { Setup } from "../canary/setup.ts";
import type { Tick } from "../canary/simulation.ts";
import { memo } from "../memo.ts";

/** The objects of the cluster at one moment of a rollout. */
export interface RolloutMoment {
  readonly name: MomentName;
  readonly objects: ReadonlyMap<string, JsonObject>;
  /** `undefined` while there are none. */
  readonly routes: Routes | undefined;
}

/** How far a healthy rollout gets. */
export interface RolloutMoments {
  readonly moments: readonly RolloutMoment[];
  /** Why it gets no further than the last moment; absent where the new revision is promoted. */
  readonly unreached?: string;
}

/** A healthy rollout, played: as in Git, at rest, with each share of the traffic, and promoted. Worked out once for each setup. */
export const rolloutMoments: (setup: Setup) => RolloutMoments = memo(played);

function played(setup: Setup): RolloutMoments {
  const git = { name: "git", objects: begin(setup).store.objects, routes: undefined } as const;
  const start = initialised(setup, "revision");
  if ("ending" in start) return { moments: [git], unreached: start.ending.text };
  const { ticks, ending } = run(setup, presetScenario("healthy", canaryIn(setup)));
  const before = {
    name: "before",
    objects: start.rollout.store.objects,
    routes: ATREST,
  } as const;
  const moments: RolloutMoment[] = [git, before, ...during(ticks)];
  const last = ticks.at(-1);
  if (!last || ending.outcome !== "Succeeded") return { moments, unreached: ending.text };
  return { moments: [...moments, { ...last, name: "after" }] };
}

const ATREST: Routes = { primary: 100, canary: 0, mirrored: false };

/** The first tick with each share of the traffic. */
function during(ticks: readonly Tick[]): readonly RolloutMoment[] {
  const seen = new Map<string, RolloutMoment>();
  for (const { status, routes, objects } of ticks) {
    if (!status || !routes || !UNDER_WAY.has(status.phase)) continue;
    const key = `${routes.canary} ${routes.mirrored}`;
    if (!seen.has(key) && seen.size < MOST) seen.set(key, { name: "during", routes, objects });
  }
  return [...seen.values()];
}

const UNDER_WAY: ReadonlySet<string> = new Set(["Progressing", "WaitingPromotion", "Promoting"]);

/** More shares than there are percents are no help. */
const MOST = 101;
