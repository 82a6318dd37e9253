import { field, isObject, stringOf } from "../../../../server/engine/canary/json.ts";
import type { Place } from "../../../apiserver/inside.ts";
import type { Controller, Desk, Next } from "../../controller.ts";
import { newBackoff } from "../backoff.ts";
import { milliseconds } from "../durations.ts";
import { isInstalled } from "../flags.ts";
import { isSpecOrRequest } from "../requested.ts";
import { unreachable } from "../source/unreachable.ts";
import { type Subject, subjectAt, textIn } from "../subject.ts";

const API = "image.toolkit.fluxcd.io/v1";
const REFLECTOR = "image-reflector-controller";
const AUTOMATION = "image-automation-controller";

/** The image controllers, which reach no registry here: nothing is scanned, and so nothing is selected or updated. */
export const imageControllers: readonly Controller[] = [
  imageController(REFLECTOR, "ImageRepository", scanned),
  imageController(REFLECTOR, "ImagePolicy", selected),
  imageController(AUTOMATION, "ImageUpdateAutomation", updated),
];

/** What the condition Ready says. */
interface Ready {
  readonly status: "True" | "False";
  readonly reason: string;
  readonly message: string;
  /** It will not help to try again. */
  readonly isStalled?: boolean;
}

function imageController(
  name: string,
  kind: string,
  judge: (subject: Subject, desk: Desk) => Ready,
): Controller {
  const backoff = newBackoff();
  const reconcile = (place: Place, desk: Desk): Next | undefined => {
    const subject = subjectAt(place, desk);
    if (!subject) return undefined;
    if (subject.isTerminating || !subject.hasFinalizer) {
      subject.setFinalizer(!subject.isTerminating);
      return subject.isTerminating ? undefined : { again: 0 };
    }
    if (subject.requestedAt !== undefined)
      subject.set({ lastHandledReconcileAt: subject.requestedAt });
    if (subject.spec.suspend === true) {
      subject.save();
      return undefined;
    }
    const { status, reason, message, isStalled = false } = judge(subject, desk);
    subject.mark("Ready", status, reason, message);
    mark(subject, "Stalled", isStalled, reason, message);
    mark(subject, "Reconciling", status === "False" && !isStalled, "ProgressingWithRetry", message);
    if (status === "True" || isStalled) subject.set({ observedGeneration: subject.generation });
    subject.save();
    if (status === "False") subject.event("Warning", reason, message);
    if (isStalled) return undefined;
    if (status === "False") return { again: backoff.failed(place) };
    backoff.passed(place);
    return { again: milliseconds(textIn(subject, "interval"), 600_000) };
  };
  return {
    name,
    kinds: [{ apiVersion: API, kind, isNews: isSpecOrRequest }],
    runs: (inside) => isInstalled(inside, name),
    reconcile,
  };
}

function mark(
  subject: Subject,
  type: string,
  isSo: boolean,
  reason: string,
  message: string,
): void {
  if (isSo) subject.mark(type, "True", reason, message);
  else subject.unmark(type);
}

function scanned(subject: Subject): Ready {
  const image = textIn(subject, "image");
  const last = image.split("/").at(-1) ?? "";
  if (image.includes("://") || last.includes(":")) {
    const why = image.includes("://")
      ? `.spec.image value should not start with URL scheme; remove '${image.split("://")[0]}://'`
      : `.spec.image value should not contain a tag; remove ':${last.split(":")[1]}'`;
    return { status: "False", reason: "ImageURLInvalid", message: why, isStalled: true };
  }
  const [first = ""] = image.split("/");
  const host = /[.:]|^localhost$/.test(first) && image.includes("/") ? first : "index.docker.io";
  subject.set({ canonicalImageName: host === first ? image : `${host}/${image}` });
  const message = `scan failed: Get "https://${host}/v2/": ${unreachable(host)}`;
  return { status: "False", reason: "ReadOperationFailed", message };
}

function selected({ spec, place }: Subject, { inside }: Desk): Ready {
  const policy = spec.policy;
  if (!isObject(policy) || !["semver", "alphabetical", "numerical"].some((it) => policy[it])) {
    const message = "invalid policy: given ImagePolicyChoice object is invalid";
    return { status: "False", reason: "InvalidPolicy", message, isStalled: true };
  }
  const name = stringOf(field(spec, "imageRepositoryRef", "name"));
  const namespace = stringOf(field(spec, "imageRepositoryRef", "namespace")) || place.namespace;
  const found = inside.get({ apiVersion: API, kind: "ImageRepository", namespace, name });
  const message = found
    ? "referenced ImageRepository has not been scanned yet"
    : `referenced ImageRepository does not exist: imagerepositories.image.toolkit.fluxcd.io "${name}" not found`;
  return { status: "False", reason: "DependencyNotReady", message };
}

function updated({ spec, place }: Subject, { inside }: Desk): Ready {
  if (!isObject(spec.git)) {
    const message =
      "source kind 'GitRepository' necessitates field .spec.git: invalid source configuration";
    return { status: "False", reason: "InvalidSourceConfiguration", message, isStalled: true };
  }
  const name = stringOf(field(spec, "sourceRef", "name"));
  const namespace = stringOf(field(spec, "sourceRef", "namespace")) || place.namespace;
  const source = {
    apiVersion: "source.toolkit.fluxcd.io/v1",
    kind: "GitRepository",
    namespace,
    name,
  };
  return inside.get(source)
    ? { status: "True", reason: "Succeeded", message: "repository up-to-date" }
    : {
        status: "False",
        reason: "SourceManagerFailed",
        message: `failed to get git repository '${namespace}/${name}': gitrepositories.source.toolkit.fluxcd.io "${name}" not found`,
      };
}
