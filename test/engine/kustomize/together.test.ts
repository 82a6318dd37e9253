import fc from "fast-check";
import { expect, test } from "vitest";
import type { BuildNote, BuiltObject } from "../../../server/engine/kustomize/built.ts";
import { emptyLog } from "../../../server/engine/kustomize/context.ts";
import { defaultConfiguration } from "../../../server/engine/kustomize/data/defaultConfiguration.ts";
import { idOf } from "../../../server/engine/kustomize/id.ts";
import { readOperations } from "../../../server/engine/kustomize/jsonPatch.ts";
import { setPairs } from "../../../server/engine/kustomize/labels.ts";
import { addAffix } from "../../../server/engine/kustomize/names.ts";
import { setNamespace } from "../../../server/engine/kustomize/namespace.ts";
import { patchedAndKnown } from "../../../server/engine/kustomize/patching.ts";
import { setReplicas } from "../../../server/engine/kustomize/replicas.ts";
import { selectedWork } from "../../../server/engine/kustomize/selectedWork.ts";
import { attempt } from "../../../server/engine/kustomize/stop.ts";
import {
  passedTogether,
  type Startable,
  type Way,
} from "../../../server/engine/kustomize/together.ts";
import { onEach, type Work } from "../../../server/engine/kustomize/work.ts";
import { placeOfNode } from "../../../server/engine/origin.ts";
import { objectsIn, printed, stepOf, valueIn } from "./changing.ts";

const manifests = `
  apiVersion: v1
  kind: ConfigMap
  metadata: { name: a, labels: { app: x } }
  data: { k: v }
  ---
  apiVersion: v1
  kind: ConfigMap
  metadata: { name: a, namespace: there }
  ---
  apiVersion: apps/v1
  kind: Deployment
  metadata: { name: p-a }
`;

const objects = objectsIn(manifests);

const startable = (works: readonly Work[]): readonly Startable[] =>
  works.flatMap(({ start, madeOf }) => (start ? [{ start, madeOf }] : []));

/** Without a build before or after. */
const together = (of: readonly BuiltObject[], works: readonly Work[]) =>
  passedTogether(of, {
    works: startable(works),
    madeOf: [],
    notes: [],
    earlier: undefined,
    isMarked: false,
  })?.objects;

const configuration = defaultConfiguration;
const name = fc.constantFrom("a", "p-a", "none");

const patching = (kind: string, operations: string): Work => {
  const step = stepOf("PatchTransformer");
  const read = readOperations(valueIn(operations));
  return selectedWork({
    target: { kind },
    log: emptyLog(),
    start: () => (it, isOwn) => patchedAndKnown(it, read, step, isOwn),
  });
};

const operation = fc.constantFrom(
  '{ op: add, path: /metadata/annotations/one, value: "1" }',
  '{ op: add, path: /metadata/annotations/two, value: "2" }',
  "{ op: add, path: /data, value: {} }",
  "{ op: add, path: /data/k, value: w }",
  "{ op: add, path: /data/l, value: w }",
  "{ op: copy, from: /data, path: /copy }",
  "{ op: add, path: /copy/m, value: n }",
  "{ op: move, from: /metadata/annotations/one, path: /metadata/annotations/three }",
  "{ op: remove, path: /data/k }",
  "{ op: replace, path: /metadata/name, value: p-a }",
);

/** Steps as a kustomization may ask for, in any order. */
const work: fc.Arbitrary<() => Work> = fc.oneof(
  fc.constantFrom("there", "elsewhere", "").map((namespace) => () => {
    const settings = { namespace, fieldSpecs: configuration.namespace };
    return setNamespace(settings, stepOf("NamespaceTransformer"));
  }),
  fc.constantFrom("p-", "").map((text) => () => {
    const affix = { side: "prefix", text, fieldSpecs: configuration.namePrefix } as const;
    return addAffix(affix, stepOf("PrefixTransformer"));
  }),
  fc.constantFrom("x", "y").map((value) => () => {
    const pairs = [{ key: "app", value }];
    return setPairs(pairs, configuration.commonLabels, stepOf("LabelTransformer"));
  }),
  name.map((it) => () => {
    const entry = { name: it, count: 3n, node: valueIn(`{ name: ${it}, count: 3 }`) };
    return setReplicas(entry, configuration.replicas, stepOf("ReplicaCountTransformer"));
  }),
  fc
    .tuple(
      fc.constantFrom("ConfigMap", ".*", "None"),
      fc.array(operation, { minLength: 1, maxLength: 3 }),
    )
    .map(
      ([kind, operations]) =>
        () =>
          patching(kind, `[${operations.join(", ")}]`),
    ),
);

