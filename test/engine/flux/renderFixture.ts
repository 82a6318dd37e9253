import { fluxMakers } from "../../../server/engine/flux/clusters.ts";
import type { FluxBuild } from "../../../server/engine/flux/fluxBuild.ts";
import { emptyMemory, readerOf } from "../../../server/engine/kustomize/memory.ts";
import { printObjects } from "../../../server/engine/kustomize/print.ts";
import type { SchemaCatalogue } from "../../../server/engine/schema/catalogue.ts";
import { changed, emptyWorkspace } from "../../../server/engine/workspace.ts";
import { workspaceFiles } from "../../../server/engine/workspaceFiles.ts";
import { readFixture } from "../../support/fixture.ts";

/** What bootstrap leaves: the cluster's own Kustomization applies `clusters/test`. */
export const SYNC = `
    #- clusters/test/flux-system/gotk-sync.yaml
    apiVersion: source.toolkit.fluxcd.io/v1
    kind: GitRepository
    metadata: { name: flux-system, namespace: flux-system }
    spec: { interval: 1m, url: https://git.example.com/org/fleet }
    ---
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: { name: flux-system, namespace: flux-system }
    spec:
      interval: 10m
      prune: true
      path: ./clusters/test
      sourceRef: { kind: GitRepository, name: flux-system }
`;

/** A Kustomization `flux-system/apps` of the folder `apps`; `spec` adds lines to it. */
export const apps = (spec = ""): string => `${SYNC}
    #- clusters/test/apps.yaml
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: { name: apps, namespace: flux-system }
    spec:
      interval: 1h
      prune: true
      path: ./apps
      sourceRef: { kind: GitRepository, name: flux-system }
${spec.replace(/^\n/, "")}
`;

/** Only what tests ask: which kinds have a namespace. */
const catalogue: SchemaCatalogue = { find: () => undefined, kinds: [] };

export function buildFixture(source: string, name: string, lenient = false): FluxBuild {
  const files = [...readFixture(source).files];
  const { workspace } = changed(
    emptyWorkspace(catalogue),
    files.map(([path, text]) => ({ path, content: { text } })),
  );
  const reader = readerOf(workspaceFiles(workspace), emptyMemory());
  const makers = [...fluxMakers(workspace, reader, lenient)];
  const maker = makers.find((it) => it.name.kustomization === name);
  if (!maker) throw new Error(`There are ${makers.map((it) => it.name.id).join(", ")}.`);
  return maker.make(reader);
}

/** The objects as they are printed, without the labels of ownership; or the error and its line. */
export function render(source: string, name = "flux-system/apps", lenient = false): string {
  const { objects, error } = buildFixture(source, name, lenient);
  if (!error) return withoutOwner(printObjects(objects.map((it) => it.node)));
  const { place } = error;
  const line = place?.document.text.slice(0, place.span.start).split("\n").length;
  return `${error.reason}: ${error.message.trimEnd()} (${place?.path}:${line})`;
}

const withoutOwner = (text: string): string =>
  text
    .replace(/^ {4}kustomize\.toolkit\.fluxcd\.io\/name(space)?: .*\n/gm, "")
    .replace(/^ {2}labels:\n(?! {4})/gm, "");
