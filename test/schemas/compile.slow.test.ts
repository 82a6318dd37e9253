import Ajv from "ajv";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { KindInfo, SchemaError } from "../../server/engine/schema/catalogue.ts";
import { definitionOf } from "../../server/engine/schema/explore.ts";
import type { JsonSchema } from "../../server/engine/schema/jsonSchema.ts";
import { catalogue } from "../support/catalogue.ts";

const stored = catalogue.kinds.flatMap((info) => {
  const kind = catalogue.find(apiVersionOf(info), info.kind);
  return kind ? [kind] : [];
});

test("there is a schema of every kind that is served", () => {
  const served = catalogue.kinds.filter((it) => it.served);
  expect(served.filter((it) => !catalogue.find(apiVersionOf(it), it.kind))).toEqual([]);
  expect(stored.length).toBeGreaterThan(120);
});

test("what replaces a version is itself known", () => {
  const replaced = catalogue.kinds.filter((it) => it.replacedBy !== undefined);
  expect(replaced.length).toBeGreaterThan(40);
  expect(replaced.filter((it) => !catalogue.find(it.replacedBy ?? "", it.kind))).toEqual([]);
});

test("the built validators find what ajv finds", () => {
  for (const { info, schema, validate } of stored) {
    const ajv = new Ajv.default({ allErrors: true, strict: false, validateFormats: false });
    const plain = ajv.compile(schema);
    fc.assert(
      fc.property(likeSchema(schema, schema, 0), (value) => {
        plain(value);
        const expected = (plain.errors ?? []).map(inShort);
        expect(validate(value).map(inShort).toSorted(), apiVersionOf(info)).toEqual(
          expected.toSorted(),
        );
      }),
      { numRuns: 60, seed: 1 },
    );
  }
});

/** Where the keyword stands may differ: built schemas share what is alike. */
const inShort = ({ instancePath, keyword, params }: SchemaError): string =>
  `${instancePath} ${keyword} ${JSON.stringify(params)}`;

/** A value that looks like the schema, with mistakes here and there. */
function likeSchema(schema: JsonSchema, root: JsonSchema, depth: number): fc.Arbitrary<unknown> {
  const wrong = fc.constantFrom(null, true, 7, 2.5, "x", "1m", {}, [], { unknown: 1 }, ["x"]);
  if (depth > 8) return wrong;
  const right = rightValue(definitionOf(root, schema) ?? schema, root, depth);
  return fc.oneof({ weight: 12, arbitrary: right }, { weight: 1, arbitrary: wrong });
}

function rightValue(schema: JsonSchema, root: JsonSchema, depth: number): fc.Arbitrary<unknown> {
  const { properties, items, additionalProperties: rest } = schema;
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (items) return fc.array(likeSchema(items, root, depth + 1), { maxLength: 2 });
  if (properties) {
    const fields = Object.entries(properties).map(
      ([name, it]) => [name, fc.option(likeSchema(it, root, depth + 1), { freq: 1 })] as const,
    );
    return fc
      .record(Object.fromEntries(fields))
      .map((it) => Object.fromEntries(Object.entries(it).filter(([, value]) => value !== null)));
  }
  if (typeof rest === "object") {
    return fc.dictionary(fc.constantFrom("a", "b/c"), likeSchema(rest, root, depth + 1));
  }
  const [type] = [schema.type ?? "string"].flat();
  if (type === "object") return fc.constantFrom({}, { any: 1 });
  if (type === "boolean") return fc.boolean();
  return type === "string" ? fc.constantFrom("x", "1m", "https://x", "A_b") : fc.nat(70_000);
}

function apiVersionOf({ group, version }: KindInfo): string {
  return group === "" ? version : `${group}/${version}`;
}
