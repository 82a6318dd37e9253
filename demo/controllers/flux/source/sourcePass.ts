import { field, type JsonObject, stringOf } from "../../../../server/engine/canary/json.ts";
import { timestamp } from "../../../apiserver/cluster.ts";
import type { Place } from "../../../apiserver/inside.ts";
import type { Desk, Next } from "../../controller.ts";
import type { Backoff } from "../backoff.ts";
import { milliseconds } from "../durations.ts";
import { flagsOf } from "../flags.ts";
import { type Subject, subjectAt, textIn } from "../subject.ts";
import type { Artifact } from "./artifact.ts";
import type { Artifacts } from "./artifacts.ts";

/** What a fetch came to. */
export type Fetched =
  | {
      readonly kind: "stored";
      readonly revision: string;
      readonly artifact: Artifact;
      /** The name of the artifact's file. */
      readonly file: string;
      /** Of the conditions; `Succeeded` where it is absent. */
      readonly reason?: string;
      readonly message: string;
      /** Of the event about a new artifact. */
      readonly said: string;
      /** More fields of `status.artifact`. */
      readonly metadata?: JsonObject;
      readonly status?: JsonObject;
    }
  | {
      /** Waits: tried again after `--requeue-dependency`. Stalls: not before the object changes. */
      readonly kind: "failed" | "waits" | "stalls";
      readonly condition: string;
      readonly reason: string;
      readonly message: string;
    };

export interface SourcePass {
  readonly artifacts: Artifacts;
  readonly backoff: Backoff;
  /** The folder of the kind in the URLs of artifacts, such as `gitrepository`. */
  readonly folder: string;
  readonly fetch: (subject: Subject, desk: Desk) => Promise<Fetched>;
}

/** One turn of source-controller about one source (flux.md §5.1; mirrored: source-controller 1.9.5). */
export async function sourcePass(
  place: Place,
  desk: Desk,
  pass: SourcePass,
): Promise<Next | undefined> {
  const subject = subjectAt(place, desk);
  if (!subject) return undefined;
  if (subject.isTerminating) {
    pass.artifacts.drop(urlIn(subject));
    subject.setFinalizer(false);
    return undefined;
  }
  if (!subject.hasFinalizer) {
    subject.setFinalizer(true);
    return { again: 0 };
  }
  if (subject.spec.suspend === true) {
    acknowledge(subject);
    subject.save();
    return undefined;
  }
  begin(subject, pass);
  await desk.sleep(FETCHING);
  const fetched = await pass.fetch(subject, desk);
  acknowledge(subject);
  return fetched.kind === "stored"
    ? stored(subject, desk, pass, fetched)
    : failed(subject, desk, pass, fetched);
}

/** How long a fetch takes, in milliseconds. */
const FETCHING = 150;

function acknowledge(subject: Subject): void {
  if (subject.requestedAt !== undefined)
    subject.set({ lastHandledReconcileAt: subject.requestedAt });
}

const urlIn = (subject: Subject): string => stringOf(field(subject.status(), "artifact", "url"));

/** People see at once that something is going on where there is reason for it. */
function begin(subject: Subject, { artifacts }: SourcePass): void {
  const { status, generation } = subject;
  const observed = status().observedGeneration;
  const isNew = observed !== generation;
  const isLost = !artifacts.get(urlIn(subject));
  const words = isNew
    ? `processing object: new generation ${observed ?? 0} -> ${generation}`
    : isLost
      ? `building artifact${urlIn(subject) === "" ? "" : ": disappeared from storage"}`
      : "reconciliation in progress";
  subject.mark("Reconciling", "True", "Progressing", words);
  if (isNew || isLost) subject.mark("Ready", "Unknown", "Progressing", words);
  if (isNew || isLost || subject.requestedAt !== status().lastHandledReconcileAt) subject.save();
  if (isLost) subject.mark("Reconciling", "True", "Progressing", "building artifact");
}

const FAILURES = ["FetchFailed", "IncludeUnavailable", "StorageOperationFailed"];

function stored(
  subject: Subject,
  desk: Desk,
  { artifacts, backoff, folder }: SourcePass,
  fetched: Extract<Fetched, { kind: "stored" }>,
): Next {
  const { artifact, revision, message, said, metadata } = fetched;
  const before = field(subject.status(), "artifact");
  const { namespace, name } = subject.place;
  const path = `${folder}/${namespace}/${name}/${fetched.file}`;
  const url = `http://source-controller.flux-system.svc.cluster.local./${path}`;
  const isNew = field(before, "digest") !== artifact.digest;
  const hadFailed = FAILURES.some((it) => subject.condition(it));
  const isSame = !isNew && field(before, "revision") === revision;
  if (urlIn(subject) !== url) artifacts.drop(urlIn(subject));
  artifacts.put(url, artifact);
  for (const it of [...FAILURES, "ArtifactOutdated", "Reconciling", "Stalled"]) subject.unmark(it);
  subject.set({
    ...fetched.status,
    observedGeneration: subject.generation,
    ...(!isSame && {
      artifact: {
        digest: artifact.digest,
        lastUpdateTime: timestamp(desk.now()),
        path,
        revision,
        size: artifact.size,
        url,
        ...(metadata && { metadata }),
      },
    }),
  });
  const reason = fetched.reason ?? "Succeeded";
  subject.mark("ArtifactInStorage", "True", reason, message);
  subject.mark("Ready", "True", reason, message);
  subject.save();
  backoff.passed(subject.place);
  const notes = {
    "source.toolkit.fluxcd.io/revision": revision,
    "source.toolkit.fluxcd.io/digest": artifact.digest,
  };
  if (isNew) subject.event("Normal", fetched.reason ?? "NewArtifact", said, notes);
  else if (hadFailed) subject.event("Normal", reason, said, notes);
  return { again: milliseconds(textIn(subject, "interval"), 60_000) };
}

function failed(
  subject: Subject,
  desk: Desk,
  { backoff }: SourcePass,
  { kind, condition, reason, message }: Exclude<Fetched, { kind: "stored" }>,
): Next | undefined {
  for (const it of FAILURES) if (it !== condition) subject.unmark(it);
  subject.mark(condition, "True", reason, message);
  subject.mark("Ready", "False", reason, message);
  subject.event(kind === "waits" ? "Normal" : "Warning", reason, message);
  if (kind === "stalls") {
    subject.unmark("Reconciling");
    subject.mark("Stalled", "True", reason, message);
    subject.set({ observedGeneration: subject.generation });
    subject.save();
    return undefined;
  }
  subject.unmark("Stalled");
  const words = subject.condition("Reconciling")?.message ?? "reconciliation in progress";
  subject.mark("Reconciling", "True", "ProgressingWithRetry", words);
  subject.save();
  const flags = flagsOf(desk.inside, "source-controller");
  return {
    again:
      kind === "waits"
        ? flags.duration("requeue-dependency", 30_000)
        : backoff.failed(subject.place),
  };
}
