import type { JsonObject } from "../../server/engine/canary/json.ts";

/** What passes through on its way to the API server. */
export interface Passing {
  readonly method: string;
  readonly path: string;
  /** Called with the answer before Flagger gets it. */
  answered?: (code: number, body: JsonObject) => void | Promise<void>;
}
