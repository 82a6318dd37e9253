import type { Canary } from "../canary.ts";
import type { JsonObject } from "../json.ts";
import { readCanary } from "../readCanary.ts";
import type { Setup } from "../setup.ts";
import { objectIn } from "./objectIn.ts";

/** The Canary that a rollout begins with, but for its status. */
export const canaryIn = (setup: Setup): Omit<Canary, "status"> =>
  readCanary(objectIn(setup, { kind: "Canary", ...setup.canary }) ?? NOTHING);

const NOTHING: JsonObject = {};
