import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type {
  KindInfo,
  KindSchema,
  SchemaCatalogue,
  SchemaError,
} from "../engine/schema/catalogue.ts";
import type { JsonSchema } from "../engine/schema/jsonSchema.ts";

/**
 * The schemas that the build has put into `folder` (`dist/schemas`). The list of kinds is read at once,
 * validators and schemas when a kind is first asked for.
 *
 * Throws when the folder holds no schemas: then the build is incomplete.
 */
export function schemasIn(folder: string): SchemaCatalogue {
  const rows = readJson(join(folder, "index.json")) as readonly Row[];
  const load = createRequire(join(folder, "index.json"));
  const byName = new Map(rows.map((row) => [`${apiVersionOf(row)} ${row.kind}`, row]));
  const loaded = new Map<Row, KindSchema>();
  return {
    kinds: rows,
    find(apiVersion, kind) {
      const row = byName.get(`${apiVersion} ${kind}`);
      if (!row || !isStored(row)) return undefined;
      const known = loaded.get(row) ?? kindSchema(row, folder, load);
      loaded.set(row, known);
      return known;
    },
  };
}

/** A kind and where its schema is; files are named without extension, inside the folder. */
interface Row extends KindInfo {
  readonly code?: string;
  readonly data?: string;
  /** The name under which both files hold this kind, where they hold several. */
  readonly definition?: string;
}

type StoredRow = Row & { readonly code: string; readonly data: string };

const isStored = (row: Row): row is StoredRow => row.code !== undefined && row.data !== undefined;

/** How ajv's generated validators look: what is wrong stays behind on the function. */
interface Validator {
  (value: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}

function kindSchema(row: StoredRow, folder: string, load: NodeJS.Require): KindSchema {
  let validator: Validator | undefined;
  let schema: JsonSchema | undefined;
  return {
    info: row,
    validate(value) {
      validator ??= load(`./${row.code}.cjs`)[row.definition ?? "validate"] as Validator;
      return validator(value) ? [] : (validator.errors ?? []);
    },
    get schema() {
      schema ??= readSchema(row, folder);
      return schema;
    },
  };
}

function readSchema({ data, definition }: StoredRow, folder: string): JsonSchema {
  const own = readJson(join(folder, `${data}.json`));
  if (definition === undefined) return own as JsonSchema;
  const common = readJson(join(folder, data, "..", "common.json"));
  const definitions = { ...(common as object), ...(own as object) } as Record<string, JsonSchema>;
  return { ...definitions[definition], definitions };
}

const apiVersionOf = ({ group, version }: KindInfo): string =>
  group === "" ? version : `${group}/${version}`;

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}
