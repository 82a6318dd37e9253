import type { Request } from "../../../protocol/request.ts";
import {
  drawSelectors,
  mendSelectors,
  type SelectorsProblem,
  selectorsAt,
} from "../../../protocol/selectors.ts";
import { textOfError } from "../respond.ts";
import type { RequestRow } from "./row.ts";

/** What the panel of selector labels asks. All wait until everything has been read. */
export const selectorsRequests: RequestRow = {
  capabilities: {},
  register(connection, { log, selectors }) {
    const answer = <Params, Result>(
      { method }: Request<Params, Result | SelectorsProblem>,
      handle: (params: Params) => Promise<Result | SelectorsProblem>,
    ) =>
      connection.onRequest(method, async (params: Params): Promise<unknown> => {
        try {
          return await handle(params);
        } catch (error) {
          log.error(textOfError(error));
          return { problem: "Flightpath failed at these labels; its output says why." };
        }
      });
    answer(drawSelectors, selectors.draw);
    answer(mendSelectors, selectors.mend);
    connection.onRequest(selectorsAt.method, selectors.items);
  },
};
