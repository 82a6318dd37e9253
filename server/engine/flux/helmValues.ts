import { base64Bytes } from "../kustomize/base64.ts";
import { lenientText } from "../kustomize/bytes.ts";
import { nodeOfText } from "../kustomize/readObjects.ts";
import { plainNode, scalarText, stringNode } from "../kustomize/scalars.ts";
import { attempt } from "../kustomize/stop.ts";
import { causeOf, emptyMapping, fieldOf, sequenceOf, withField } from "../kustomize/tree.ts";
import { itemsOf, type Mapping, type Node, type Scalar, scalarOf } from "../node.ts";
import { type DocumentPlace, placeOfNode } from "../origin.ts";
import type { FindValues } from "./variables.ts";

/** The values that a HelmRelease gives its chart (flux.md §5.2): those of `valuesFrom` in order, `values` on top. */
export interface HelmValues {
  /** Every value stands where it was last given. */
  readonly values: Mapping;
  /** References that could not be followed; helm-controller stops at the first. */
  readonly faults: readonly HelmValuesFault[];
  /** Some values are encrypted, or only in the cluster: what is missing here may be there. */
  readonly open: boolean;
}

export interface HelmValuesFault {
  readonly message: string;
  readonly place: DocumentPlace | undefined;
}

/** Both trees carry origins. `find`: ConfigMaps and Secrets of the namespace of the release. */
export function helmValues(release: Mapping, namespace: string, find: FindValues): HelmValues {
  const spec = fieldOf(release, "spec");
  const faults: HelmValuesFault[] = [];
  let open = false;
  let values = emptyMapping(causeOf(release));
  for (const reference of itemsOf(fieldOf(spec, "valuesFrom"))) {
    const found = follow(reference, namespace, find);
    if ("open" in found) open = true;
    else if ("fault" in found) faults.push({ message: found.fault, place: found.place });
    else values = merge(values, found.values);
  }
  const own = fieldOf(spec, "values");
  return { values: own?.kind === "mapping" ? merge(values, own) : values, faults, open };
}

type Followed =
  | { readonly open: true }
  | { readonly fault: string; readonly place: DocumentPlace | undefined }
  | { readonly values: Mapping };

function follow(reference: Node | undefined, namespace: string, find: FindValues): Followed {
  const kind = scalarText(fieldOf(reference, "kind"));
  const name = scalarText(fieldOf(reference, "name"));
  const key = scalarText(fieldOf(reference, "valuesKey")) || "values.yaml";
  const optional = scalarText(fieldOf(reference, "optional")) === "true";
  if (!reference || name === undefined || (kind !== "ConfigMap" && kind !== "Secret")) {
    return { open: true };
  }
  const told = `could not resolve ${kind} chart values reference '${namespace}/${name}' with key '${key}': `;
  const place = placeOfNode(fieldOf(reference, "name"));
  const nothing = { values: emptyMapping(causeOf(reference)) };
  const found = find(kind, name);
  if (found === "unknown") return { open: true };
  if (found === "missing") {
    const fault = `${told}${kind.toLowerCase()}s "${name}" not found`;
    return optional ? nothing : { fault, place };
  }
  if (found.sealed) return { open: true };
  const text = valueIn(found.node, kind, key);
  if (!text) {
    return optional ? nothing : { fault: `${told}missing key '${key}' in ${kind}`, place };
  }
  const path = scalarText(fieldOf(reference, "targetPath"));
  if (path) return { values: valueAt(path, text, reference) };
  const read = attempt(() => nodeOfText(text.text, text));
  if ("error" in read) return { fault: told + read.error.message, place: read.error.place };
  const node = read.value;
  if (node && node.kind !== "mapping") {
    return { fault: `${told}the text is no mapping`, place: placeOfNode(text) };
  }
  return node ? { values: node } : nothing;
}

/** The text under a key. That of a Secret is only read where it is written in the clear. */
function valueIn(node: Node, kind: "ConfigMap" | "Secret", key: string): Scalar | undefined {
  const clear = scalarOf(fieldOf(fieldOf(node, kind === "Secret" ? "stringData" : "data"), key));
  if (clear || kind === "ConfigMap") return clear;
  const encoded = scalarOf(fieldOf(fieldOf(node, "data"), key));
  return encoded && decoded(encoded);
}

function decoded(scalar: Scalar): Scalar {
  const bytes = base64Bytes(scalar.text);
  const text = bytes ? lenientText(bytes) : "";
  return { ...stringNode(text, causeOf(scalar)), style: "double" };
}

/** `a.b[0].c` as `helm --set` takes it; numbers and booleans are such, unless the reference says `literal`. */
function valueAt(path: string, text: Scalar, reference: Node): Mapping {
  const cause = causeOf(text);
  const literal = scalarText(fieldOf(reference, "literal")) === "true";
  const quoted = /^(["'])(.*)\1$/s.exec(text.text)?.[2];
  const leaf =
    literal || quoted !== undefined || !TYPED.test(text.text)
      ? stringNode(quoted ?? text.text, cause)
      : plainNode(text.text, cause);
  const steps = path.split(/(?<!\\)\.|(?=\[\d+\])/).filter((it) => it !== "");
  const tree = steps.reduceRight<Node>((inner, step) => {
    const index = /^\[(\d+)\]$/.exec(step)?.[1];
    if (index === undefined) {
      return withField(emptyMapping(cause), step.replaceAll("\\.", "."), inner, cause);
    }
    const empty = Array.from({ length: Math.min(Number(index), 1000) }, () =>
      plainNode("null", cause),
    );
    return sequenceOf([...empty, inner], cause);
  }, leaf);
  return tree.kind === "mapping" ? tree : emptyMapping(cause);
}

const TYPED = /^(true|false|null|-?(0|[1-9][0-9]*))$/;

/** Mappings are merged, anything else is replaced; what stood there before is remembered. */
function merge(below: Mapping, above: Mapping): Mapping {
  return above.entries.reduce((out, { key, value }) => {
    if (!value) return out;
    const before = fieldOf(out, key.text);
    const cause = causeOf(key);
    if (before?.kind === "mapping" && value.kind === "mapping") {
      return withField(out, key.text, merge(before, value), cause);
    }
    return withField(out, key.text, before ? replacing(value, before) : value, cause);
  }, below);
}

function replacing(value: Node, before: Node): Node {
  if (value.kind === "alias" || !value.from || value.from.before) return value;
  return { ...value, from: { ...value.from, before } };
}
