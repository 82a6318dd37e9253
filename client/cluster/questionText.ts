import type { Fields } from "./api/json.ts";
import { nameOf } from "./api/kubeObject.ts";
import type { Question } from "./api/write.ts";

/** What a person reads before something is changed. */
export interface QuestionText {
  readonly message: string;
  readonly detail: string;
  /** What is said to agree. */
  readonly yes: string;
}

/** Context, kind, namespace and name, verb, remark and the very body that is sent. */
export function questionText({ context, server, action }: Question): QuestionText {
  const body = shownBody(action);
  return {
    message: `${capital(action.verb)} ${nameOf(action.object)} in ${context}?`,
    detail: [action.remark, `${action.method} on ${server}`, body].filter(Boolean).join("\n\n"),
    yes: capital(action.verb),
  };
}

/** What stands in the log before a change is sent. */
export const writeLine = ({ context, server, action }: Question): string =>
  `${action.verb} ${nameOf(action.object)} in ${context}: ${action.method} ${server}${action.path} ${shownBody(action)}`;

/** Values of a Secret are nobody's to read. */
function shownBody({ object, body }: Question["action"]): string {
  const isSecret = object.kind === "Secret" && object.group === "";
  return printable(
    JSON.stringify(isSecret ? masked(body) : body, null, 1).replaceAll(/\s*\n\s*/g, " "),
  );
}

const masked = (body: Fields): Fields =>
  Object.fromEntries(
    Object.entries(body).map(([name, value]) =>
      name === "data" || name === "stringData" ? [name, "…"] : [name, value],
    ),
  );

/** Nothing that a terminal or a dialogue would obey. */
const printable = (text: string): string => text.replaceAll(/\p{Cc}+/gu, " ");

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
