import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { enums } from "./kubernetes/enums.mjs";
import { order } from "./kubernetes/order.mjs";
import { quantities } from "./kubernetes/quantities.mjs";
import { removed } from "./kubernetes/removed.mjs";

/**
 * JSON Schema definitions of Kubernetes' own kinds, from the models of `@kubernetes/client-node`,
 * and what is known of each kind. Alpha versions are left out: no cluster serves them unasked.
 *
 * Returns `{ release, kinds, definitions }`: every kind names its definition, unless only its name is known.
 */
export function kubernetesSchemas() {
  const exported = new Set(
    [...read("models/all.js").matchAll(/models\/(\w+)\.js/g)].map(([, name]) => name),
  );
  const release = /release-([\d.]+)/.exec(read("models/V1Pod.js"))[1];
  const kinds = servedKinds(exported, release);
  const definitions = {};
  for (const { model } of kinds) define(model, definitions, true);
  checkTables(definitions);
  return { release, kinds: [...kinds, ...removedKinds()], definitions };
}

const generated = join(
  dirname(fileURLToPath(import.meta.resolve("@kubernetes/client-node"))),
  "gen",
);
const read = (file) => readFileSync(join(generated, file), "utf8");

/** What these hold is another language: a schema inside a schema, or whatever its owner likes. */
const opaque = new Set(["V1JSONSchemaProps", "V1ManagedFieldsEntry"]);

/** What is asked of an API server and never stored in it. */
const transient = /^(Binding|.*Review|TokenRequest)$/;

/** Every kind that a client can create, with group, version, plural and scope, from the API classes. */
function servedKinds(exported, release) {
  const kinds = new Map();
  for (const [, api] of read("index.js").matchAll(/Object(\w+V\d\w*Api) as/g)) {
    if (/V\d+alpha/.test(api)) continue;
    for (const [, path, model] of read(`apis/${api}.js`).matchAll(CREATE)) {
      const info = kindOf(path, model, release);
      if (!info || !exported.has(model) || transient.test(info.kind)) continue;
      kinds.set(`${info.group}/${info.version}/${info.kind}`, info);
    }
  }
  return [...kinds.values()];
}

const CREATE =
  /async create\w+\((?:(?!async )[\s\S])*?localVarPath = '([^']+)'(?:(?!async )[\s\S])*?serialize\(body, "(\w+)"/g;

function kindOf(path, model, release) {
  const found = /^\/(?:api|apis\/([^/]+))\/(v[^/]+)\/(namespaces\/\{namespace\}\/)?([a-z]+)$/.exec(
    path,
  );
  if (!found) return undefined;
  const [, group = "", version, namespaced, plural] = found;
  const kind = model.replace(/^\w*?V\d+((alpha|beta)\d+)?/, "");
  const anchor = `${kind}-${version}-${group || "core"}`.toLowerCase().replaceAll(".", "-");
  return {
    group,
    version,
    kind,
    plural,
    scope: namespaced ? "Namespaced" : "Cluster",
    documentation: `https://kubernetes.io/docs/reference/generated/kubernetes-api/v${release}/#${anchor}`,
    served: true,
    model,
  };
}

function removedKinds() {
  const documentation = "https://kubernetes.io/docs/reference/using-api/deprecation-guide/";
  return removed.flatMap(([apiVersion, kinds, removedIn, replacedBy]) => {
    const [group, version] = apiVersion.split("/");
    return kinds.map((kind) => ({
      group,
      version,
      kind,
      scope: clusterScoped.test(kind) ? "Cluster" : "Namespaced",
      documentation,
      served: false,
      removedIn,
      ...(replacedBy && { replacedBy }),
    }));
  });
}

const clusterScoped =
  /^(Cluster.*|.*Configuration|.*Class|CustomResourceDefinition|APIService|Certificate.*|CSI(Driver|Node)|FlowSchema|PodSecurityPolicy|VolumeAttachment)$/;

/** Adds the definition of a model, and of all it leads to. */
function define(model, definitions, isKind = false) {
  if (definitions[model]) return;
  if (opaque.has(model)) {
    definitions[model] = { type: "object", "x-kubernetes-preserve-unknown-fields": true };
    return;
  }
  const { about, fields } = readModel(model);
  const definition = { description: about, type: "object", additionalProperties: false };
  definitions[model] = definition;
  definition.properties = Object.fromEntries(
    inOrder(model, fields).map((field) => [
      field.name,
      fieldSchema(model, field, definitions, isKind),
    ]),
  );
  const required = fields.filter((it) => it.required);
  if (required.length > 0) definition.required = required.map((it) => it.name);
}

