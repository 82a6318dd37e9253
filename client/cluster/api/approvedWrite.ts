import type { Pin } from "./pin.ts";

declare const approval: unique symbol;

/** A change that a person agreed to. Only `write.ts` makes one. */
export interface ApprovedWrite {
  readonly [approval]: true;
  /** The context that it was agreed for. */
  readonly pin: Pin;
  readonly method: "POST" | "PATCH" | "DELETE";
  readonly path: string;
  readonly contentType: string;
  readonly body: string;
}
