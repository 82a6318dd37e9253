import { randomUUID } from "node:crypto";
import { commands, window } from "vscode";
import { type BuildNames, builtBy, builtObject } from "../../../protocol/builtObject.ts";
import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import { applierOf } from "../api/appliers.ts";
import { type Desk, readObject } from "../api/desk.ts";
import { nameOf } from "../api/kubeObject.ts";
import { oneLine } from "../documents/safeText.ts";
import { atDesk } from "./atDesk.ts";
import type { ClusterCommand, ClusterParts } from "./parts.ts";

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
  if (isKustomization) {
    const { name, namespace } = identity;
    const builds = await parts.server.send(builtBy, { name, ...(namespace ? { namespace } : {}) });
    const whole = builds.length > 0 ? await askWhole(identity) : "itself";
    if (whole === undefined) return;
    if (whole === "all") return diffAll(parts, desk, identity, builds);
  }
  const { found, problems } = await parts.server.send(builtObject, {
    identity,
    salt: randomUUID(),
  });
  if (found.length === 0) throw new Error(notBuilt(identity, problems));
  const build = await pickBuild(desk, identity, found);
  if (!build) return;
  await commands.executeCommand(
    "vscode.diff",
    await opened(parts, desk, identity, "live", build.id),
    await opened(parts, desk, identity, "wanted", build.id),
    `${oneLine(nameOf(identity))} (${desk.pin.context} ↔ Working Tree)`,
  );
}

async function opened(
  { documents }: ClusterParts,
  desk: Desk,
  identity: ObjectIdentity,
  kind: "live" | "wanted",
  build: string,
) {
  const uri = documents.uriOf(desk, { kind, identity, build });
  await documents.open(uri);
  return uri;
}

async function askWhole(identity: ObjectIdentity): Promise<"all" | "itself" | undefined> {
  const picks = [
    { label: "$(list-tree) Everything that it applies", answer: "all" as const },
    { label: `$(file) The object ${oneLine(nameOf(identity))} itself`, answer: "itself" as const },
  ];
  const title = "Diff Live with Working Tree";
  return (await window.showQuickPick(picks, { title, placeHolder: "What is compared" }))?.answer;
}

/** All objects of a build in one editor, then those that Flux would delete. */
async function diffAll(
  parts: ClusterParts,
  desk: Desk,
  identity: ObjectIdentity,
  builds: readonly (BuildNames & {
    readonly objects: readonly ObjectIdentity[];
    readonly error?: string;
  })[],
): Promise<void> {
  const build = builds.length === 1 ? builds[0] : await pick(builds, identity);
  if (!build) return;
  if (build.error) throw new Error(`${build.label} cannot be built: ${build.error}`);
  const rows = await Promise.all(
    build.objects.map(async (it) => {
      const live = await opened(parts, desk, it, "live", build.id);
      const wanted = await opened(parts, desk, it, "wanted", build.id);
      return [wanted, live, wanted] as const;
    }),
  );
  const title = `${oneLine(nameOf(identity))} (${desk.pin.context} ↔ Working Tree)`;
  await commands.executeCommand("vscode.changes", title, rows);
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
