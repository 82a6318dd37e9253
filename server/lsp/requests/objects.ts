import { carriersOf, objectsIn, templateFieldsOf } from "../../../protocol/objects.ts";
import type { Request } from "../../../protocol/request.ts";
import type { Workspace } from "../../engine/workspace.ts";
import { objects } from "../objects.ts";
import { textOfError } from "../respond.ts";
import type { RequestRow } from "./row.ts";

/** What files are in clusters. All wait until everything has been read and built. */
export const objectsRequests: RequestRow = {
  capabilities: {},
  register(connection, { log, session }) {
    const answer = <Params, Item>(
      { method }: Request<Params, readonly Item[]>,
      handle: (workspace: Workspace, params: Params) => readonly Item[],
    ) =>
      connection.onRequest(method, async (params: Params): Promise<readonly Item[]> => {
        try {
          await session.settled();
          return handle(session.workspace(), params);
        } catch (error) {
          log.error(textOfError(error));
          return [];
        }
      });
    answer(objectsIn, objects.inFile);
    answer(carriersOf, objects.carriers);
    answer(templateFieldsOf, objects.templateFields);
  },
};
