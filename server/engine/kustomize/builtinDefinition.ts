import { builtinSchema, type MergeField } from "./mergeSchema.ts";

/**
 * A type inside the built-in schema by the name of its definition, such as `io.k8s.api.core.v1.PodTemplateSpec`: kinds,
 * their `spec`, and the types of Pods to which schemas of custom resources refer.
 */
export function builtinDefinition(name: string): MergeField | undefined {
  const kind = /([^.]+)$/.exec(name)?.[1] ?? "";
  if (name.startsWith("io.k8s.apimachinery.")) return kind === "ObjectMeta" ? META : undefined;
  const [, group = "", version = ""] = /^io\.k8s\.api\.([^.]+)\.([^.]+)\.[^.]+$/.exec(name) ?? [];
  if (group === "core" && Object.hasOwn(PARTS, kind)) return PARTS[kind];
  for (const it of groupsOf(group)) {
    const apiVersion = it === "" ? version : `${it}/${version}`;
    const whole = builtinSchema.kind(apiVersion, kind);
    if (whole) return whole;
    const spec = kind.endsWith("Spec")
      ? builtinSchema.kind(apiVersion, kind.slice(0, -4))?.field("spec")
      : undefined;
    if (spec) return spec;
  }
  return undefined;
}

const META = builtinSchema.kind("v1", "Pod")?.field("metadata");
const POD = builtinSchema.kind("v1", "Pod")?.field("spec");

const elementOf = (list: string): MergeField | undefined => POD?.field(list)?.element();

const PARTS: Readonly<Record<string, MergeField | undefined>> = {
  PodTemplateSpec: builtinSchema.kind("v1", "PodTemplate")?.field("template"),
  PodSpec: POD,
  Container: elementOf("containers"),
  EphemeralContainer: elementOf("ephemeralContainers"),
  Volume: elementOf("volumes"),
};

/** In names of definitions, groups are written without their domain. */
const groupsOf = (group: string): readonly string[] =>
  group === "core" ? [""] : [group, `${group}.k8s.io`, `${group}.authorization.k8s.io`];
