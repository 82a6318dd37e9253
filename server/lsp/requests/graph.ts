import {
  drawGraph,
  exportGraph,
  type GraphProblem,
  graphFindings,
  graphNodesAt,
} from "../../../protocol/graphView.ts";
import type { Request } from "../../../protocol/request.ts";
import { respond, textOfError } from "../respond.ts";
import type { RequestRow } from "./row.ts";

/** What the view of dependencies asks. Pictures wait until everything has been read. */
export const graphRequests: RequestRow = {
  capabilities: {},
  register(connection, context) {
    const { log, graphs } = context;
    const answer = <Params, Result>(
      { method }: Request<Params, Result | GraphProblem>,
      handle: (params: Params) => Promise<Result | GraphProblem>,
    ) =>
      connection.onRequest(method, async (params: Params): Promise<unknown> => {
        try {
          return await handle(params);
        } catch (error) {
          log.error(textOfError(error));
          return { problem: "Flightpath failed at this graph; its output says why." };
        }
      });
    answer(drawGraph, graphs.draw);
    answer(exportGraph, graphs.export);
    connection.onRequest(graphFindings.method, respond(context, graphs.findings));
    connection.onRequest(graphNodesAt.method, respond(context, graphs.nodesAt));
  },
};
