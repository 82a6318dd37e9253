import { newTraffic } from "../traffic/traffic.ts";
import { certificateController } from "./certificates.ts";
import type { Controller } from "./controller.ts";
import { flaggerController } from "./flagger/flagger.ts";
import { fluxControllers } from "./flux/all.ts";
import type { SourceSetting } from "./flux/source/sourceSetting.ts";
import { workloads } from "./workloads/all.ts";

export interface ControllerOptions extends Pick<SourceSetting, "fetch"> {
  /** What the pods are asked, and how they answer. */
  readonly traffic?: ReturnType<typeof newTraffic>;
}

/** The controllers of the demo cluster: what sources offer first, what is applied next, what runs last. */
export const allControllers = ({
  fetch,
  traffic = newTraffic(),
}: ControllerOptions): readonly Controller[] => [
  ...fluxControllers(fetch),
  certificateController,
  ...workloads,
  flaggerController(traffic),
];
