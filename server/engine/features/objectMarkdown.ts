import { nameOf } from "../identity.ts";
import { at, get, itemsOf, mappingOf, type Node, textOf } from "../node.ts";
import { type Resource, treeOf } from "../resource.ts";
import type { View } from "../view.ts";
import { displayPath } from "./displayPath.ts";
import { code, paragraphs, plain } from "./markdown.ts";

/** An object in short: what it is, the file it stands in, and the two lines that matter most of its kind. */
export function objectMarkdown(view: View, it: Resource): string {
  const facts = it.sealed
    ? ["encrypted by SOPS"]
    : (readers[`${it.group}|${it.kind}`]?.(treeOf(it)) ?? []).flatMap(([label, text]) =>
        text ? [`${label} ${code(withoutPassword(text))}`] : [],
      );
  return paragraphs(
    `**${plain(nameOf(it))}** · ${code(displayPath(view, it.path))}`,
    facts.map((fact) => `- ${fact}`).join("\n"),
  );
}

/** Some people write tokens into addresses. */
const withoutPassword = (text: string): string => text.replace(/:\/\/[^@/\s]*:[^@/\s]*@/, "://…@");

type Fact = readonly [label: string, text: string | undefined];
type Reader = (root: Node | undefined) => readonly Fact[];

const text = (root: Node | undefined, path: string): string | undefined =>
  textOf(at(root, path.split(".")));

const first = (root: Node | undefined, ...paths: readonly string[]): string | undefined => {
  for (const path of paths) {
    const found = text(root, path);
    if (found !== undefined) return `${path.slice(path.lastIndexOf(".") + 1)} ${found}`;
  }
  return undefined;
};

/** `GitRepository flux-system` of a reference. */
const named = (root: Node | undefined, path: string): string | undefined => {
  const node = at(root, path.split("."));
  const parts = [textOf(get(node, "kind")), textOf(get(node, "name"))].filter(Boolean);
  return parts.length > 0 ? parts.join(" ") : undefined;
};

const listed = (texts: readonly (string | undefined)[]): string | undefined => {
  const found = texts.filter((it) => it !== undefined);
  if (found.length === 0) return undefined;
  const more = found.length > SHOWN ? ` and ${found.length - SHOWN} more` : "";
  return found.slice(0, SHOWN).join(", ") + more;
};

const SHOWN = 8;

/** Names of keys, never what they hold. */
const keys = (root: Node | undefined, ...fields: readonly string[]): string | undefined =>
  listed(
    fields.flatMap((it) => mappingOf(get(root, it))?.entries.map(({ key }) => key.text) ?? []),
  );

const containers = (root: Node | undefined, path: string): readonly (Node | undefined)[] =>
  itemsOf(at(root, path.split(".")));

const workload: Reader = (root) => [
  [
    "image",
    listed(containers(root, "spec.template.spec.containers").map((it) => textOf(get(it, "image")))),
  ],
  ["replicas", text(root, "spec.replicas")],
];

const SOURCE = "source.toolkit.fluxcd.io";
const IMAGE = "image.toolkit.fluxcd.io";
const NOTIFICATION = "notification.toolkit.fluxcd.io";

