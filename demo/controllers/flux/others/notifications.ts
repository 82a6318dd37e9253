import { createHash } from "node:crypto";
import { field, stringOf } from "../../../../server/engine/canary/json.ts";
import type { Controller, Desk, Next } from "../../controller.ts";
import { newBackoff } from "../backoff.ts";
import { milliseconds } from "../durations.ts";
import { isInstalled } from "../flags.ts";
import { isSpecOrRequest } from "../requested.ts";
import { type Subject, subjectAt, textIn } from "../subject.ts";

const backoff = newBackoff();

/** notification-controller: Receivers get their paths; Alerts and Providers have no status, and nothing is sent anywhere. */
export const notificationController: Controller = {
  name: "notification-controller",
  kinds: [
    {
      apiVersion: "notification.toolkit.fluxcd.io/v1",
      kind: "Receiver",
      isNews: isSpecOrRequest,
    },
  ],
  runs: (inside) => isInstalled(inside, "notification-controller"),
  reconcile(place, desk): Next | undefined {
    const subject = subjectAt(place, desk);
    if (!subject) return undefined;
    if (subject.isTerminating || !subject.hasFinalizer) {
      subject.setFinalizer(!subject.isTerminating);
      return subject.isTerminating ? undefined : { again: 0 };
    }
    const token = subject.spec.suspend === true ? undefined : tokenOf(subject, desk);
    if (subject.requestedAt !== undefined)
      subject.set({ lastHandledReconcileAt: subject.requestedAt });
    const next = token && received(subject, token);
    subject.save();
    return next;
  },
};

type Token = { readonly value: string } | { readonly problem: string };

function tokenOf(subject: Subject, { inside }: Desk): Token {
  if (textIn(subject, "type") === "generic-oidc") return { value: "" };
  const { namespace } = subject.place;
  const name = textIn(subject, "secretRef", "name");
  const secret = inside.get({ apiVersion: "v1", kind: "Secret", namespace, name });
  const shown = `'${namespace}/${name}'`;
  if (!secret)
    return {
      problem: `unable to read token from secret ${shown} error: Secret "${name}" not found`,
    };
  const encoded = stringOf(field(secret, "data", "token"));
  return encoded === ""
    ? { problem: `invalid ${shown} secret data: required fields 'token'` }
    : { value: Buffer.from(encoded, "base64").toString("utf8") };
}

function received(subject: Subject, token: Token): Next {
  if ("problem" in token) {
    subject.mark("Ready", "False", "TokenNotFound", token.problem);
    subject.mark("Reconciling", "True", "ProgressingWithRetry", "Reconciliation in progress");
    subject.set({ webhookPath: undefined });
    return { again: backoff.failed(subject.place) };
  }
  backoff.passed(subject.place);
  const { name, namespace } = subject.place;
  const hash = createHash("sha256").update(`${token.value}${name}${namespace}`).digest("hex");
  const webhookPath = `/hook/${hash}`;
  subject.unmark("Reconciling");
  subject.unmark("Stalled");
  subject.mark("Ready", "True", "Succeeded", `Receiver initialized for path: ${webhookPath}`);
  subject.set({ webhookPath, observedGeneration: subject.generation });
  return { again: milliseconds(textIn(subject, "interval"), 600_000) };
}
