/** Why something did not happen, with the one sentence that a person should read. */
export interface Failure {
  readonly kind: FailureKind;
  readonly sentence: string;
  /** HTTP status of the answer, when there was one. */
  readonly status?: number;
  /** Milliseconds that the server asked us to wait. */
  readonly retryAfter?: number;
}

export type FailureKind =
  /** No answer: refused, reset, timed out, name not found, certificate not trusted. */
  | "unreachable"
  | "unauthorised"
  | "forbidden"
  | "missing"
  | "conflict"
  /** 410: what we remember is too old. */
  | "gone"
  /** 429, 503 and other answers that may be better next time. */
  | "busy"
  /** The server understood and said no. */
  | "rejected"
  /** An answer that makes no sense. */
  | "broken"
  | "cancelled"
  | "closed"
  /** The pinned context leads elsewhere now, or is gone. */
  | "moved"
  | "protected"
  | "declined"
  /** The kubeconfig does not tell how to get in. */
  | "misconfigured"
  /** It cannot be done to this object. */
  | "unsuitable";

/** What came of something that may fail. */
export type Outcome<Value> =
  | { readonly value: Value; readonly failure?: undefined }
  | { readonly value?: undefined; readonly failure: Failure };

export const failed = (
  kind: FailureKind,
  sentence: string,
  more: { readonly status?: number; readonly retryAfter?: number } = {},
): { readonly failure: Failure } => ({ failure: { kind, sentence, ...more } });

export const cancelled = failed("cancelled", "Cancelled.");
