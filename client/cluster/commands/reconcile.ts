import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import { type Desk, readObject } from "../api/desk.ts";
import { isStatic, isSuspended } from "../api/flux.ts";
import { type HandshakeOptions, reconcile } from "../api/handshake.ts";
import { knownKind } from "../api/kinds.ts";
import { groupOf, type KubeObject, keyOf, nameOf } from "../api/kubeObject.ts";
import { sourcesOf } from "../api/references.ts";
import type { Verdict } from "../api/verdict.ts";
import { oneLine } from "../documents/safeText.ts";
import { atDesk } from "./atDesk.ts";
import type { ClusterCommand, ClusterParts } from "./parts.ts";
import { tellEnding } from "./tellEnding.ts";
import { verdictText } from "./verdictText.ts";
import { withProgress } from "./withProgress.ts";

/** Commands that ask controllers to look now, and wait for what comes of it. */
export const reconcileCommands: Readonly<Record<string, ClusterCommand>> = {
  "flightpath.reconcile": atDesk(
    { title: "Reconcile", accepts: answers, nothing: "No object here can be reconciled." },
    (parts, desk, objects) => reconcileAll(parts, desk, objects.map(alone), "Reconcile"),
  ),
  "flightpath.reconcileWithSource": atDesk(
    {
      title: "Reconcile with Source",
      accepts: (object) => answers(object) && sourcesOf(object).length > 0,
      nothing: "No object here has a source: Kustomizations and HelmReleases do.",
    },
    async (parts, desk, objects) =>
      reconcileAll(parts, desk, await withSources(desk, objects), "Reconcile with Source"),
  ),
  "flightpath.forceHelmRelease": atDesk(releases("Force HelmRelease"), (parts, desk, objects) =>
    reconcileAll(parts, desk, objects.map(alone), "Force HelmRelease", { force: true }),
  ),
  "flightpath.resetHelmRelease": atDesk(releases("Reset HelmRelease"), (parts, desk, objects) =>
    reconcileAll(parts, desk, objects.map(alone), "Reset HelmRelease", { reset: true }),
  ),
  "flightpath.scanImage": atDesk(
    {
      title: "Scan Image",
      accepts: ({ kind }) => kind === "ImageRepository",
      nothing: "There is no ImageRepository in this cluster to scan.",
    },
    (parts, desk, objects) => reconcileAll(parts, desk, objects.map(alone), "Scan Image"),
  ),
  "flightpath.refreshSource": atDesk(
    {
      title: "Refresh Source",
      accepts: (object) => answers(object) && (isSource(object) || sourcesOf(object).length > 0),
      nothing: "There is no source in this cluster that could be fetched.",
    },
    async (parts, desk, objects) =>
      reconcileAll(parts, desk, (await sourcesAmong(desk, objects)).map(alone), "Refresh Source"),
  ),
};

/** One object with what is to be done before it, in order. */
interface Line {
  readonly steps: readonly ObjectIdentity[];
  readonly last: ObjectIdentity;
}

const alone = (identity: ObjectIdentity): Line => ({ steps: [], last: identity });

function answers(object: KubeObject): boolean {
  const known = knownKind(object.kind, groupOf(object.apiVersion));
  return known?.answersRequests === true && !isStatic(object);
}

const isSource = (object: KubeObject): boolean =>
  knownKind(object.kind, groupOf(object.apiVersion))?.role === "source";

function releases(title: string) {
  return {
    title,
    accepts: ({ kind }: KubeObject) => kind === "HelmRelease",
    nothing: "There is no HelmRelease in this cluster.",
  };
}

async function reconcileAll(
  parts: ClusterParts,
  desk: Desk,
  lines: readonly Line[],
  title: string,
  options: HandshakeOptions = {},
): Promise<void> {
  const writes = lines.flatMap(({ steps, last }) => [...steps, last]);
  const agreed = writes.length > 1 ? await agreedTo(parts, desk, title, writes) : desk;
  if (!agreed) return;
  const names = lines.map(({ last }) => nameOf(last)).join(", ");
  const shown = lines.length > 3 ? `${lines.length} objects` : oneLine(names);
  await withProgress(`${title}: ${shown}`, async (report, signal) => {
    await Promise.all(
      lines.map((line) =>
        reconcileLine(parts, agreed, line, options, report, signal, lines.length === 1),
      ),
    );
  });
}

const agreedTo = (
  { clusters }: ClusterParts,
  desk: Desk,
  title: string,
  writes: readonly ObjectIdentity[],
): Promise<Desk | undefined> =>
  clusters.together(desk, {
    verbs: ["reconcile", "scan", "force", "reset"],
    title: `${title} ${writes.length} objects`,
    detail: `One after the other:\n${writes.map((it) => `• ${oneLine(nameOf(it))}`).join("\n")}`,
  });

async function reconcileLine(
  parts: ClusterParts,
  desk: Desk,
  { steps, last }: Line,
  options: HandshakeOptions,
  report: (message: string) => void,
  signal: AbortSignal,
  isAlone: boolean,
): Promise<void> {
  const began = desk.time.now();
  for (const identity of [...steps, last]) {
    const name = oneLine(nameOf(identity));
    const isLast = identity === last;
    // The title says which object it is, where there is but one.
    const prefix = isLast && isAlone ? "" : `${name}: `;
    const say = (words: string) => {
      parts.log.info(`${name}: ${oneLine(words)}`);
      report(prefix + oneLine(words));
    };
    report(`${prefix}waits for the controller`);
    const verdict = await reconcile(desk, identity, isLast ? options : {}, say, signal);
    if (isDeclined(verdict)) return;
    if (isLast || verdict.kind !== "ready") {
      const ending = verdictText(identity, verdict, desk.time.now() - began);
      return tellEnding(parts, desk, identity, ending);
    }
  }
}

/** Who said no knows it. */
const isDeclined = ({ kind, words }: Verdict): boolean =>
  kind === "refused" && words.startsWith("Nothing was changed");

async function withSources(
  desk: Desk,
  objects: readonly ObjectIdentity[],
): Promise<readonly Line[]> {
  return Promise.all(objects.map(async (last) => ({ last, steps: await openSources(desk, last) })));
}

async function sourcesAmong(
  desk: Desk,
  objects: readonly ObjectIdentity[],
): Promise<readonly ObjectIdentity[]> {
  const all = await Promise.all(
    objects.map(async (it) =>
      knownKind(it.kind, it.group)?.role === "source" ? [it] : openSources(desk, it),
    ),
  );
  const found = [...new Map(all.flat().map((it) => [keyOf(it), it])).values()];
  if (found.length === 0)
    throw new Error("Nothing was fetched: its source is suspended, static or not there.");
  return found;
}

/** Sources that can be asked: neither static nor suspended, and there. */
async function openSources(
  desk: Desk,
  identity: ObjectIdentity,
): Promise<readonly ObjectIdentity[]> {
  const { signal } = new AbortController();
  const { value, failure } = await readObject(desk, identity, signal);
  if (failure) throw new Error(failure.sentence);
  const reads = await Promise.all(
    sourcesOf(value.object).map(async (source) => ({
      source,
      found: (await readObject(desk, source, signal)).value?.object,
    })),
  );
  return reads.flatMap(({ source, found }) =>
    found && answers(found) && !isSuspended(found) ? [source] : [],
  );
}
