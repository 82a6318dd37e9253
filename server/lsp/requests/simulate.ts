import { canariesAt, scenarioFiles, simulateCanary } from "../../../protocol/simulate.ts";
import { answers } from "./answers.ts";
import type { RequestRow } from "./row.ts";

/** Which Canaries there are, and how the rollout of one goes. Both wait until everything has been read. */
export const simulateRequests: RequestRow = {
  capabilities: {},
  register(connection, context) {
    const { simulations } = context;
    connection.onRequest(canariesAt.method, simulations.canaries);
    connection.onRequest(scenarioFiles.method, simulations.scenarios);
    answers(connection, context)(simulateCanary, simulations.simulate, failed);
  },
};

const failed = { text: "Flightpath failed at this rollout; its output says why.\n" };
