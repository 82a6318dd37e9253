import { memo } from "../memo.ts";
import { nearest } from "../nearest.ts";
import { at, get, itemsOf, type Path, textOf } from "../node.ts";
import { mayBePatched } from "../patched.ts";
import { isLeftOut } from "../reach.ts";
import { isOpen } from "../references/read.ts";
import { type Resource, treeOf } from "../resource.ts";
import { pods } from "./constraints/podKinds.ts";
import { replaceValue } from "./fixes.ts";
import { pathsOf } from "./pathsOf.ts";
import type { Finding, Rule } from "./rule.ts";

/** The kubelet looks a named port up among those of the same container. */
export const probePortMissing: Rule = {
  code: "probe-port-missing",
  severity: "warning",
  title: "Probe of a port that its container does not name",
  explanation:
    "A probe may name its port, which the kubelet then looks up among the ports of the same container. Where none has that name, the probe never succeeds: with a readinessProbe or startupProbe the pod is never ready and gets no requests, and a livenessProbe watches over nothing. Name a port of the container, or write its number.",
  link: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#use-a-named-port",
  examples: {
    wrong: `
      apiVersion: v1
      kind: Pod
      metadata: { name: shop, namespace: shop }
      spec:
        containers:
          - name: web
            image: example.com/shop:1.0
            ports: [{ name: http, containerPort: 8080 }]
            readinessProbe: { httpGet: { path: /, port: htpp } }
            #                                           ^^^^ probe-port-missing
    `,
    right: `
      apiVersion: v1
      kind: Pod
      metadata: { name: shop, namespace: shop }
      spec:
        containers:
          - name: web
            image: example.com/shop:1.0
            ports: [{ name: http, containerPort: 8080 }]
            readinessProbe: { httpGet: { path: /, port: http } }
    `,
  },
  judges: "builds",
  about: (resource) => podOf(resource) !== undefined,
  prepare: (resource) => found(resource),
  *check(resource, view) {
    const findings = found(resource);
    if (findings.length === 0 || isLeftOut(resource, view)) return;
    if (!mayBePatched(resource, view, ["ports", "Probe"])) yield* findings;
  },
};

const podOf = ({ group, version, kind }: Resource): string | undefined => {
  const name = group === "" ? `${version} ${kind}` : `${group}/${version} ${kind}`;
  return pods.find((it) => it.kind === name)?.at;
};

const found = memo((resource: Resource): readonly Finding[] => {
  const pod = podOf(resource) ?? "";
  const root = treeOf(resource);
  const findings = ["containers[]", "initContainers[]"]
    .flatMap((it) => pathsOf(root, `${pod}.${it}`))
    .flatMap((container) => PROBED.flatMap((probe) => judged(resource, container, probe)));
  return findings.length === 0 ? none : findings;
});

const none: readonly Finding[] = [];

const PROBED: readonly (readonly [probe: string, handler: string])[] = [
  "readinessProbe",
  "livenessProbe",
  "startupProbe",
].flatMap((probe) => [[probe, "httpGet"] as const, [probe, "tcpSocket"] as const]);

function judged(
  resource: Resource,
  container: Path,
  [probe, handler]: (typeof PROBED)[number],
): readonly Finding[] {
  const root = treeOf(resource);
  const place = [...container, probe, handler, "port"];
  const name = textOf(at(root, place));
  if (name === undefined || !/\D/.test(name) || isOpen(name)) return none;
  const names = itemsOf(get(at(root, container), "ports")).flatMap(
    (it) => textOf(get(it, "name")) ?? [],
  );
  if (names.includes(name) || names.some(isOpen)) return none;
  const better = nearest(name, names) ?? (names.length === 1 ? names[0] : undefined);
  const consequence =
    probe === "livenessProbe" ? "it watches over nothing" : "the pod is never ready";
  return [
    {
      at: place,
      message: `This container names no port "${name}", so ${consequence}.${better === undefined ? "" : ` Did you mean "${better}"?`}`,
      fixes:
        better === undefined
          ? []
          : [replaceValue(resource, place, better, `Replace with "${better}"`)],
    },
  ];
}
