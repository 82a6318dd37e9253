import { builtBy, builtObject, placesOf, printYaml } from "../../../protocol/builtObject.ts";
import { printedJson } from "../../engine/features/printedJson.ts";
import { applied, appliedBy, places } from "../objectPlaces.ts";
import { whenSettled } from "../respond.ts";
import { answers } from "./answers.ts";
import type { RequestRow } from "./row.ts";

/** Objects of a cluster as the workspace knows them. All wait until everything has been read. */
export const builtObjectRequests: RequestRow = {
  capabilities: {},
  register(connection, context) {
    const answer = answers(connection, context);
    answer(placesOf, whenSettled(context, places), []);
    answer(builtObject, whenSettled(context, applied), { found: [], problems: [failed] });
    answer(builtBy, whenSettled(context, appliedBy), []);
    connection.onRequest(printYaml.method, ({ values }: { readonly values: readonly unknown[] }) =>
      values.map(printedJson).join("---\n"),
    );
  },
};

const failed = "Flightpath failed at this object; its output says why.";
