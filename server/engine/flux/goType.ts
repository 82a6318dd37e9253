import { goKinds, goTypes } from "./data/goTypes.ts";

/** A type of the Go structures behind Kubernetes' own kinds; see `data/goTypes.ts`. */
export type GoType =
  | { readonly type: "string" | "integer" | "boolean" | "bytes" | "time" | "quantity" }
  | { readonly type: "microTime" }
  | { readonly type: "integerOrString" | "anything" | "dropped" }
  | { readonly type: "struct"; readonly name: string }
  | { readonly type: "pointer" | "map"; readonly of: GoType }
  | {
      readonly type: "list";
      readonly of: GoType;
      /** What elements are told apart by when lists are merged; none for a set; absent where the list is one value. */
      readonly keys: readonly string[] | undefined;
    };

export interface GoField {
  readonly name: string;
  readonly type: GoType;
  readonly omitEmpty: boolean;
  readonly omitZero: boolean;
  /** Of a key of a list, where it is not written. */
  readonly default: string | undefined;
}

/** The structure of a kind; `undefined` where Go's client knows none. */
export const goTypeOf = (apiVersion: string, kind: string): string | undefined =>
  Object.hasOwn(goKinds, `${apiVersion} ${kind}`) ? goKinds[`${apiVersion} ${kind}`] : undefined;

const known = new Map<string, ReadonlyMap<string, GoField>>();

/** The fields of a structure, in Go's order. */
export function fieldsOf(name: string): ReadonlyMap<string, GoField> {
  let fields = known.get(name);
  if (!fields) {
    fields = new Map(read(name).map((it) => [it.name, it]));
    known.set(name, fields);
  }
  return fields;
}

function read(name: string): readonly GoField[] {
  const start = goTypes.indexOf(`\n${name} = `);
  if (start === -1) return [];
  const from = start + name.length + 4;
  const end = /\n(?! )/.exec(goTypes.slice(from))?.index ?? 0;
  return goTypes
    .slice(from, from + end)
    .split(/\s+/)
    .map(readField);
}

function readField(text: string): GoField {
  const [, name = "", marks = "", type = "", keys, standard] =
    /^([^?!:]+)([?!]*):([^%=]+)(?:%([^=]*))?(?:=(.*))?$/.exec(text) ?? [];
  return {
    name,
    type: readType(
      type,
      keys?.split(",").filter((it) => it !== ""),
    ),
    omitEmpty: marks.includes("?"),
    omitZero: marks.includes("!"),
    default: standard,
  };
}

const LETTERS: Readonly<Record<string, GoType>> = {
  s: { type: "string" },
  i: { type: "integer" },
  b: { type: "boolean" },
  B: { type: "bytes" },
  T: { type: "time" },
  M: { type: "microTime" },
  Q: { type: "quantity" },
  I: { type: "integerOrString" },
  R: { type: "anything" },
  "-": { type: "dropped" },
};

function readType(text: string, keys?: readonly string[]): GoType {
  if (text.startsWith("*")) return { type: "pointer", of: readType(text.slice(1)) };
  if (text.startsWith("{}")) return { type: "map", of: readType(text.slice(2)) };
  if (text.startsWith("[]")) return { type: "list", of: readType(text.slice(2)), keys };
  return LETTERS[text] ?? { type: "struct", name: text };
}
