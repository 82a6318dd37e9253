import { expect, test } from "vitest";
import { defaultConfiguration } from "../../../server/engine/kustomize/data/defaultConfiguration.ts";
import { setImages } from "../../../server/engine/kustomize/images.ts";
import { setPairs } from "../../../server/engine/kustomize/labels.ts";
import { builtinSchema } from "../../../server/engine/kustomize/mergeSchema.ts";
import { addAffix } from "../../../server/engine/kustomize/names.ts";
import { setNamespace } from "../../../server/engine/kustomize/namespace.ts";
import { setReplicas } from "../../../server/engine/kustomize/replicas.ts";
import { strategicMerge } from "../../../server/engine/kustomize/strategicMerge.ts";
import { at } from "../../../server/engine/node.ts";
import {
  dedent,
  mistakeOf,
  objectIn,
  objectsIn,
  printed,
  stepOf,
  toldOrigin,
  valueIn,
} from "./changing.ts";

const configuration = defaultConfiguration;

const inNamespace = (text: string, namespace = "x") => {
  const settings = {
    namespace,
    node: valueIn(`"${namespace}"`),
    fieldSpecs: configuration.namespace,
  };
  return setNamespace(settings, stepOf("NamespaceTransformer")).run(objectsIn(text));
};

test("namespace: what has none by nature stays, a Namespace is renamed, subjects follow", () => {
  const text = `
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRoleBinding
    metadata:
      name: b
    subjects:
    - kind: ServiceAccount
      name: default
    - kind: ServiceAccount
      name: other
    ---
    apiVersion: v1
    kind: Namespace
    metadata:
      name: q
    ---
    apiVersion: v2
    kind: Namespace
    metadata:
      name: q
    ---
    apiVersion: apiregistration.k8s.io/v1
    kind: APIService
    metadata:
      name: q
    spec:
      service:
        name: a
  `;
  expect(printed(inNamespace(text))).toBe(
    dedent(text)
      .replace("name: default\n", "name: default\n  namespace: x\n")
      .replace("name: q\n", "name: x\n")
      .replace("name: q\n---", "name: q\n  namespace: x\n---")
      .replace("name: a\n", "name: a\n    namespace: x\n"),
  );
});

test("namespace: two that become one stop the build", () => {
  const object = (namespace: string) =>
    `{ apiVersion: v1, kind: ConfigMap, metadata: { name: a, namespace: ${namespace} } }`;
  const json = (past: string) =>
    `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"annotations":{"internal.config.kubernetes.io/previousKinds":"ConfigMap","internal.config.kubernetes.io/previousNames":"a","internal.config.kubernetes.io/previousNamespaces":"${past}"},"name":"a","namespace":"x"}}`;
  expect(mistakeOf(() => inNamespace(`${object("p")}\n---\n${object("q")}`))).toEqual({
    message: `namespace transformation produces ID conflict: [${json("p")} ${json("q")}]`,
    at: '"x"',
  });
});

test("namespace: a mapping where the name should be", () => {
  const text =
    "{ apiVersion: apiregistration.k8s.io/v1, kind: APIService, metadata: { name: q }, spec: { service: { namespace: [a] } } }";
  expect(mistakeOf(() => inNamespace(text)).message).toBe(
    "namespace field specs must target scalar nodes: considering field 'spec/service/namespace' of object APIService.v1.apiregistration.k8s.io/q.[noNs]: wrong node kind: expected ScalarNode but got SequenceNode: node contents:\n[a]\n",
  );
});

test("prefix and suffix pass over Namespaces, CRDs and APIServices; past names are kept", () => {
  const text = [
    "v1/ConfigMap",
    "v1/Namespace",
    "a/APIService",
    "apiregistration.k8s.io/APIService",
    "a/CustomResourceDefinition",
  ]
    .map(
      (it) =>
        `{ apiVersion: ${it.includes(".") ? "apiregistration.k8s.io/v1" : "v1"}, kind: ${it.split("/")[1]}, metadata: { name: c } }`,
    )
    .join("\n---\n");
  const affix = { text: "p-", node: valueIn("p-"), fieldSpecs: configuration.namePrefix };
  const work = addAffix({ ...affix, side: "prefix" }, stepOf("PrefixTransformer"));
  const made = work.run(objectsIn(text));
  expect(printed(made).match(/ name: .*/g)).toEqual([
    " name: p-c",
    " name: c",
    " name: p-c",
    " name: c",
    " name: c",
  ]);
  expect(made[0]?.track).toMatchObject({
    prefixes: ["p-"],
    past: [{ kind: "ConfigMap", name: "c" }],
  });
  expect(toldOrigin(at(made[0]?.node, ["metadata", "name"]))).toBe(
    "kustomization.yaml: p- by PrefixTransformer, before objects.yaml: c",
  );
});

const labelled = (text: string, pairs: Readonly<Record<string, string>>) =>
  setPairs(
    Object.entries(pairs).map(([key, value]) => ({ key, value, node: valueIn(`"${value}"`) })),
    configuration.commonLabels,
    stepOf("LabelTransformer"),
  ).run(objectsIn(text));

test("labels: sorted, quoted where needed, created where the field spec says", () => {
  const text =
    "{ apiVersion: apps/v1, kind: Deployment, metadata: { name: d, labels: null }, spec: { template: null } }";
  expect(printed(labelled(text, { b: "yes", a: "1" }))).toBe(
    dedent(`
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        labels:
          a: "1"
          b: "yes"
        name: d
      spec:
        selector:
          matchLabels:
            a: "1"
            b: "yes"
        template:
          metadata:
            labels:
              a: "1"
              b: "yes"
    `),
  );
});

