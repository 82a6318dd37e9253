/**
 * An overlay of a base with so many objects (a third each: Deployments, Services, ConfigMaps), which uses most of what
 * people use: files by absolute path below `/big`, to be built at `/big/overlay`.
 */
export function bigOverlay(objects: number): ReadonlyMap<string, string> {
  const names = Array.from({ length: Math.ceil(objects / 3) }, (_, index) => `app-${index + 1}`);
  const files = names.map((it) => [`/big/base/${it}.yaml`, manifests(it)] as const);
  const resources = names.map((it) => `- ${it}.yaml\n`).join("");
  return new Map([
    ...files,
    ["/big/base/kustomization.yaml", `resources:\n${resources}`],
    ["/big/overlay/kustomization.yaml", OVERLAY],
    ["/big/overlay/patch.yaml", PATCH],
  ]);
}

const manifests = (name: string): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  selector:
    matchLabels: {app: ${name}}
  template:
    metadata:
      labels: {app: ${name}}
    spec:
      containers:
      - name: main
        image: ghcr.io/acme/${name}:1.0.0
        envFrom:
        - configMapRef: {name: ${name}}
        ports:
        - containerPort: 8080
---
apiVersion: v1
kind: Service
metadata:
  name: ${name}
spec:
  selector: {app: ${name}}
  ports:
  - port: 80
    targetPort: 8080
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: ${name}
data:
  LOG_LEVEL: info
  settings.yaml: |
    name: ${name}
    debug: false
`;

const OVERLAY = `resources:
- ../base
namespace: production
namePrefix: prod-
labels:
- pairs: {env: production}
  includeSelectors: true
commonAnnotations:
  team: platform
images:
- name: ghcr.io/acme/app-1
  newTag: 1.2.3
replicas:
- name: app-2
  count: 3
configMapGenerator:
- name: extra
  literals: [A=1, B=2]
patches:
- path: patch.yaml
  target: {kind: Deployment}
- patch: |
    - op: add
      path: /data/EXTRA
      value: "yes"
  target: {kind: ConfigMap, name: app-.*}
replacements:
- source: {kind: ConfigMap, name: prod-app-1, fieldPath: data.LOG_LEVEL}
  targets:
  - select: {kind: ConfigMap}
    fieldPaths: [data.LEVEL]
    options: {create: true}
`;

const PATCH = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: any
spec:
  template:
    spec:
      containers:
      - name: main
        resources:
          limits: {memory: 64Mi}
`;
