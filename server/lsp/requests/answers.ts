import type { Connection } from "vscode-languageserver";
import type { Request } from "../../../protocol/request.ts";
import { type Context, orFailed } from "../respond.ts";

/** Registers handlers of our own requests; where one fails by our fault, `failed` is the answer. */
export const answers =
  (connection: Connection, context: Context) =>
  <Params, Result>(
    { method }: Request<Params, Result>,
    answer: (params: Params) => Result | Promise<Result>,
    failed: NoInfer<Result>,
  ): void => {
    connection.onRequest(method, orFailed(context, answer, failed));
  };
