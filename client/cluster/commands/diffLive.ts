import { randomUUID } from "node:crypto";
import { commands, type Uri, window } from "vscode";
import {
  type BuildNames,
  type BuiltByAnswer,
  builtBy,
  builtObject,
} from "../../../protocol/builtObject.ts";
import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import { notify } from "../../notify.ts";
import { plural } from "../../plural.ts";
import { applierOf } from "../api/appliers.ts";
import { type Desk, readObject } from "../api/desk.ts";
import { inventory } from "../api/inventory.ts";
import { keyOf, nameOf } from "../api/kubeObject.ts";
import { differing } from "../documents/differing.ts";
import { oneLine } from "../documents/safeText.ts";
import { atDesk } from "./atDesk.ts";
import type { ClusterCommand, ClusterParts } from "./parts.ts";
import { withProgress } from "./withProgress.ts";

/**
 * Compares an object with what it would become if Flux applied the files as they are now; for a
 * Kustomization, on wish, everything that it applies.
 */
export const diffLive: ClusterCommand = atDesk(
  {
    title: "Diff Live with Working Tree",
    accepts: () => true,
    nothing: "This cluster has no objects of Flux.",
    anyKind: true,
  },
  async (parts, desk, objects) => {
    for (const identity of objects) await diffOne(parts, desk, identity);
  },
);

async function diffOne(parts: ClusterParts, desk: Desk, identity: ObjectIdentity): Promise<void> {
  const isKustomization =
    identity.kind === "Kustomization" && identity.group === "kustomize.toolkit.fluxcd.io";
  const { name, namespace } = identity;
  const builds = isKustomization
    ? await parts.server.send(builtBy, { name, ...(namespace ? { namespace } : {}) })
    : [];
  const what = builds.length > 0 ? await askWhat(identity) : "itself";
  if (what === undefined) return;
  if (what === "all") return diffAll(parts, desk, identity, builds);
  const { found, problems } = await parts.server.send(builtObject, {
    identity,
    salt: randomUUID(),
  });
  if (found.length === 0) throw new Error(notBuilt(identity, problems));
  const build = await pickBuild(desk, identity, found);
  if (!build) return;
  const [left, right] = sidesOf(parts, desk, identity, build.id);
  await commands.executeCommand("vscode.diff", left, right, titleOf(desk, identity));
}

const sidesOf = (
  { documents }: ClusterParts,
  desk: Desk,
  identity: ObjectIdentity,
  build: string,
): readonly [Uri, Uri] => [
  documents.uriOf(desk, { kind: "live", identity, build }),
  documents.uriOf(desk, { kind: "wanted", identity, build }),
];

const titleOf = ({ pin }: Desk, identity: ObjectIdentity): string =>
  `${oneLine(nameOf(identity))} (${pin.context} ↔ Working Tree)`;

async function askWhat(identity: ObjectIdentity): Promise<"all" | "itself" | undefined> {
  const picks = [
    { label: "$(list-tree) Everything that it applies", answer: "all" as const },
    { label: `$(file) The object ${oneLine(nameOf(identity))} itself`, answer: "itself" as const },
  ];
  const title = "Diff Live with Working Tree";
  return (await window.showQuickPick(picks, { title, placeHolder: "What is compared" }))?.answer;
}

/** What a build would change, add and delete, in one editor; objects that stay as they are, are left out. */
async function diffAll(
  parts: ClusterParts,
  desk: Desk,
  identity: ObjectIdentity,
  builds: BuiltByAnswer,
): Promise<void> {
  const build = builds.length === 1 ? builds[0] : await pick(builds, identity);
  if (!build) return;
  if (build.error) throw new Error(`${build.label} cannot be built: ${build.error}`);
  const { objects, id } = build;
  const title = `Comparing ${oneLine(nameOf(identity))} with ${desk.pin.context}`;
  const found = await withProgress(title, async (report, signal) => {
    const say = (done: number) => report(`${done} of ${plural(objects.length, "object")}`);
    const answer = await differing(desk, parts.server, objects, id, say, signal);
    return signal.aborted ? undefined : answer;
  });
  if (!found) return;
  for (const problem of found.problems) parts.log.warn(oneLine(problem));
  const [problem] = found.problems;
  if (problem) void notify.warning(`Not compared: ${oneLine(problem)}`);
  const changed = found.changed.map((it) => {
    const [left, right] = sidesOf(parts, desk, it, id);
    return [right, left, right] as const;
  });
  const gone = (await prunedBy(desk, identity, objects)).map((it) => {
    const uri = parts.documents.uriOf(desk, { kind: "gone", identity: it });
    return [uri, uri, undefined] as const;
  });
  if (changed.length + gone.length === 0) {
    const said = `${plural(objects.length, "object")} of ${oneLine(nameOf(identity))}`;
    if (!problem) void notify.information(`Nothing would change: ${said} are as the files say.`);
    return;
  }
  await commands.executeCommand("vscode.changes", titleOf(desk, identity), [...changed, ...gone]);
}

/** What the Kustomization has applied and its build no longer gives. */
async function prunedBy(
  desk: Desk,
  identity: ObjectIdentity,
  built: readonly ObjectIdentity[],
): Promise<readonly ObjectIdentity[]> {
  const { value } = await readObject(desk, identity, new AbortController().signal);
  if (value?.object.spec.prune !== true) return [];
  const kept = new Set(built.map(keyOf));
  return inventory(value.object)
    .map(({ version: _, ...it }) => it)
    .filter((it) => !kept.has(keyOf(it)));
}

/** The build of the Kustomization that applied the object, where only one is; else the person says which. */
async function pickBuild(
  desk: Desk,
  identity: ObjectIdentity,
  found: readonly BuildNames[],
): Promise<BuildNames | undefined> {
  if (found.length === 1) return found[0];
  const { value } = await readObject(desk, identity, new AbortController().signal);
  const applier = value && applierOf(value.object);
  const name = applier && `${applier.namespace ?? ""}/${applier.name}`;
  const own = found.filter(({ kustomization }) => kustomization === name);
  if (own.length === 1) return own[0];
  return pick(own.length > 0 ? own : found, identity);
}

async function pick<Build extends BuildNames>(
  builds: readonly Build[],
  identity: ObjectIdentity,
): Promise<Build | undefined> {
  const picks = builds.map((build) => ({
    label: build.label,
    description: build.detail,
    build,
  }));
  const chosen = await window.showQuickPick(picks, {
    title: `Diff ${oneLine(nameOf(identity))} with Working Tree`,
    placeHolder: "Several builds give it: which one is this cluster's?",
    matchOnDescription: true,
  });
  return chosen?.build;
}

function notBuilt(identity: ObjectIdentity, problems: readonly string[]): string {
  const [problem] = problems;
  const name = oneLine(nameOf(identity));
  return problem
    ? `No build of the workspace gives ${name}; one of them fails: ${problem}`
    : `No build of the workspace gives ${name}: open the folder of the repository that it comes from.`;
}
