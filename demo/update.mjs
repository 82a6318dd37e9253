import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { main } from "../scripts/tell.mjs";

/**
 * Reads a real API server (`node demo/update.mjs KUBECONFIG MODULES`, needs kubectl; MODULES is the folder of Go
 * modules in which `k8s.io/api` of the same release lies) and writes what the demo cluster knows of Kubernetes' own
 * kinds: which there are, the types of their fields and their numbers in protobuf. No sentence of upstream's is kept.
 */
async function update() {
  const kubeconfig = process.argv[2];
  const raw = (path) =>
    JSON.parse(
      execFileSync("kubectl", ["--kubeconfig", kubeconfig, "get", "--raw", path], {
        maxBuffer: 1 << 27,
      }),
    );
  const types = {};
  const kinds = [];
  for (const groupVersion of Object.keys(wanted)) {
    const path = groupVersion.includes("/") ? `apis/${groupVersion}` : `api/${groupVersion}`;
    const { schemas } = raw(`/openapi/v3/${path}`).components;
    for (const kind of kindsOf(groupVersion, raw(`/${path}`).resources, schemas)) {
      kinds.push(kind);
      take(kind.type, schemas, types);
    }
    for (const name of wantedTypes[groupVersion] ?? []) take(name, schemas, types);
  }
  writeDefinitions(raw("/apis/apiextensions.k8s.io/v1/customresourcedefinitions").items);
  const { gitVersion } = raw("/version");
  number(types, gitVersion.replace(/^v1\./, "v0."));
  const sorted = Object.fromEntries(Object.entries(types).sort(([a], [b]) => (a < b ? -1 : 1)));
  const lines = (entries) => entries.join(",\n");
  const text = `{"version":${JSON.stringify(gitVersion)},\n"kinds":[\n${lines(kinds.map((it) => JSON.stringify(it)))}\n],\n"types":{\n${lines(Object.entries(sorted).map(([name, it]) => `${JSON.stringify(name)}:${JSON.stringify(it)}`))}\n}}\n`;
  writeFileSync(join(import.meta.dirname, "apiserver", "data", "kubernetes.json"), text);
}

/** The definitions of Flux, Flagger and their neighbours, without sentences. */
function writeDefinitions(items) {
  const lines = items.map(({ metadata: { name, labels, annotations }, spec }) => {
    const { "kubectl.kubernetes.io/last-applied-configuration": _, ...rest } = annotations ?? {};
    return JSON.stringify({
      apiVersion: "apiextensions.k8s.io/v1",
      kind: "CustomResourceDefinition",
      metadata: { name, ...(labels && { labels }), ...(annotations && { annotations: rest }) },
      spec: { ...spec, versions: spec.versions.map(withoutSentences) },
    });
  });
  const text = `[\n${lines.join(",\n")}\n]\n`;
  writeFileSync(join(import.meta.dirname, "apiserver", "data", "definitions.json"), text);
}

/** What a description says belongs to upstream; a field that is called so stays. */
function withoutSentences(value) {
  if (Array.isArray(value)) return value.map(withoutSentences);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(
    ([key, it]) => !(key === "description" && typeof it === "string"),
  );
  return Object.fromEntries(entries.map(([key, it]) => [key, withoutSentences(it)]));
}

/** The versions that the demo cluster serves, in the order of discovery; of a list, only those resources. */
const wanted = {
  v1: "*",
  "apiregistration.k8s.io/v1": "*",
  "apps/v1": "*",
  "events.k8s.io/v1": "*",
  "authentication.k8s.io/v1": "*",
  "authorization.k8s.io/v1": "*",
  "autoscaling/v2": "*",
  "batch/v1": "*",
  "networking.k8s.io/v1": ["ingresses", "ingressclasses", "networkpolicies"],
  "policy/v1": "*",
  "rbac.authorization.k8s.io/v1": "*",
  "storage.k8s.io/v1": ["storageclasses"],
  "admissionregistration.k8s.io/v1": [
    "mutatingwebhookconfigurations",
    "validatingwebhookconfigurations",
  ],
  "apiextensions.k8s.io/v1": "*",
  "scheduling.k8s.io/v1": "*",
  "coordination.k8s.io/v1": "*",
  "discovery.k8s.io/v1": "*",
};

/** Types that no kind names but the server speaks of. */
const wantedTypes = {
  v1: [
    "io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions",
    "io.k8s.api.authentication.v1.TokenRequest",
  ],
  "apps/v1": ["io.k8s.api.autoscaling.v1.Scale"],
};

function kindsOf(groupVersion, resources, schemas) {
  const [version, group = ""] = groupVersion.split("/").reverse();
  const only = wanted[groupVersion];
  const takes = (name) => only === "*" || only.includes(name);
  return resources
    .filter(({ name }) => !name.includes("/") && takes(name) && name !== "componentstatuses")
    .map(({ name, singularName, namespaced, kind, verbs, shortNames, categories }) => ({
      group,
      version,
      kind,
      plural: name,
      singular: singularName,
      namespaced,
      verbs,
      ...(shortNames && { shortNames }),
      ...(categories && { categories }),
      subresources: resources
        .filter((it) => it.name.startsWith(`${name}/`))
        .filter((it) =>
          ["status", "scale", "log", "eviction", "binding", "token"].includes(
            it.name.split("/")[1],
          ),
        )
        .map((it) => it.name.split("/")[1]),
      type: typeOf(schemas, group, version, kind),
    }));
}

