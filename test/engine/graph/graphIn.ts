import type { Graph } from "../../../protocol/graph.ts";
import { dependencies } from "../../../server/engine/graph/dependencies.ts";
import { graphText } from "../../../server/engine/graph/formats/graphText.ts";
import type { Place } from "../../../server/engine/source.ts";
import { workspaceOf } from "../../support/features.ts";
import { readFixture } from "../../support/fixture.ts";

/** The graph of a fixture. */
export const graphIn = (source: string): Graph<Place> =>
  dependencies(workspaceOf(readFixture(source).files));

/** A graph as people read it, without the lines at its foot that are always the same. */
export const textOf = (graph: Graph<unknown>): string =>
  `\n${graphText(graph).split("\n\nTimes count from")[0]}\n`;

/** The entry point of a cluster, as bootstrap writes it. */
export const bootstrap = (cluster = "prod"): string => `
    #- clusters/${cluster}/flux-system/gotk-sync.yaml
    apiVersion: source.toolkit.fluxcd.io/v1
    kind: GitRepository
    metadata: { name: flux-system, namespace: flux-system }
    spec: { interval: 1m, url: "https://git.example.com/fleet" }
    ---
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: { name: flux-system, namespace: flux-system }
    spec:
      interval: 10m
      path: ./clusters/${cluster}
      prune: true
      sourceRef: { kind: GitRepository, name: flux-system }`;

/** A Flux Kustomization of that cluster, `more` being further lines of its spec; it applies a ConfigMap of its name. */
export const kustomization = (
  name: string,
  more: readonly string[] = [],
  cluster = "prod",
): string => `
    #- clusters/${cluster}/${name}.yaml
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: { name: ${name}, namespace: flux-system }
    spec:
      interval: 10m
      retryInterval: 1m
      timeout: 5m
      path: ./${name}
      prune: true
      sourceRef: { kind: GitRepository, name: flux-system }${more.map((it) => `\n      ${it}`).join("")}
    #- ${name}/settings.yaml
    apiVersion: v1
    kind: ConfigMap
    metadata: { name: ${name}, namespace: default }`;

/** A line of a spec: what it waits for. */
export const after = (...names: readonly string[]): string =>
  `dependsOn: [${names.map((it) => `{ name: ${it} }`).join(", ")}]`;
