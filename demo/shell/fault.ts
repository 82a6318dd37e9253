import type { ApiRequest, ApiResponse } from "../apiserver/apiRequest.ts";
import { failure } from "../apiserver/refusal.ts";

/** What goes wrong with a request, for tests of clients. */
export type Fault =
  /** The connection ends before an answer. */
  | { readonly type: "drop" }
  /** No answer ever comes, and no end of the connection. */
  | { readonly type: "hang" }
  | { readonly type: "slow"; readonly milliseconds: number }
  /** A watch begins, and then nothing comes any more. */
  | { readonly type: "silence" }
  | { readonly type: "status"; readonly code: FaultCode; readonly retryAfter?: number };

export type FaultCode = 401 | 403 | 410 | 429 | 500 | 503;

/** Asked for every request; `undefined`: all is well. */
export type Faults = (request: ApiRequest) => Fault | undefined;

/** The answer of a server in trouble, in the words of the API. */
export function faultResponse(code: FaultCode, retryAfter: number | undefined): ApiResponse {
  const [reason, message] = words[code];
  return {
    status: code,
    headers: {
      "content-type": "application/json",
      ...(retryAfter !== undefined && { "retry-after": String(retryAfter) }),
    },
    body: JSON.stringify(
      failure(
        code,
        reason,
        message,
        retryAfter === undefined ? undefined : { retryAfterSeconds: retryAfter },
      ),
    ),
  };
}

const words: Readonly<Record<FaultCode, readonly [string, string]>> = {
  401: ["Unauthorized", "Unauthorized"],
  403: ["Forbidden", "forbidden: not allowed"],
  410: ["Expired", "too old resource version"],
  429: ["TooManyRequests", "Too many requests, please try again later."],
  500: ["InternalError", "Internal error occurred: the storage does not answer"],
  503: ["ServiceUnavailable", "apiserver is shutting down"],
};
