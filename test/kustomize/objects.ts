import fc from "fast-check";
import { kinds } from "./kinds.ts";
import { labels } from "./pods.ts";
import { namespaceName, objectName, rarely, tree } from "./scalars.ts";
import { type Fields, isFields, type Style, spelt, type Value } from "./value.ts";

/** An object as the plan of a tree has it; its file gives it a name of its own where it needs one. */
export interface ObjectPlan {
  readonly apiVersion: string | undefined;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly metadata: Fields;
  /** What stands beside `metadata`. */
  readonly body: Fields;
  readonly scoped: boolean;
  /** Fields of the object come in another order. */
  readonly turned: boolean;
}

export interface FilePlan {
  readonly objects: readonly ObjectPlan[];
  readonly style: Style;
  /** How the documents are put together. */
  readonly form: "documents" | "list" | "listOfKind" | "marked";
  readonly empty: boolean;
}

const metadata: fc.Arbitrary<Fields> = fc.record({
  labels: rarely(
    2,
    fc.oneof({ weight: 12, arbitrary: labels }, { weight: 1, arbitrary: oddLabels() }),
  ),
  annotations: rarely(
    3,
    fc.oneof({ weight: 8, arbitrary: labels }, { weight: 1, arbitrary: oddLabels() }),
  ),
  finalizers: rarely(20, fc.constantFrom<Value>(["a.b/c"], ["a.b/c", "d.e/f"])),
  ownerReferences: rarely(40, fc.constantFrom<Value>([{ kind: "X", uid: "u1" }])),
  creationTimestamp: rarely(40, fc.constant(null)),
});

/** Values that are no strings, maps that are none. */
function oddLabels(): fc.Arbitrary<Value> {
  return fc.oneof(
    fc.constantFrom<Value>({}, null),
    fc.dictionary(
      fc.constantFrom("a", "b"),
      fc.constantFrom<Value>(1, true, spelt("0755"), spelt("1.0")),
      {
        minKeys: 1,
      },
    ),
  );
}

export const objectPlan: fc.Arbitrary<ObjectPlan> = fc
  .oneof(
    ...kinds.map(({ weight = 2, apiVersions, kind, body, scoped = true }) => ({
      weight,
      arbitrary: fc.record({
        apiVersion: fc.constantFrom(...apiVersions),
        kind: fc.constant(kind),
        name: objectName,
        namespace: scoped ? rarely(3, namespaceName) : fc.constant(undefined),
        metadata,
        body: fc.tuple(body, rarely(8, tree)).map(([it, more]): Fields => {
          const known = isFields(it) ? it : {};
          return more === undefined ? known : { ...known, extra: more };
        }),
        scoped: fc.constant(scoped),
        turned: fc.boolean(),
      }),
    })),
  )
  .map((it): ObjectPlan => it);

const style: fc.Arbitrary<Style> = fc.record({
  indentSequences: fc.boolean(),
  flow: rarely(4, fc.constant(true)).map(Boolean),
  quotes: fc.constantFrom("double", "single"),
  anchors: rarely(8, fc.constant(true)).map(Boolean),
  comments: rarely(3, fc.constant(true)).map(Boolean),
  windows: rarely(12, fc.constant(true)).map(Boolean),
  marked: rarely(4, fc.constant(true)).map(Boolean),
});

export const filePlan: fc.Arbitrary<FilePlan> = fc.record({
  objects: fc.array(objectPlan, { minLength: 1, maxLength: 3 }),
  style,
  form: fc.oneof(
    { withCrossShrink: true },
    { weight: 12, arbitrary: fc.constant("documents" as const) },
    {
      weight: 2,
      arbitrary: fc.constantFrom("list" as const, "listOfKind" as const, "marked" as const),
    },
  ),
  empty: rarely(60, fc.constant(true)).map(Boolean),
});

/** The object as it stands in its file. */
export function writtenObject(plan: ObjectPlan): Fields {
  const { apiVersion, kind, name, namespace, metadata: meta, body, turned } = plan;
  const named = { name, namespace, ...meta };
  return turned
    ? { ...body, metadata: named, kind, apiVersion }
    : { apiVersion, kind, metadata: named, ...body };
}
