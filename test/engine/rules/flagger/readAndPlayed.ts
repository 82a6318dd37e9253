import { summary } from "../../../../server/engine/canary/scenario/summary.ts";
import { resourcesOf } from "../../../../server/engine/resource.ts";
import { canaryOf } from "../../../../server/engine/rules/flagger/canary.ts";
import { earliestTicks } from "../../../../server/engine/rules/flagger/earliestTicks.ts";
import { shapeRules } from "../../../../server/engine/rules/flagger/shapeRules.ts";
import { defaultSettings } from "../../../../server/engine/settings.ts";
import { viewOf } from "../../../../server/engine/view.ts";
import { changed, emptyWorkspace, fileAt } from "../../../../server/engine/workspace.ts";
import { catalogue } from "../../../support/catalogue.ts";
import { setupIn } from "../../../support/setupIn.ts";
import { canaryScene } from "./canaryScene.ts";

/** A Canary as rules read it and as the simulator plays it. */
export function readAndPlayed(analysis: string, provider: string) {
  const text = canaryScene(`interval: 1m\nthreshold: 5\n${analysis}`, { provider });
  const empty = emptyWorkspace(catalogue, [], defaultSettings);
  const { workspace } = changed(empty, [{ path: "canary.yaml", content: { text } }]);
  const document = fileAt(workspace, "canary.yaml")?.documents[0]?.document;
  const [resource] = document ? resourcesOf(document, "canary.yaml") : [];
  if (!resource) throw new Error("The scene holds no Canary.");
  const view = viewOf(workspace);
  const codes = shapeRules.flatMap((rule) =>
    rule.about(resource) ? [...rule.check(resource, view)].map(() => rule.code) : [],
  );
  const played = summary(setupIn(text));
  return { codes, ticks: earliestTicks(canaryOf(resource, view)), played };
}