function readModel(model) {
  const attributes = JSON.parse(
    /attributeTypeMap = (\[[\s\S]*?\]);/.exec(read(`models/${model}.js`))[1],
  );
  const declaration = read(`models/${model}.d.ts`);
  const optional = new Map();
  const texts = new Map();
  const FIELD = /(?:\/\*\*\s*((?:(?!\*\/)[\s\S])*?)\*\/\s*)?'([^']+)'(\?)?:/g;
  for (const [, text, name, mark] of declaration.matchAll(FIELD)) {
    optional.set(name, mark !== undefined);
    texts.set(name, sentence(text));
  }
  const about = /\/\*\*\s*((?:(?!\*\/)[\s\S])*?)\*\/\s*export declare class/.exec(declaration)?.[1];
  return {
    about: sentence(about),
    fields: attributes.map(({ name, baseName, type, format }) => ({
      name: baseName,
      type,
      format,
      required: optional.get(name) === false,
      description: texts.get(name),
    })),
  };
}

/** The first sentences, at most about 300 characters of them. */
function sentence(text = "") {
  const plain = text
    .replace(/^\s*\*\s?/gm, "")
    .replace(/\\(["'])/g, "$1")
    .replace(/\s*(More info|See):? https?:\S+/g, "")
    .replace(/^\s*IntOrString is a type .*/, "")
    .replace(/\s+/g, " ")
    .trim();
  if (plain.length <= 300) return plain || undefined;
  const cut = plain.slice(0, 300);
  const end = Math.max(cut.lastIndexOf(". "), cut.lastIndexOf("; "));
  return end > 60 ? cut.slice(0, end + 1) : `${cut.slice(0, cut.lastIndexOf(" "))}…`;
}

function inOrder(model, fields) {
  const first = ["apiVersion", "kind", "metadata", ...(order[model] ?? [])];
  const rank = ({ name, required }) => {
    const index = first.indexOf(name);
    return index >= 0 ? index : name === "status" ? 1e3 : required ? 100 : 200;
  };
  return fields.toSorted((a, b) => rank(a) - rank(b));
}

function fieldSchema(model, { name, type, format, description }, definitions, isKind) {
  // Nobody writes a status; its types would double the size of everything.
  if (isKind && name === "status") return { description, type: "object" };
  const values = enums[model]?.[name];
  const quantity = quantities[model]?.includes(name);
  const schema = typeSchema(type, format, definitions, values, quantity);
  return { ...(description && { description }), ...schema };
}

function typeSchema(type, format, definitions, values, quantity) {
  const list = /^(?:Array|Set)<(.*)>$/.exec(type)?.[1];
  const nested = (it) => typeSchema(it, format, definitions, values, quantity);
  if (list) return { type: "array", items: nested(list) };
  const map = /^\{ \[key: string\]: (.*); \}$/.exec(type)?.[1];
  if (map) return { type: "object", additionalProperties: nested(map) };
  if (quantity) return { type: ["string", "number"] };
  if (type === "IntOrString") return { type: ["integer", "string"] };
  if (type === "string" || type === "Date" || type === "V1MicroTime")
    return { type: "string", ...(values && { enum: values }) };
  if (type === "number") return { type: format === "double" ? "number" : "integer" };
  if (type === "boolean") return { type: "boolean" };
  if (type === "any") return {};
  define(type, definitions);
  return { $ref: `#/definitions/${type}` };
}

/** A row that names nothing is a row that an update has left behind. */
function checkTables(definitions) {
  const fieldsOf = (model) => Object.keys(definitions[model]?.properties ?? {});
  const lost = [];
  for (const table of [enums, quantities, order]) {
    for (const [model, row] of Object.entries(table)) {
      const names = Array.isArray(row) ? row : Object.keys(row);
      const missing = names.filter((name) => !fieldsOf(model).includes(name));
      lost.push(...missing.map((name) => `${model}.${name}`));
    }
  }
  if (lost.length > 0)
    throw new Error(`schemas/kubernetes/ names no such field: ${lost.join(", ")}`);
}
