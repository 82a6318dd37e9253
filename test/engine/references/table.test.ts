import { describe, expect, test } from "vitest";
import type { Path } from "../../../server/engine/node.ts";
import { references, rowsOf } from "../../../server/engine/references/all.ts";
import type { ReferenceRow } from "../../../server/engine/references/row.ts";
import { rules } from "../../../server/engine/rules/all.ts";
import type { KindSchema } from "../../../server/engine/schema/catalogue.ts";
import { schemaAt } from "../../../server/engine/schema/explore.ts";
import { catalogue } from "../../support/catalogue.ts";

/** The schemas of every version of a kind that we have. */
function schemasOf({ owner }: ReferenceRow): readonly KindSchema[] {
  return catalogue.kinds
    .filter((it) => it.group === owner.group && it.kind === owner.kind)
    .flatMap((it) => {
      const apiVersion = it.group === "" ? it.version : `${it.group}/${it.version}`;
      return catalogue.find(apiVersion, it.kind) ?? [];
    });
}

const pathOf = (at: string): Path =>
  at
    .replaceAll("[]", ".[]")
    .split(".")
    .filter(Boolean)
    .map((it) => (it === "[]" ? 0 : it));

/** Where the text of a reference stands, seen from the root. */
function textAt({ at, target }: ReferenceRow): string {
  if (target.type === "path") return at;
  const field = target.type === "key" ? target.keyField : target.nameField;
  return field === undefined ? at : `${at}.${field}`;
}

const known = references.filter((row) => schemasOf(row).length > 0);

test("most rows speak of kinds that we have schemas of", () => {
  expect(references.length).toBeGreaterThan(400);
  expect(known.length).toBeGreaterThan(references.length * 0.95);
});

test.for(known.map((row) => [`${row.owner.kind} ${textAt(row)}`, row] as const))(
  "%s is a field",
  ([, row]) => {
    const schemas = schemasOf(row);
    const found = schemas.some((it) => schemaAt(it.schema, pathOf(textAt(row))) !== undefined);
    expect(found).toBe(true);
  },
);

describe("targets", () => {
  const own = new Set(catalogue.kinds.map((it) => it.group));
  const kinds = new Set(catalogue.kinds.map((it) => `${it.group}|${it.kind}`));

  test("are kinds that there are", () => {
    const unknown = references
      .flatMap(({ target }) => (target.type === "path" ? [] : target.kinds))
      .filter((it) => own.has(it.group) && !kinds.has(`${it.group}|${it.kind}`))
      // Its controllers bring the classes; nobody writes one, so there is no schema of it.
      .filter((it) => it.kind !== "GatewayClass");
    expect(unknown).toEqual([]);
  });

  test("that are missing are reported by a rule that there is", () => {
    const codes = new Set(rules.map((it) => it.code));
    const orphans = references.filter(
      (it) => it.missing !== "silent" && !codes.has(it.code ?? "none"),
    );
    expect(orphans).toEqual([]);
  });
});

test("no field is told twice for one kind of target", () => {
  const said = references.map((row) => {
    const { target } = row;
    const kinds = target.type === "path" ? target.base : JSON.stringify(target.kinds);
    return `${row.owner.group}|${row.owner.kind} ${textAt(row)} ${kinds}`;
  });
  expect(said.length - new Set(said).size).toBe(0);
});

test("a kind that nobody heard of has no rows", () => {
  expect(rowsOf("example.com", "Thing")).toEqual([]);
});
