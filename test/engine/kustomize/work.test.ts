import fc from "fast-check";
import { expect, test } from "vitest";
import { emptyLog } from "../../../server/engine/kustomize/context.ts";
import { defaultConfiguration } from "../../../server/engine/kustomize/data/defaultConfiguration.ts";
import { readOperations } from "../../../server/engine/kustomize/jsonPatch.ts";
import { setPairs } from "../../../server/engine/kustomize/labels.ts";
import { addAffix } from "../../../server/engine/kustomize/names.ts";
import { setNamespace } from "../../../server/engine/kustomize/namespace.ts";
import { patchedAndKnown } from "../../../server/engine/kustomize/patching.ts";
import { setReplicas } from "../../../server/engine/kustomize/replicas.ts";
import { selectedWork } from "../../../server/engine/kustomize/selectedWork.ts";
import { attempt } from "../../../server/engine/kustomize/stop.ts";
import { onEach, passedTogether, type Work } from "../../../server/engine/kustomize/work.ts";
import { objectsIn, printed, stepOf, valueIn } from "./changing.ts";

const objects = objectsIn(`
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
`);

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
  let together = 0;
  fc.assert(
    fc.property(fc.array(work, { minLength: 1, maxLength: 6 }), (makers) => {
      const works = makers.map((make) => make());
      const before = printed(objects);
      const made = passedTogether(
        objects,
        works.flatMap((it) => it.start ?? []),
      );
      expect(printed(objects)).toBe(before);
      if (!made) return;
      together++;
      const outcome = attempt(() => works.reduce((it, { run }) => run(it), objects));
      if ("error" in outcome) throw new Error(outcome.error.message);
      expect(made).toEqual(outcome.value);
    }),
    { numRuns: 300, seed: 1 },
  );
  expect(together).toBeGreaterThan(50);
});

test("what was copied does not grow with the copy", () => {
  const works = [
    patching("ConfigMap", "[{ op: add, path: /data, value: {} }]"),
    patching("ConfigMap", "[{ op: add, path: /data/a, value: x }]"),
    patching("ConfigMap", "[{ op: copy, from: /data, path: /copy }]"),
    patching("ConfigMap", "[{ op: add, path: /copy/b, value: x }]"),
  ];
  const made = passedTogether(
    objects.slice(0, 1),
    works.flatMap((it) => it.start ?? []),
  );
  expect(made && printed(made)).toContain("copy:\n  a: x\n  b: x\ndata:\n  a: x\nkind:");
});

test("an object that no step changes stays the same object", () => {
  const same = onEach((it) => it);
  const made = passedTogether(
    objects,
    [same, same].flatMap((it) => it.start ?? []),
  );
  expect(made?.map((it, index) => it === objects[index])).toEqual([true, true, true]);
});

test("nothing comes of steps of which one has to speak of all objects", () => {
  const works = [onEach((it) => it), patching("None", "[{ op: remove, path: /data }]")];
  expect(
    passedTogether(
      objects,
      works.flatMap((it) => it.start ?? []),
    ),
  ).toBe(undefined);
});
