// Writes server/engine/flux/data/goTypes.ts from Kubernetes' client for Go: `node schemas/goTypes/update.mjs`.
// Needs Go. The version is that which the newest kustomize-controller is built with.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";

const VERSION = "v0.36.4";

/** What Flux is given to apply; what is only asked of a server, and alpha versions, are left out. */
const GROUPS =
  /^(admissionregistration\.k8s\.io\/v1|apps\/v1|autoscaling\/v[12]|batch\/v1|certificates\.k8s\.io\/v1|coordination\.k8s\.io\/v1|discovery\.k8s\.io\/v1|flowcontrol\.apiserver\.k8s\.io\/v1|networking\.k8s\.io\/v1|node\.k8s\.io\/v1|policy\/v1|rbac\.authorization\.k8s\.io\/v1|resource\.k8s\.io\/v1|scheduling\.k8s\.io\/v1|storage\.k8s\.io\/v1|v1)$/;
const SKIPPED =
  /^(.*(List|Options)|WatchEvent|API.*|Binding|Status|PodStatusResult|RangeAllocation|SerializedReference|ComponentStatus|Eviction|Scale|Event)$/;

const LETTERS = {
  string: "s",
  bool: "b",
  int32: "i",
  int64: "i",
  bytes: "B",
  "custom:v1.Time": "T",
  "custom:v1.MicroTime": "M",
  "custom:resource.Quantity": "Q",
  "custom:intstr.IntOrString": "I",
  "custom:runtime.RawExtension": "R",
  "custom:v1.FieldsV1": "R",
};

const { kinds, types, lists } = facts();
const used = Object.entries(kinds)
  .filter(([it]) => GROUPS.test(it.split(" ")[0]) && !SKIPPED.test(it.split(" ")[1]))
  .sort();
const names = new Map();
const lines = new Map();
for (const [, type] of used) nameOf(type);
for (const [, type] of used) visit(type);
writeFileSync(join(import.meta.dirname, "../../server/engine/flux/data/goTypes.ts"), file());

function facts() {
  const folder = mkdtempSync(join(tmpdir(), "goTypes-"));
  const go = (...args) =>
    execFileSync("go", args, { cwd: folder, encoding: "utf8", maxBuffer: 1 << 26 });
  try {
    copyFileSync(join(import.meta.dirname, "main.go"), join(folder, "main.go"));
    go("mod", "init", "types");
    go("get", `k8s.io/client-go/kubernetes/scheme@${VERSION}`);
    const [kinds, types] = JSON.parse(go("run", "."));
    const home = go("list", "-m", "-f", "{{.Dir}}", "k8s.io/client-go").trim();
    const source = readFileSync(join(home, "applyconfigurations/internal/internal.go"), "utf8");
    const merge = parse(/typed\.YAMLObject\(`([\s\S]*?)`\)/.exec(source)[1]);
    const lists = new Map(merge.types.map((it) => [it.name, it.map?.fields ?? []]));
    return { kinds, types, lists };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The last word of a type, with its group where two share it. */
function nameOf(type) {
  const known = names.get(type);
  if (known) return known;
  const last = type.slice(type.lastIndexOf(".") + 1);
  const [group, version] = type.slice(0, type.lastIndexOf(".")).split("/").slice(-2);
  const name = [...names.values()].includes(last) ? `${group}.${version}.${last}` : last;
  names.set(type, name);
  return name;
}

function codeOf(type) {
  if (type.startsWith("*")) return `*${codeOf(type.slice(1))}`;
  if (type.startsWith("[]")) return `[]${codeOf(type.slice(2))}`;
  if (type.startsWith("map:")) return `{}${codeOf(type.slice(4))}`;
  if (LETTERS[type]) return LETTERS[type];
  visit(type);
  return nameOf(type);
}

function visit(type) {
  if (lines.has(type)) return;
  lines.set(type, "");
  const merged = lists.get(type.replace(/^k8s\.io\//, "io.k8s.").replaceAll("/", "."));
  // A claim stands in other kinds, too, where its status is kept.
  const isKind = used.some(([, it]) => it === type) && !type.endsWith(".PersistentVolumeClaim");
  const fields = types[type].map((field) => {
    if (isKind && field.name === "status") return "status?:-";
    const row = merged?.find((it) => it.name === field.name);
    const list = row?.type?.list;
    const keys =
      list?.elementRelationship === "associative" ? `%${(list.keys ?? []).join(",")}` : "";
    const standard = field.name === "protocol" && row?.default ? `=${row.default}` : "";
    const marks = `${field.omitEmpty ? "?" : ""}${field.omitZero ? "!" : ""}`;
    return `${field.name}${marks}:${codeOf(field.type)}${keys}${standard}`;
  });
  lines.set(type, fields.join(" "));
}

function file() {
  const rows = [...lines]
    .map(([type, fields]) => [nameOf(type), wrapped(fields)])
    .sort((a, b) => (a[0] < b[0] ? -1 : 1))
    .map(([name, fields]) => `${name} = ${fields}`);
  const table = used.map(
    ([kind, type]) => `  ${JSON.stringify(kind)}: ${JSON.stringify(nameOf(type))},`,
  );
  return `/**
 * The Go types of Kubernetes' own kinds, as far as sending an object through them changes it: what a client built on
 * k8s.io/client-go ${VERSION.slice(1)} keeps of a manifest. Made by \`schemas/goTypes/update.mjs\`.
 *
 * A line is a type and its fields, \`name:type\`. \`?\` behind the name: left out when empty. \`!\`: left out when zero.
 * Types: s string, i integer, b boolean, B bytes in base64, T and M points in time, Q quantity, I integer or string,
 * R anything, \`-\` dropped; \`*\` may be absent, \`[]\` list, \`{}\` map of text keys. \`%keys\`: the list is merged by these keys,
 * a set where there are none. \`=value\`: default.
 */
export const goTypes = \`
${rows.join("\n")}
\`;

/** The type of each kind: \`apiVersion Kind\`. */
export const goKinds: Readonly<Record<string, string>> = {
${table.join("\n")}
};
`;
}

function wrapped(fields) {
  const out = [""];
  for (const it of fields.split(" ")) {
    if (out.at(-1).length + it.length > 88) out.push("");
    out.push(`${out.pop()} ${it}`.trim());
  }
  return out.join("\n  ");
}
