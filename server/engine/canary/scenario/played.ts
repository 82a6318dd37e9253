import { absolute } from "../../place.ts";
import type { Resource } from "../../resource.ts";
import type { View } from "../../view.ts";
import type { Reason } from "../reason.ts";
import { placeOfReason } from "./placeOfReason.ts";
import { run, type Simulation } from "./run.ts";
import type { Scenario } from "./scenario.ts";
import { type Found, setupOf } from "./setupOf.ts";
import { unknownNames } from "./unknownNames.ts";
import { unmet } from "./unmet.ts";

/** A scenario that was played for a Canary of a repository. */
export interface Played {
  readonly scenario: Scenario;
  readonly found: Found;
  readonly simulation: Simulation;
  /** What is not as expected; `undefined` where nothing was. */
  readonly unmet: readonly string[] | undefined;
  /** Where the deciding field stands; `undefined` for one that is in no file. */
  readonly placeOf: (reason: Reason) => FilePlace | undefined;
}

export interface FilePlace {
  readonly path: string;
  /** The path as people read it. */
  readonly file: string;
  /** Counts from 1. */
  readonly line: number;
}

/**
 * Plays a scenario for a Canary of a workspace; `show` makes of a path what people read. A sentence where the scenario
 * speaks of metrics or webhooks that the Canary does not have.
 */
export function played(
  view: View,
  canary: Resource | Found,
  scenario: Scenario,
  show: (path: string) => string,
): Played | { readonly mistake: string } {
  const found = "setup" in canary ? canary : setupOf(canary, view);
  const [mistake] = unknownNames(found.setup, scenario);
  if (mistake) return { mistake: mistake.message };
  const simulation = run(found.setup, scenario);
  const { expect } = scenario;
  return {
    scenario,
    found,
    simulation,
    unmet: expect && unmet(simulation, expect),
    placeOf: (reason) => {
      const inDocument = placeOfReason(found, reason);
      const file = inDocument && view.file(inDocument.path);
      const place = inDocument && absolute(file, inDocument);
      return (
        file &&
        place && {
          path: place.path,
          line: lineAt(file.text ?? "", place.span.start),
          file: show(place.path),
        }
      );
    },
  };
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split("\n").length;
