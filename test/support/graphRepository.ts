/** Nodes that each Kustomization brings: itself, a source, a release, a Canary and its workload. */
const EACH = 5;

/**
 * A repository whose dependency graph has so many nodes or a few less: Kustomizations in layers, each waiting for some of
 * the layer before and applying a chart and a Canary.
 *
 * @returns text by path, below the folder given
 */
export function graphRepository(nodes: number, folder: string): ReadonlyMap<string, string> {
  const count = Math.floor((nodes - 2) / EACH);
  const layers = Math.max(2, Math.round(Math.sqrt(count) / 1.5));
  const width = Math.ceil(count / layers);
  const files = new Map([[`${folder}/clusters/prod/flux-system/gotk-sync.yaml`, SYNC]]);
  for (let index = 0; index < count; index++) {
    const layer = Math.floor(index / width);
    const before = [0, 1, 3].map((it) => (layer - 1) * width + ((index + it * 7) % width));
    const needs = layer === 0 ? [] : before.slice(0, 1 + (index % 3));
    files.set(
      `${folder}/clusters/prod/${nameOf(index)}.yaml`,
      kustomization(index, [...new Set(needs)]),
    );
    files.set(`${folder}/apps/${nameOf(index)}/all.yaml`, objects(nameOf(index)));
  }
  return files;
}

const nameOf = (index: number): string => `app-${String(index).padStart(4, "0")}`;

const SYNC = `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: flux-system, namespace: flux-system }
spec: { interval: 1m, url: "https://git.example.com/fleet" }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: flux-system, namespace: flux-system }
spec:
  interval: 10m
  path: ./clusters/prod
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
`;

const kustomization = (
  index: number,
  needs: readonly number[],
): string => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: ${nameOf(index)}
  namespace: flux-system
spec:
  interval: 10m
  timeout: 5m
  wait: ${index % 4 !== 0}
  path: ./apps/${nameOf(index)}
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  dependsOn: [${needs.map((it) => `{ name: ${nameOf(it)} }`).join(", ")}]
`;

const objects = (name: string): string => `apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: ${name}, namespace: ${name} }
spec: { interval: 1h, url: "https://charts.example.com" }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: ${name}, namespace: ${name} }
spec:
  interval: 10m
  chart: { spec: { chart: ${name}, version: 1.0.0, sourceRef: { kind: HelmRepository, name: ${name} } } }
---
apiVersion: flagger.app/v1beta1
kind: Canary
metadata: { name: ${name}, namespace: ${name} }
spec:
  provider: linkerd
  targetRef: { apiVersion: apps/v1, kind: Deployment, name: ${name} }
  service: { port: 80 }
  analysis: { interval: 10s, threshold: 3, maxWeight: 50, stepWeight: 5, metrics: [] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${name} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: ${name}, image: "example.com/${name}:1.0.0" }] }
`;
