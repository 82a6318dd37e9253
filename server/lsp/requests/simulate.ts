import { canariesAt, scenarioFiles, simulateCanary } from "../../../protocol/simulate.ts";
import { textOfError } from "../respond.ts";
import type { RequestRow } from "./row.ts";

/** Which Canaries there are, and how the rollout of one goes. Both wait until everything has been read. */
export const simulateRequests: RequestRow = {
  capabilities: {},
  register(connection, { log, simulations }) {
    connection.onRequest(canariesAt.method, simulations.canaries);
    connection.onRequest(scenarioFiles.method, simulations.scenarios);
    connection.onRequest(simulateCanary.method, async (question) => {
      try {
        return await simulations.simulate(question);
      } catch (error) {
        log.error(textOfError(error));
        return { text: "Flightpath failed at this rollout; its output says why.\n" };
      }
    });
  },
};
