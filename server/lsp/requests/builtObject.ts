import { builtBy, builtObject, placesOf, printYaml } from "../../../protocol/builtObject.ts";
import type { Request } from "../../../protocol/request.ts";
import { printedJson } from "../../engine/features/printedJson.ts";
import type { Workspace } from "../../engine/workspace.ts";
import { applied, appliedBy, places } from "../objectPlaces.ts";
import { textOfError } from "../respond.ts";
import type { RequestRow } from "./row.ts";

/** Objects of a cluster as the workspace knows them. All wait until everything has been read. */
export const builtObjectRequests: RequestRow = {
  capabilities: {},
  register(connection, context) {
    const answer = <Params, Result>(
      { method }: Request<Params, Result>,
      handle: (workspace: Workspace, params: Params) => Result,
      nothing: Result,
    ) =>
      connection.onRequest(method, async (params: Params): Promise<unknown> => {
        await context.session.settled();
        try {
          return handle(context.session.workspace(), params);
        } catch (error) {
          context.log.error(textOfError(error));
          return nothing;
        }
      });
    answer(placesOf, places, []);
    answer(builtObject, applied, { found: [], problems: [failed] });
    answer(builtBy, appliedBy, []);
    connection.onRequest(printYaml.method, ({ values }: { readonly values: readonly unknown[] }) =>
      values.map(printedJson).join("---\n"),
    );
  },
};

const failed = "Flightpath failed at this object; its output says why.";