function typeOf(schemas, group, version, kind) {
  const is = (it) => it.group === group && it.version === version && it.kind === kind;
  return Object.keys(schemas).find((name) =>
    schemas[name]["x-kubernetes-group-version-kind"]?.some(is),
  );
}

function take(name, schemas, types) {
  if (name === undefined || types[name]) return;
  types[name] = {};
  types[name] = compact(schemas[name], (it) => take(it, schemas, types));
}

/**
 * Adds the numbers of fields to types: the name of the field, or a table where the fields of another type stand in
 * this one.
 */
function number(types, release) {
  const messages = {};
  const pointers = {};
  for (const module of ["api", "apimachinery", "apiextensions-apiserver"]) {
    const folder = join(process.argv[3], "k8s.io", `${module}@${release}`);
    const files = readdirSync(folder, { recursive: true });
    for (const file of files.filter((it) => it.endsWith("generated.proto"))) {
      readMessages(readFileSync(join(folder, file), "utf8"), messages);
    }
    for (const file of files.filter((it) => /(^|\/)types\w*\.go$/.test(it))) {
      const place = `io.k8s.${module}.${dirname(file).replaceAll("/", ".")}`;
      readPointers(readFileSync(join(folder, file), "utf8"), place, pointers);
    }
  }
  for (const [name, type] of Object.entries(types)) {
    const fields = messages[name];
    if (pointers[name] && type.properties) type.pointers = pointers[name];
    if (!type.properties || !fields) continue;
    const known = ({ field }) => type.properties[field] !== undefined;
    const inline = (of) =>
      Object.fromEntries((messages[of] ?? []).filter(known).map(({ field, at }) => [at, field]));
    type.fields = Object.fromEntries(
      fields.map((it) => [it.at, known(it) ? it.field : inline(it.of)]),
    );
  }
}

/** Fields of Go that may be absent, so that a zero in them is a value; protobuf writes all other zeros as well. */
function readPointers(text, place, pointers) {
  for (const [, name, body] of text.matchAll(/^type (\w+) struct \{\n(.*?)^\}/gms)) {
    const found = [...body.matchAll(/^\t\w+ +\*\w+ +`json:"(\w+)/gm)].map(([, field]) => field);
    if (found.length > 0) pointers[`${place}.${name}`] = found;
  }
}

function readMessages(text, messages) {
  const [, own] = /^package (\S+);/m.exec(text);
  const nameOf = (name) =>
    (name.includes(".") ? name : `${own}.${name}`)
      .replace(/^\.?k8s\.io\./, "io.k8s.")
      .replace("apiextensions_apiserver", "apiextensions-apiserver");
  const field = /^ {2}(?:optional |repeated )?(map<.*>|\S+) (\w+) = (\d+);/gm;
  for (const [, name, body] of text.matchAll(/^message (\w+) \{\n(.*?)^\}/gms)) {
    const fields = [...body.matchAll(field)];
    messages[nameOf(name)] = fields.map(([, of, name, at]) => ({
      of: nameOf(of),
      field: name,
      at,
    }));
  }
}

const kept = [
  "type",
  "format",
  "required",
  "enum",
  "x-kubernetes-list-type",
  "x-kubernetes-list-map-keys",
  "x-kubernetes-map-type",
  "x-kubernetes-patch-merge-key",
  "x-kubernetes-patch-strategy",
  "x-kubernetes-group-version-kind",
  "x-kubernetes-preserve-unknown-fields",
];

function compact(schema, found) {
  const reference = schema.$ref ?? schema.allOf?.[0].$ref;
  const out = {};
  if (reference) {
    const name = reference.split("/").at(-1);
    found(name);
    out.$ref = name;
  }
  for (const key of kept) if (schema[key] !== undefined) out[key] = schema[key];
  // Kinds such as DeleteOptions belong to every group; which ones is of no use here.
  if (out["x-kubernetes-group-version-kind"]?.length > 1)
    delete out["x-kubernetes-group-version-kind"];
  // An empty object says that the API server always writes the field; other empty values say nothing.
  if (schema.default && (typeof schema.default !== "object" || !Object.keys(schema.default)[0])) {
    out.default = schema.default;
  }
  if (schema.oneOf) out["x-kubernetes-int-or-string"] = true;
  if (schema.items) out.items = compact(schema.items, found);
  if (typeof schema.additionalProperties === "object") {
    out.additionalProperties = compact(schema.additionalProperties, found);
  }
  if (schema.properties) {
    const entries = Object.entries(schema.properties);
    out.properties = Object.fromEntries(entries.map(([key, it]) => [key, compact(it, found)]));
  }
  return out;
}

await main(update);
