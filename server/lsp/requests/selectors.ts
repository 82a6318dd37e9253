import { drawSelectors, mendSelectors, selectorsAt } from "../../../protocol/selectors.ts";
import { answers } from "./answers.ts";
import type { RequestRow } from "./row.ts";

/** What the panel of selector labels asks. All wait until everything has been read. */
export const selectorsRequests: RequestRow = {
  capabilities: {},
  register(connection, context) {
    const answer = answers(connection, context);
    const { selectors } = context;
    answer(drawSelectors, selectors.draw, failed);
    answer(mendSelectors, selectors.mend, failed);
    connection.onRequest(selectorsAt.method, selectors.items);
  },
};

const failed = { problem: "Flightpath failed at these labels; its output says why." };