test("a label that was added in several places is one: a patch of one changes all", () => {
  const [object] = labelled("{ apiVersion: apps/v1, kind: Deployment, metadata: { name: d } }", {
    app: "x",
  });
  const patch = objectIn(
    "{ apiVersion: apps/v1, kind: Deployment, metadata: { name: d, labels: { app: z } } }",
  );
  const node =
    object && strategicMerge(object.node, patch.node, stepOf("PatchTransformer"), builtinSchema);
  expect(object && node && printed([{ ...object, node }]).match(/app: ./g)).toEqual([
    "app: z",
    "app: z",
    "app: z",
  ]);
});

test("labels that the manifest has are each their own", () => {
  const text =
    "{ apiVersion: apps/v1, kind: Deployment, metadata: { name: d, labels: { app: x } }, spec: { selector: { matchLabels: { app: x } } } }";
  const [object] = labelled(text, { app: "y" });
  const patch = objectIn(
    "{ apiVersion: apps/v1, kind: Deployment, metadata: { name: d, labels: { app: z } } }",
  );
  const node =
    object && strategicMerge(object.node, patch.node, stepOf("PatchTransformer"), builtinSchema);
  expect(at(node, ["metadata", "labels", "app"])).toMatchObject({ text: "z" });
  expect(at(node, ["spec", "selector", "matchLabels", "app"])).toMatchObject({ text: "y" });
});

test("labels: a scalar where a mapping should be", () => {
  const text = "{ apiVersion: v1, kind: It, metadata: { name: d, labels: abc } }";
  expect(mistakeOf(() => labelled(text, { a: "b" }))).toEqual({
    message:
      "considering field 'metadata/labels' of object It.v1.[noGrp]/d.[noNs]: wrong node kind: expected MappingNode but got ScalarNode: node contents:\nabc\n",
    at: "abc",
  });
});

const withImage = (image: string, entry: Readonly<Record<string, string>>, kind = "Pod") => {
  const text = `{ apiVersion: v1, kind: ${kind}, metadata: { name: p }, spec: { containers: [{ image: ${image} }] } }`;
  const node = valueIn(JSON.stringify(entry));
  let used = true;
  const step = stepOf("ImageTagTransformer");
  const work = setImages({ name: "", ...entry, node }, configuration.images, step, () => {
    used = false;
  });
  const objects = work.run(objectsIn(text));
  return { objects, used, image: /image: (.*)/.exec(printed(objects))?.[1] };
};

test.for([
  ["nginx:1@sha256:00", { name: "nginx", newTag: "2" }, "nginx:2"],
  ["nginx:1", { name: "nginx", digest: "sha256:11" }, "nginx@sha256:11"],
  ["nginx:1", { name: "nginx", newTag: "2", digest: "sha256:11" }, "nginx:2@sha256:11"],
  ["reg:5000/nginx", { name: "reg:5000/nginx", newName: "apache" }, "apache"],
  ["reg:5000/a:1", { name: "reg:5000/a", newName: "b" }, "b:1"],
  ["aXb:1", { name: "a.b", newTag: "2" }, "aXb:2"],
  ["'nginx:${TAG}'", { name: "nginx", newTag: "2" }, "nginx:${TAG}"],
  ["docker.io/nginx", { name: "nginx", newTag: "2" }, "docker.io/nginx"],
  ["nginx:1.0", { name: "nginx", tagSuffix: "-x" }, "nginx:1.0-x-x"],
  ["a", { name: "a", newName: "5" }, "5"],
  ['"a"', { name: "a", newName: "5" }, '"5"'],
] as const)("the image %s with %o is %s", ([image, entry, expected]) => {
  expect(withImage(image, entry).image).toBe(expected);
});

test("images: CRDs are left alone; whether an entry was of use is told", () => {
  expect(withImage("a", { name: "a", newTag: "1" }, "CustomResourceDefinition")).toMatchObject({
    image: "a",
    used: false,
  });
  expect(withImage("a", { name: "b", newTag: "1" }).used).toBe(false);
  expect(withImage("a", { name: "a", newTag: "1" }).used).toBe(true);
});

test("images: an expression that is none", () => {
  expect(mistakeOf(() => withImage("a", { name: "x(", newTag: "1" }))).toEqual({
    message:
      "error parsing regexp: missing closing ): `^x((:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?$`",
    at: '"x("',
  });
});

test("images: the value comes from the tag, what was there stays known", () => {
  const { objects } = withImage("nginx:1", { name: "nginx", newTag: "2" });
  expect(toldOrigin(at(objects[0]?.node, ["spec", "containers", 0, "image"]))).toMatch(
    /^kustomization.yaml: "2" by ImageTagTransformer, before objects.yaml: nginx:1$/,
  );
});

const scaled = (text: string, name: string) => {
  const entry = { name, count: 3n, node: valueIn(`{ name: ${name}, count: 3 }`) };
  const step = stepOf("ReplicaCountTransformer");
  return setReplicas(entry, configuration.replicas, step).run(objectsIn(text));
};

test("replicas: any workload of that name, quotes stay", () => {
  const text = `{ apiVersion: apps/v1, kind: Deployment, metadata: { name: d }, spec: { replicas: "1" } }\n---\n{ apiVersion: apps/v1, kind: StatefulSet, metadata: { name: d } }`;
  expect(printed(scaled(text, "d")).match(/replicas: .*/g)).toEqual([
    'replicas: "3"',
    "replicas: 3",
  ]);
});

test("replicas: nothing of that name", () => {
  expect(
    mistakeOf(() => scaled("{ apiVersion: v1, kind: Pod, metadata: { name: d } }", "d")),
  ).toMatchObject({ at: "d" });
});
