import Ajv from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import { compact } from "./compact.mjs";
import { shareShapes } from "./shareShapes.mjs";

/**
 * CommonJS code with one validator per name, as ajv writes it: all errors, no messages (the engine words them).
 * `schemas` maps a name to a JSON Schema; those that share `definitions` share code.
 */
export function validatorCode(schemas, definitions) {
  const ajv = new Ajv({
    allErrors: true,
    messages: false,
    strict: false,
    // A function per definition instead of a copy per use.
    inlineRefs: false,
    validateFormats: false,
    code: { source: true, optimize: 2 },
  });
  ajv.addSchema({ $id: SHARED, definitions: bare(definitions ?? {}) });
  const ids = {};
  for (const [name, schema] of Object.entries(schemas)) {
    ids[name] = typeof schema === "string" ? `${SHARED}#/definitions/${schema}` : `kind:${name}`;
    if (typeof schema !== "string") ajv.addSchema({ ...shareShapes(bare(schema)), $id: ids[name] });
  }
  return compact(standalone.default(ajv, ids));
}

const SHARED = "flightpath:shared";

const unjudged = new Set(["$schema", "$id", "title", "description", "default", "deprecated"]);

/** A schema without what no value can break. Under `properties` and `definitions` keys are names. */
function bare(schema, names = false) {
  if (Array.isArray(schema)) return schema.map((it) => bare(it));
  if (typeof schema !== "object" || schema === null) return schema;
  const kept = Object.entries(schema).filter(
    ([key]) => names || !(unjudged.has(key) || key.startsWith("x-")),
  );
  return Object.fromEntries(
    kept.map(([key, it]) => [key, bare(it, !names && /^(properties|definitions)$/.test(key))]),
  );
}
