import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import type { ApprovedWrite } from "./approvedWrite.ts";
import { cancelled, failed, type Outcome } from "./failure.ts";
import type { Fields } from "./json.ts";
import { nameOf } from "./kubeObject.ts";
import type { Pin } from "./pin.ts";
import type { Session } from "./session.ts";

/** A change that somebody would like to make. */
export interface Action {
  /** What a person calls it: `reconcile`, `suspend`, `delete` … */
  readonly verb: string;
  readonly object: ObjectIdentity;
  readonly method: "POST" | "PATCH" | "DELETE";
  /** Path of the object on the server. */
  readonly path: string;
  readonly body: Fields;
  /** What it is a part of, or what it brings with it: shown with the question. */
  readonly remark?: string;
}

/** What the person is asked. */
export interface Question {
  readonly context: string;
  readonly server: string;
  readonly action: Action;
}

export interface WritePorts {
  /** Asks the person; everything but `true` is a no. */
  readonly confirm: (question: Question) => Promise<boolean>;
  /** Told before anything is sent, with the whole body. */
  readonly log: (question: Question) => void;
}

/** The name under which the server remembers who set a field. */
export const fieldManager = "flightpath";

/**
 * The only way to change anything in a cluster: the context must be the pinned one and not protected,
 * the person must agree, and after that, the kubeconfig is read again before anything is sent.
 */
export async function write(
  session: Session,
  pin: Pin,
  action: Action,
  { confirm, log }: WritePorts,
  signal: AbortSignal,
): Promise<Outcome<Fields>> {
  const before = allowed(session, pin, action);
  if (before.failure) return before;
  const question = { context: shownContext(session, pin), server: pin.server, action };
  if ((await confirm(question)) !== true)
    return failed("declined", `Nothing was changed: ${action.verb} was not confirmed.`);
  await session.reread();
  if (signal.aborted) return cancelled;
  const after = allowed(session, pin, action);
  if (after.failure) return after;
  log(question);
  return after.value.send(approve(pin, action), signal);
}

function allowed(session: Session, pin: Pin, action: Action) {
  const line = session.connection(pin);
  if (line.failure || !session.isReadOnly(pin)) return line;
  return failed(
    "protected",
    `${pin.context} is protected: unlock it to ${action.verb} ${nameOf(action.object)}.`,
  );
}

function shownContext(session: Session, pin: Pin): string {
  const state = session.state();
  return state.kind === "pinned" ? state.context : pin.context;
}

function approve(pin: Pin, { method, path, body }: Action): ApprovedWrite {
  const isPatch = method === "PATCH";
  return {
    pin,
    method,
    path: isPatch ? `${path}?fieldManager=${fieldManager}` : path,
    contentType: isPatch ? "application/merge-patch+json" : "application/json",
    body: JSON.stringify(body),
  } as ApprovedWrite;
}
