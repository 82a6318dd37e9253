import {
  type CanaryProblem,
  canaryMatrix,
  canaryRouting,
  drawCanary,
  editCanary,
} from "../../../protocol/canary.ts";
import type { Request } from "../../../protocol/request.ts";
import { textOfError } from "../respond.ts";
import type { RequestRow } from "./row.ts";

/** What the panel of a Canary asks. All wait until everything has been read. */
export const canaryRequests: RequestRow = {
  capabilities: {},
  register(connection, { log, panels }) {
    const answer = <Params, Result>(
      { method }: Request<Params, Result | CanaryProblem>,
      handle: (params: Params) => Promise<Result | CanaryProblem>,
    ) =>
      connection.onRequest(method, async (params: Params): Promise<unknown> => {
        try {
          return await handle(params);
        } catch (error) {
          log.error(textOfError(error));
          return { problem: "Flightpath failed at this rollout; its output says why." };
        }
      });
    answer(drawCanary, panels.draw);
    answer(canaryRouting, panels.routing);
    answer(canaryMatrix, panels.matrix);
    answer(editCanary, panels.edit);
  },
};
