import {
  drawGraph,
  exportGraph,
  graphFindings,
  graphNodesAt,
} from "../../../protocol/graphView.ts";
import { respond } from "../respond.ts";
import { answers } from "./answers.ts";
import type { RequestRow } from "./row.ts";

/** What the view of dependencies asks. Pictures wait until everything has been read. */
export const graphRequests: RequestRow = {
  capabilities: {},
  register(connection, context) {
    const answer = answers(connection, context);
    const { graphs } = context;
    answer(drawGraph, graphs.draw, failed);
    answer(exportGraph, graphs.export, failed);
    connection.onRequest(graphFindings.method, respond(context, graphs.findings));
    connection.onRequest(graphNodesAt.method, respond(context, graphs.nodesAt));
  },
};

const failed = { problem: "Flightpath failed at this graph; its output says why." };
