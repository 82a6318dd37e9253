import type { Scenario } from "./scenario.ts";

/** A new revision, and all is well. */
export const plainScenario: Scenario = {
  title: "",
  canary: "",
  roots: undefined,
  cluster: undefined,
  flags: {},
  begins: "revision",
  metrics: {},
  webhooks: {},
  target: 0,
  primary: 0,
  gatewayLag: 0,
  edits: [],
  expect: undefined,
};
