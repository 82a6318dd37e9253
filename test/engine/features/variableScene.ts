/** A repository of two clusters that apply the same folder, each with variables of its own. */
export const twoClusters = (settings: string): string => `
${cluster("prod", PROD)}
${cluster("dev", DEV)}
#- apps/kustomization.yaml
resources: [settings.yaml]
#- apps/settings.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: apps }
data:
${settings
  .trim()
  .split("\n")
  .map((it) => `  ${it.trim()}`)
  .join("\n")}
`;

const PROD = `
      substituteFrom:
        - { kind: ConfigMap, name: cluster-vars }
        - { kind: Secret, name: cluster-secrets }
      substitute: { TIER: gold }`;

const DEV = `
      substitute: { TIER: tin }`;

const cluster = (name: string, postBuild: string): string => `
#- clusters/${name}/flux-system/gotk-sync.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: flux-system, namespace: flux-system }
spec: { interval: 1m, url: ssh://git@example.com/fleet }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: flux-system, namespace: flux-system }
spec:
  interval: 10m
  path: ./clusters/${name}
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
#- clusters/${name}/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild:${postBuild}
${
  name === "prod"
    ? `#- clusters/prod/vars.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: cluster-vars, namespace: flux-system }
data:
  REGION: eu-west-1
  TIER: silver
---
apiVersion: v1
kind: Secret
metadata: { name: cluster-secrets, namespace: flux-system }
stringData: { TOKEN: hush }`
    : ""
}`;
