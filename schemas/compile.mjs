import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { split } from "./compile/split.mjs";
import { validatorCode } from "./compile/validatorCode.mjs";
import { kubernetesSchemas } from "./kubernetes.mjs";

/**
 * Makes `dist/schemas` from the schemas of this folder and from Kubernetes' models. For every kind there is
 * a validator (`*.cjs`, by ajv) and the schema itself (`*.json`, for hover and completion), each read when needed.
 * Kubernetes' kinds share both by group; what several groups use stands in `kubernetes/common`.
 * `index.json` lists all kinds: see `KindInfo`; `code` and `data` are files without their extension,
 * `definition` names the schema inside `data` and the validator inside `code`.
 */
const here = import.meta.dirname;
const out = join(here, "..", "dist", "schemas");
const made = `${out}-made`;
const source = `${out}-source`;

const code = new Map();
const data = new Map();
const index = [...customKinds(), ...kubernetesKinds()];

for (const folder of [made, source]) rmSync(folder, { recursive: true, force: true });
for (const [file, value] of data) write(join(made, `${file}.json`), JSON.stringify(value));
write(join(made, "index.json"), JSON.stringify(index));
for (const [file, text] of code) write(join(source, `${file}.cjs`), text);
await build({
  entryPoints: [...code.keys()].map((file) => join(source, `${file}.cjs`)),
  outdir: made,
  outbase: source,
  outExtension: { ".js": ".cjs" },
  bundle: true,
  external: ["./common.cjs"],
  platform: "node",
  target: "node20",
  format: "cjs",
  minify: true,
  logLevel: "warning",
});
// Whoever reads the old ones meanwhile finds either those or the new ones.
rmSync(source, { recursive: true });
rmSync(out, { recursive: true, force: true });
renameSync(made, out);

/** What `update.mjs` has written: one file per version of a kind. */
function customKinds() {
  return readJson("index.json").map(({ file, replacedBy, ...info }) => {
    const name = file.replace(/\.json$/, "");
    const { $schema: _, ...schema } = readJson(file);
    code.set(name, validatorCode({ validate: schema }));
    data.set(name, schema);
    const replacement = replacedBy && `${info.group}/${replacedBy}`;
    return { ...info, ...(replacement && { replacedBy: replacement }), code: name, data: name };
  });
}

function kubernetesKinds() {
  const { kinds, definitions } = kubernetesSchemas();
  const known = kinds.filter(({ model }) => model);
  const groupOf = Object.fromEntries(known.map(({ model, group }) => [model, group || "core"]));
  const all = validatorCode(
    Object.fromEntries(known.map(({ model }) => [model, model])),
    definitions,
  );
  for (const [part, text] of split(all, (model) => groupOf[model])) {
    code.set(`kubernetes/${part}`, text);
  }
  for (const [part, text] of byGroup(definitions, groupOf)) data.set(`kubernetes/${part}`, text);
  return kinds.map(({ model, ...info }) => {
    const row = { ...info, project: "kubernetes" };
    const file = `kubernetes/${info.group || "core"}`;
    return model ? { ...row, code: file, data: file, definition: model } : row;
  });
}

/** The definitions that only one group needs, under its name; the others under `common`. */
function byGroup(definitions, groupOf) {
  const users = new Map();
  const visit = (name, group) => {
    const known = users.get(name) ?? new Set();
    if (known.has(group)) return;
    users.set(name, known.add(group));
    for (const [, used] of JSON.stringify(definitions[name]).matchAll(/#\/definitions\/(\w+)/g)) {
      visit(used, group);
    }
  };
  for (const [model, group] of Object.entries(groupOf)) visit(model, group);
  const parts = new Map();
  for (const [name, groups] of users) {
    const part = groups.size > 1 ? "common" : [...groups][0];
    parts.set(part, { ...parts.get(part), [name]: definitions[name] });
  }
  return parts;
}

function readJson(file) {
  return JSON.parse(readFileSync(join(here, file), "utf8"));
}

function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
