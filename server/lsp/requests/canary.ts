import { canaryMatrix, canaryRouting, drawCanary, editCanary } from "../../../protocol/canary.ts";
import { answers } from "./answers.ts";
import type { RequestRow } from "./row.ts";

/** What the panel of a Canary asks. All wait until everything has been read. */
export const canaryRequests: RequestRow = {
  capabilities: {},
  register(connection, context) {
    const answer = answers(connection, context);
    const { panels } = context;
    answer(drawCanary, panels.draw, failed);
    answer(canaryRouting, panels.routing, failed);
    answer(canaryMatrix, panels.matrix, failed);
    answer(editCanary, panels.edit, failed);
  },
};

const failed = { problem: "Flightpath failed at this rollout; its output says why." };
