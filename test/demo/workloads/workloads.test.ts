import { expect, test } from "vitest";
import { workloads } from "../../../demo/controllers/workloads/all.ts";
import { field, type JsonObject } from "../../../server/engine/canary/json.ts";
import { type AtWork, atWork } from "../support/cluster.ts";
import { type Picture, picture } from "./picture.ts";
import recorded from "./recorded.json" with { type: "json" };
import { recordedKinds, steps } from "./steps.ts";

const everything = ({ inside }: AtWork): readonly JsonObject[] =>
  recordedKinds
    .flatMap(([apiVersion, kind]) => inside.list(apiVersion, kind))
    .filter((it) => field(it, "metadata", "namespace") === "apps");

/** What an autoscaler says of itself is left out: the demo cluster measures load, and where this was recorded nobody did. */
const measurable = (it: Picture): Picture =>
  Object.fromEntries(
    Object.entries(it).filter(([key]) => !key.includes("HorizontalPodAutoscaler")),
  );

/** From the tenth different text of a kind on, a real client keeps of the events only the newest. */
function withoutMerged(made: Picture, recorded: Picture): Picture {
  const groupOf = (key: string): string => key.slice(0, key.indexOf(":"));
  const sizes = new Map<string, number>();
  for (const key of Object.keys(made)) {
    if (key.startsWith("Event ")) sizes.set(groupOf(key), (sizes.get(groupOf(key)) ?? 0) + 1);
  }
  const isMerged = (key: string): boolean =>
    !(key in recorded) && (sizes.get(groupOf(key)) ?? 0) >= 10;
  return Object.fromEntries(Object.entries(made).filter(([key]) => !isMerged(key)));
}

test("workloads come to what a real kube-controller-manager makes of them", async () => {
  const at = atWork(workloads);
  const real = recorded as unknown as Readonly<Record<string, Picture>>;
  expect(Object.keys(real)).toEqual(steps.map((it) => it.title));
  for (const { title, apply, seconds } of steps) {
    at.apply(apply);
    await at.turn(seconds);
    const expected = measurable(real[title] ?? {});
    const made = measurable(picture(everything(at)));
    expect(withoutMerged(made, expected), title).toEqual(expected);
  }
  expect(at.faults).toEqual([]);
});
