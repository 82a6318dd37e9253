import { carriersOf, objectsIn, templateFieldsOf } from "../../../protocol/objects.ts";
import { objects } from "../objects.ts";
import { whenSettled } from "../respond.ts";
import { answers } from "./answers.ts";
import type { RequestRow } from "./row.ts";

/** What files are in clusters. All wait until everything has been read and built. */
export const objectsRequests: RequestRow = {
  capabilities: {},
  register(connection, context) {
    const answer = answers(connection, context);
    answer(objectsIn, whenSettled(context, objects.inFile), []);
    answer(carriersOf, whenSettled(context, objects.carriers), []);
    answer(templateFieldsOf, whenSettled(context, objects.templateFields), []);
  },
};
