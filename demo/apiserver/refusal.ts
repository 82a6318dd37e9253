import type { Json, JsonObject } from "../../server/engine/canary/json.ts";

/** Ends a request from anywhere inside; `handle.ts` alone catches it. */
export class Refusal extends Error {
  readonly status: JsonObject;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: JsonObject, headers: Readonly<Record<string, string>> = {}) {
    super(String(status.message));
    this.status = status;
    this.headers = headers;
  }
}

/** A Status object of the API: a failure as clients read it. */
export function failure(
  code: number,
  reason: string,
  message: string,
  details?: JsonObject,
): JsonObject {
  return {
    kind: "Status",
    apiVersion: "v1",
    metadata: {},
    status: "Failure",
    message,
    ...(reason !== "" && { reason }),
    ...(details && { details }),
    code,
  };
}

export function refuse(code: number, reason: string, message: string, details?: JsonObject): never {
  throw new Refusal(failure(code, reason, message, details));
}

/** What is wrong at one field of an object. */
export interface Cause {
  readonly reason: string;
  readonly field: string;
  readonly message: string;
}

/** What a cause is as a part of a Status. */
export const causeJson = ({ reason, message, field }: Cause): Json => ({ reason, message, field });