test("steps that go together leave what they leave one by one, or nothing", () => {
  let count = 0;
  fc.assert(
    fc.property(fc.array(work, { minLength: 1, maxLength: 6 }), (makers) => {
      const works = makers.map((make) => make());
      const before = printed(objects);
      const made = together(objects, works);
      expect(printed(objects)).toBe(before);
      if (!made) return;
      count++;
      const outcome = attempt(() => works.reduce((it, { run }) => run(it), objects));
      if ("error" in outcome) throw new Error(outcome.error.message);
      expect(made).toEqual(outcome.value);
    }),
    { numRuns: 300, seed: 1 },
  );
  expect(count).toBeGreaterThan(50);
});

test("what was copied does not grow with the copy", () => {
  const works = [
    patching("ConfigMap", "[{ op: add, path: /data, value: {} }]"),
    patching("ConfigMap", "[{ op: add, path: /data/a, value: x }]"),
    patching("ConfigMap", "[{ op: copy, from: /data, path: /copy }]"),
    patching("ConfigMap", "[{ op: add, path: /copy/b, value: x }]"),
  ];
  const made = together(objects.slice(0, 1), works);
  expect(made && printed(made)).toContain("copy:\n  a: x\n  b: x\ndata:\n  a: x\nkind:");
});

test("an object that no step changes stays the same object", () => {
  const same = onEach((it) => it);
  const made = together(objects, [same, same]);
  expect(made?.map((it, index) => it === objects[index])).toEqual([true, true, true]);
});

test("nothing comes of steps of which one has to speak of all objects", () => {
  const works = [onEach((it) => it), patching("None", "[{ op: remove, path: /data }]")];
  expect(together(objects, works)).toBe(undefined);
});

/** Which object, and which step, is another one in the next build. */
const edit = fc.record({
  objects: fc.array(fc.nat(2), { maxLength: 2 }),
  steps: fc.array(fc.tuple(fc.nat(5), work), { maxLength: 2 }),
});

test("a build that takes over what the one before knows comes out as if there had been none", () => {
  let taken = 0;
  const first = fc.array(work, { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(first, fc.array(edit, { minLength: 1, maxLength: 3 }), (makers, edits) => {
      let steps = makers;
      let current = objects;
      let way: Way | undefined;
      const build = () => {
        const works = startable(steps.map((make) => ({ ...make(), madeOf: [make] })));
        const rest = { works, madeOf: [], notes: [] };
        const fresh = passedTogether(current, { ...rest, earlier: undefined, isMarked: false });
        const made = passedTogether(current, { ...rest, earlier: way, isMarked: true });
        expect(made?.objects).toEqual(fresh?.objects);
        const isTaken = (it: BuiltObject) =>
          made?.way?.marks.get(it)?.made !== undefined &&
          made.way.marks.get(it)?.made === way?.marks.get(it)?.made;
        if (way) taken += current.filter(isTaken).length;
        way = made?.way;
      };
      build();
      for (const it of edits) {
        const copies = objectsIn(manifests);
        current = current.map((object, index) =>
          it.objects.includes(index) ? (copies[index] ?? object) : object,
        );
        steps = steps.map((make, index) => it.steps.find(([at]) => at === index)?.[1] ?? make);
        build();
      }
    }),
    { numRuns: 200, seed: 1 },
  );
  expect(taken).toBeGreaterThan(100);
});

test("what was said of an object is said again, and a step is asked anew where its kustomization is another", () => {
  const notes: BuildNote[] = [];
  let asked = 0;
  const start = () => ({
    change: (it: BuiltObject) => {
      asked++;
      const place = placeOfNode(it.node);
      if (place) notes.push({ code: "unknown-field", message: idOf(it).kind, place });
      return it;
    },
  });
  let earlier: Way | undefined;
  const kindsSaid = (kustomization: string) => {
    notes.length = 0;
    const works = [{ start, madeOf: undefined }];
    const rest = { works, madeOf: [kustomization], notes, isMarked: true };
    earlier = passedTogether(objects, { ...rest, earlier })?.way;
    return `${notes.map((it) => it.message)} (${asked})`;
  };
  expect(kindsSaid("one")).toBe("ConfigMap,ConfigMap,Deployment (3)");
  expect(kindsSaid("one")).toBe("ConfigMap,ConfigMap,Deployment (3)");
  expect(kindsSaid("another")).toBe("ConfigMap,ConfigMap,Deployment (6)");
});
