#!/usr/bin/env node
/**
 * Makes every schema of this folder again: shapes from the CustomResourceDefinitions of `--crds DIR`,
 * from `shapes/` where there is no CRD, sentences from `descriptions/`. See README.md.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { changed } from "./update/change.mjs";
import { jsonSchemaOf } from "./update/convert.mjs";
import { readDefinitions } from "./update/crds.mjs";
import { described } from "./update/describe.mjs";
import { fileOf, indexRow } from "./update/indexRow.mjs";
import { lookupOf } from "./update/lookup.mjs";
import { wholeSchema } from "./update/whole.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const projects = ["flux", "flux-operator", "flagger", "kustomize", "gateway-api", "smi"];
const help = `Usage: node schemas/update.mjs [--crds DIR] [--draft]

Writes schemas/<group>/<kind>_<version>.json and schemas/index.json.

  --draft     write even when descriptions are missing or never used
  --crds DIR  folder with the CustomResourceDefinitions, one or several a file
              (default: ../shared/reference/crds beside this checkout)
`;

function main() {
  const { values } = parseArgs({
    options: {
      crds: { type: "string" },
      draft: { type: "boolean", default: false },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) return process.stdout.write(help);
  const complaints = [];
  const lookup = lookupOf({
    texts: Object.fromEntries(projects.map((it) => [it, readJson(`descriptions/${it}.json`)])),
    history: readJson("history.json"),
  });
  const { shapes, kinds } = readJson("versions.json");
  const world = {
    definitions: readDefinitions(values.crds ?? join(here, "../../shared/reference/crds")),
    shapes,
    lookup,
    shared: readJson("descriptions/shared.json"),
    complain: (line) => complaints.push(line),
  };
  const made = kinds.flatMap((row) => schemasOf(row, world));
  complaints.push(...lookup.unused().map((it) => `Never used: ${it}`));
  if (0 < complaints.length && !values.draft) return fail(complaints);
  write(made);
  console.log(`Wrote ${made.length} schemas and index.json.`);
}

/** All versions of one kind: `{ file, schema, row }` each. */
function schemasOf(row, world) {
  const { definitions, shapes } = world;
  const definition = row.shape
    ? readJson(`shapes/${row.shape}`)
    : definitions.get(`${row.group}/${row.kind}`);
  if (!definition) throw new Error(`The CRDs have no definition of ${row.group}/${row.kind}.`);
  return row.versions.map((version) => {
    const name = version.from ?? version.name;
    const base = structuredClone(definition.versions[name]);
    if (!base) throw new Error(`The definition of ${row.kind} has no version ${name}.`);
    const context = { ...world, row, version };
    const shape = jsonSchemaOf(changed(base, version.changes ?? {}, shapes), version.open ?? false);
    return {
      file: fileOf(row, version),
      schema: wholeSchema(described(shape, context), context),
      row: indexRow(row, version, definition),
    };
  });
}

function write(made) {
  for (const group of new Set(made.map((it) => dirname(it.file)))) {
    rmSync(join(here, group), { recursive: true, force: true });
    mkdirSync(join(here, group), { recursive: true });
  }
  for (const { file, schema } of made) writeFileSync(join(here, file), text(schema));
  writeFileSync(
    join(here, "index.json"),
    `${JSON.stringify(
      made.map((it) => it.row),
      null,
      2,
    )}\n`,
  );
}

const text = (value) => `${JSON.stringify(value, null, 1)}\n`;

const readJson = (path) => JSON.parse(readFileSync(join(here, path), "utf8"));

function fail(lines) {
  console.error(lines.join("\n"));
  process.exit(1);
}

try {
  main();
} catch (error) {
  fail([error instanceof Error ? error.message : String(error)]);
}