/** By group and kind: what a person looks for first. */
const readers: Readonly<Record<string, Reader>> = {
  [`${SOURCE}|GitRepository`]: (root) => [
    ["url", text(root, "spec.url")],
    ["ref", gitRef(root)],
  ],
  [`${SOURCE}|OCIRepository`]: (root) => [
    ["url", text(root, "spec.url")],
    ["ref", first(root, "spec.ref.digest", "spec.ref.semver", "spec.ref.tag")],
  ],
  [`${SOURCE}|HelmRepository`]: (root) => [
    ["url", text(root, "spec.url")],
    ["type", text(root, "spec.type")],
  ],
  [`${SOURCE}|Bucket`]: (root) => [
    ["endpoint", text(root, "spec.endpoint")],
    ["bucket", text(root, "spec.bucketName")],
  ],
  [`${SOURCE}|HelmChart`]: (root) => [
    ["chart", text(root, "spec.chart")],
    ["source", named(root, "spec.sourceRef")],
  ],
  "kustomize.toolkit.fluxcd.io|Kustomization": (root) => [
    ["path", text(root, "spec.path")],
    ["source", named(root, "spec.sourceRef")],
  ],
  "helm.toolkit.fluxcd.io|HelmRelease": (root) => [
    ["chart", chart(root)],
    ["source", named(root, "spec.chart.spec.sourceRef") ?? named(root, "spec.chartRef")],
  ],
  "kustomize.config.k8s.io|Kustomization": kustomization,
  "kustomize.config.k8s.io|Component": kustomization,
  "|ConfigMap": (root) => [["keys", keys(root, "data", "binaryData")]],
  "|Secret": (root) => [
    ["type", text(root, "type")],
    ["keys", keys(root, "data", "stringData")],
  ],
  "|Service": (root) => [
    ["type", text(root, "spec.type")],
    ["ports", listed(containers(root, "spec.ports").map((it) => textOf(get(it, "port"))))],
  ],
  "|PersistentVolumeClaim": (root) => [
    ["size", text(root, "spec.resources.requests.storage")],
    ["class", text(root, "spec.storageClassName")],
  ],
  "apps|Deployment": workload,
  "apps|StatefulSet": workload,
  "apps|DaemonSet": workload,
  "networking.k8s.io|Ingress": (root) => [
    ["class", text(root, "spec.ingressClassName")],
    ["hosts", listed(containers(root, "spec.rules").map((it) => textOf(get(it, "host"))))],
  ],
  "autoscaling|HorizontalPodAutoscaler": (root) => [
    ["scales", named(root, "spec.scaleTargetRef")],
    ["replicas", range(text(root, "spec.minReplicas") ?? "1", text(root, "spec.maxReplicas"))],
  ],
  "flagger.app|Canary": (root) => [
    ["target", named(root, "spec.targetRef")],
    ["provider", text(root, "spec.provider")],
  ],
  "flagger.app|MetricTemplate": (root) => [
    ["provider", text(root, "spec.provider.type")],
    ["query", text(root, "spec.query")?.trim()],
  ],
  "flagger.app|AlertProvider": (root) => [
    ["type", text(root, "spec.type")],
    ["channel", text(root, "spec.channel")],
  ],
  [`${IMAGE}|ImageRepository`]: (root) => [
    ["image", text(root, "spec.image")],
    ["interval", text(root, "spec.interval")],
  ],
  [`${IMAGE}|ImagePolicy`]: (root) => [
    ["repository", text(root, "spec.imageRepositoryRef.name")],
    [
      "policy",
      first(
        root,
        "spec.policy.semver.range",
        "spec.policy.numerical.order",
        "spec.policy.alphabetical.order",
      ),
    ],
  ],
  [`${IMAGE}|ImageUpdateAutomation`]: (root) => [
    ["source", named(root, "spec.sourceRef")],
    ["path", text(root, "spec.update.path")],
  ],
  [`${NOTIFICATION}|Provider`]: (root) => [
    ["type", text(root, "spec.type")],
    ["channel", text(root, "spec.channel")],
  ],
  [`${NOTIFICATION}|Alert`]: (root) => [
    ["provider", text(root, "spec.providerRef.name")],
    ["severity", text(root, "spec.eventSeverity")],
  ],
  [`${NOTIFICATION}|Receiver`]: (root) => [["type", text(root, "spec.type")]],
};

/** The most exact of the fields wins (flux.md §5.1). */
const gitRef = (root: Node | undefined): string | undefined =>
  first(
    root,
    "spec.ref.commit",
    "spec.ref.name",
    "spec.ref.semver",
    "spec.ref.tag",
    "spec.ref.branch",
  );

function chart(root: Node | undefined): string | undefined {
  const name = text(root, "spec.chart.spec.chart");
  const version = text(root, "spec.chart.spec.version");
  return name === undefined || version === undefined ? name : `${name} ${version}`;
}

function kustomization(root: Node | undefined): readonly Fact[] {
  const entries = itemsOf(get(root, "resources")).map((it) => textOf(it));
  return [
    ["namespace", text(root, "namespace")],
    ["resources", listed(entries)],
  ];
}

const range = (least: string, most: string | undefined): string | undefined =>
  most === undefined ? undefined : `${least} to ${most}`;
