import type { Failure } from "./failure.ts";

/** What a thrown network error means for a person. */
export function unreachable(server: string, error: unknown): Failure {
  const { code, message } = json(error);
  return { kind: "unreachable", sentence: `${server} ${REASONS[code] ?? other(code, message)}.` };
}

const untrusted = "shows a certificate that the kubeconfig does not trust";

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "refuses connections: nothing listens there",
  ECONNRESET: "broke the connection off",
  EPIPE: "broke the connection off",
  ENOTFOUND: "has a name that cannot be resolved",
  EAI_AGAIN: "has a name that cannot be resolved now",
  ETIMEDOUT: "did not answer in time",
  ENETUNREACH: "cannot be reached from this network",
  EHOSTUNREACH: "cannot be reached from this network",
  CERT_HAS_EXPIRED: "shows a certificate that has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  ERR_TLS_CERT_ALTNAME_INVALID: "shows a certificate for another name",
};

const other = (code: string, message: string) =>
  `cannot be reached (${(message.split("\n", 1)[0] ?? "") || code || "unknown reason"})`;

function json(error: unknown): { readonly code: string; readonly message: string } {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  return { code: String(code ?? ""), message: String(message ?? "") };
}
