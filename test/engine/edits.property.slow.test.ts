import fc from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { applied } from "../../server/engine/edits/textEdit.ts";
import { type Change, editsOf, type Target } from "../../server/engine/edits.ts";
import { jsonOf, type Path } from "../../server/engine/node.ts";
import { viewOf } from "../../server/engine/view.ts";
import { changed, emptyWorkspace } from "../../server/engine/workspace.ts";
import { parseDocument } from "../../server/engine/yaml.ts";

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

const word = fc.constantFrom("apps", "infra", "a b", "x: y", "true", "3", "", "#no", "it's", "é");
const leaf = fc.oneof(
  word,
  fc.string({ maxLength: 6 }),
  fc.constantFrom("two\nlines\n", "kept\n\n\n", "cut", "\nlate"),
  fc.integer({ min: -9, max: 99 }),
  fc.boolean(),
  fc.constant(null),
);
const key = fc.constantFrom("spec", "name", "path", "resources", "items", "a b", "x");
const { tree } = fc.letrec<{ tree: Json }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc.array(tie("tree"), { maxLength: 4 }),
    fc.dictionary(key, tie("tree"), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
const root = fc.dictionary(key, tree, { minKeys: 1, maxKeys: 4, noNullPrototype: true });

const style = fc.record({
  indentSeq: fc.boolean(),
  indent: fc.constantFrom(2, 4),
  defaultStringType: fc.constantFrom("PLAIN", "QUOTE_DOUBLE", "QUOTE_SINGLE"),
  collectionStyle: fc.constantFrom("any", "flow"),
  windows: fc.boolean(),
  comments: fc.boolean(),
  cut: fc.boolean(),
});

test("removing takes out just what is named, and what that leaves empty", () => {
  fc.assert(
    fc.property(root, style, fc.nat(), (value, how, seed) => {
      const text = written(value, how);
      const all = pathsOf(value);
      const path = all[seed % all.length] ?? [];
      const after = edited(text, { type: "remove", at: path });
      expect(after).not.toBe(undefined);
      expect(read(after ?? "")).toEqual(without(value, path));
    }),
    { numRuns: 250, seed: 1 },
  );
});

test("replacing writes just what is named", () => {
  fc.assert(
    fc.property(root, style, fc.nat(), word, (value, how, seed, text) => {
      const leaves = pathsOf(value).filter((it) => typeof inside(value, it) === "string");
      const path = leaves[seed % leaves.length];
      if (!path) return;
      const after = edited(written(value, how), {
        type: "replace",
        at: path,
        on: "value",
        text: `${text}!`,
      });
      expect(read(after ?? "")).toEqual(withValue(value, path, `${text}!`));
    }),
    { numRuns: 250, seed: 1 },
  );
});

test("inserting adds just what is named", () => {
  fc.assert(
    fc.property(root, style, fc.nat(), (value, how, seed) => {
      const all = [[], ...pathsOf(value)].filter((it) => isCollection(inside(value, it)));
      const path = all[seed % all.length] ?? [];
      const before = inside(value, path);
      const text = Array.isArray(before) ? "- new: 1\n  more: [2]" : "new: 1\nmore: [2]";
      const after = edited(written(value, how), { type: "insert", at: path, text });
      const grown = Array.isArray(before)
        ? [...before, { new: 1, more: [2] }]
        : { ...(before as object), new: 1, more: [2] };
      expect(read(after ?? "")).toEqual(withValue(value, path, grown));
    }),
    { numRuns: 250, seed: 1 },
  );
});

type Wish = Change extends infer It
  ? It extends { resource: Target }
    ? Omit<It, "resource">
    : never
  : never;

function edited(text: string, wish: Wish): string | undefined {
  const catalogue = { find: () => undefined, kinds: [] };
  const { workspace } = changed(emptyWorkspace(catalogue), [{ path: "a.yaml", content: { text } }]);
  const view = viewOf(workspace);
  const document = view.file("a.yaml")?.documents[0]?.document;
  if (!document) return undefined;
  const found = editsOf(view, [{ ...wish, resource: { path: "a.yaml", document, at: [] } }]);
  return (
    found &&
    applied(
      text,
      found.edits.map((it) => ({ span: it.place.span, text: it.text })),
    )
  );
}

const read = (text: string): unknown =>
  jsonOf(parseDocument({ text, inherited: undefined }).root) ?? {};

function written(
  value: Json,
  {
    windows,
    comments,
    cut,
    indentSeq,
    indent,
    defaultStringType,
    collectionStyle,
  }: typeof style extends fc.Arbitrary<infer T> ? T : never,
): string {
  const options = {
    indentSeq,
    indent,
    defaultStringType,
    collectionStyle,
    lineWidth: 0,
    aliasDuplicateObjects: false,
  } as const;
  let text = stringify(value, options as object);
  if (comments) text = `# top\n${text.replaceAll(/^(\s*(?:- )*[a-z]+:)$/gm, "$1 # why")}`;
  if (cut && !/\n\n$|[|>]\+/.test(text)) text = text.trimEnd();
  return windows ? text.replaceAll("\n", "\r\n") : text;
}

function pathsOf(value: Json, above: Path = []): readonly Path[] {
  if (!isCollection(value)) return [];
  const steps = Array.isArray(value) ? [...value.keys()] : Object.keys(value as object);
  return steps.flatMap((step) => {
    const path = [...above, step];
    return [path, ...pathsOf(inside(value, [step]), path)];
  });
}

const isCollection = (value: Json): boolean => typeof value === "object" && value !== null;

function inside(value: Json, path: Path): Json {
  return path.reduce(
    (it: Json, step) => (it as Record<string | number, Json>)[step] ?? null,
    value,
  );
}

function withValue(value: Json, path: Path, put: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return put;
  const copy: Record<string | number, unknown> = Array.isArray(value)
    ? ([...value] as never)
    : { ...(value as object) };
  copy[step] = withValue(inside(value, [step]), rest, put);
  return copy;
}

/** As YAML editing has it: a collection whose last member goes, goes too; the root stays. */
function without(value: Json, path: Path): unknown {
  const holder = inside(value, path.slice(0, -1));
  const step = path[path.length - 1];
  const left = Array.isArray(holder)
    ? holder.filter((_, index) => index !== step)
    : Object.fromEntries(Object.entries(holder as object).filter(([it]) => it !== step));
  const isEmpty = Object.keys(left).length === 0;
  if (isEmpty && path.length > 1) return without(value, path.slice(0, -1));
  return withValue(value, path.slice(0, -1), left);
}
