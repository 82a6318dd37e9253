import type { Failure, FailureKind } from "./failure.ts";
import { json } from "./json.ts";
import { type Place, placeOfPath } from "./requestPath.ts";
import type { WireAnswer, WireRequest } from "./transport.ts";

/** What an answer of 400 and above means, in one sentence. */
export function refusal(
  request: Pick<WireRequest, "method" | "path">,
  { status, headers }: Pick<WireAnswer, "status" | "headers">,
  body: string,
): Failure {
  const said = json.parse(body);
  const reason = json.text(json.at(said, "reason")) ?? "";
  const message = json.text(json.at(said, "message")) ?? "";
  const kind = kindOf(status, reason, message);
  const retryAfter =
    secondsOf(headers["retry-after"]) ?? json.number(json.at(said, "details", "retryAfterSeconds"));
  return {
    kind,
    status,
    sentence: sentenceOf(kind, placeOfPath(request.method, request.path), status, message),
    ...(retryAfter === undefined ? {} : { retryAfter: Math.min(retryAfter, 120) * 1000 }),
  };
}

function kindOf(status: number, reason: string, message: string): FailureKind {
  if (reason === "Expired" || status === 410) return "gone";
  if (status === 401) return "unauthorised";
  if (status === 403) return "forbidden";
  if (status === 404) return "missing";
  if (status === 409) return "conflict";
  // An admission webhook that fails, fails again; and so does an object that does not fit its kind, which an apply
  // answers with 500 and, unlike all trouble of the server itself, without a reason.
  const isFinal =
    message.includes("webhook") || (status === 500 && reason === "" && message !== "");
  if (status === 429 || (status >= 500 && !isFinal)) return "busy";
  return "rejected";
}

function sentenceOf(kind: FailureKind, place: Place, status: number, message: string): string {
  const doing = `${place.verb} ${place.what}${place.where}`;
  switch (kind) {
    case "forbidden":
      // A quota or a policy says more than a missing right.
      return / cannot \w+ resource /.test(message) || message === ""
        ? `forbidden: cannot ${doing}`
        : `forbidden: ${oneLine(message)}`;
    case "unauthorised":
      return "The server refuses the credentials of this context; sign in again.";
    case "missing":
      return message ? `${oneLine(message)}.` : `Nothing to ${doing}.`;
    case "busy":
      return `The server cannot ${doing} now (${status}${message ? `: ${oneLine(message)}` : ""}).`;
    default:
      return message ? oneLine(message) : `The server refuses to ${doing} (${status}).`;
  }
}

/** Neither line breaks nor what a terminal would obey. */
const oneLine = (text: string) =>
  text
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .slice(0, 500);

function secondsOf(header: string | undefined): number | undefined {
  const seconds = Number(header);
  return header !== undefined && Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}
