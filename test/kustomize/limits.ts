import { bigOverlay } from "./bigOverlay.ts";

/** A tree that could take for ever, and how its build must end. */
export interface Limit {
  readonly name: string;
  readonly files: () => ReadonlyMap<string, string>;
  readonly folder: string;
  /** Part of the message; absent where it builds. */
  readonly error?: string;
  readonly objects?: number;
}

export const limits: readonly Limit[] = [
  {
    name: "a chain of 200 bases",
    files: () => chain(200),
    folder: "/chain/0",
    objects: 1,
  },
  {
    name: "a chain of 5,000 bases",
    files: () => chain(5000),
    folder: "/chain/0",
    error: "nested deeper than 250",
  },
  {
    name: "bases in a circle of 100",
    files: () => circle(100),
    folder: "/circle/0",
    error: "cycle detected: candidate root '/circle/0' contains visited root '/circle/0'",
  },
  {
    name: "components in a circle",
    files: () =>
      new Map([
        ["/c/a/kustomization.yaml", component("../b")],
        ["/c/b/kustomization.yaml", component("../a")],
      ]),
    folder: "/c/a",
    error: "cycle detected",
  },
  {
    name: "a base that everybody above it names twice, 30 levels high",
    files: () => doubling(30),
    folder: "/double/0",
    error: "may not add resource with an already registered id",
  },
  {
    name: "a base that everybody above it names twice, each time with another prefix, 30 levels high",
    files: () => prefixed(30),
    folder: "/prefixed/0",
    error: "build holds more than 100000 objects",
  },
  {
    name: "an alias bomb in a resource",
    files: () => resource(`kind: X\napiVersion: v1\nmetadata: {name: x}\n${bomb(12)}`),
    folder: "/one",
    error: "document contains excessive aliasing",
  },
  {
    name: "an alias bomb in the kustomization",
    files: () => new Map([["/one/kustomization.yaml", `${bomb(12)}commonAnnotations: *a11\n`]]),
    folder: "/one",
    error: "excessive aliasing",
  },
  {
    name: "an alias bomb in a patch",
    files: () =>
      new Map([
        [
          "/one/kustomization.yaml",
          "resources: [x.yaml]\npatches: [{path: patch.yaml, target: {kind: X}}]\n",
        ],
        ["/one/x.yaml", "kind: X\napiVersion: v1\nmetadata: {name: x}\n"],
        ["/one/patch.yaml", `kind: X\napiVersion: v1\nmetadata: {name: x}\n${bomb(12)}`],
      ]),
    folder: "/one",
    error: "",
  },
  {
    name: "a mapping nested 20,000 deep",
    files: () =>
      resource(
        `kind: X\napiVersion: v1\nmetadata: {name: x}\nspec: ${"{a: ".repeat(20_000)}1${"}".repeat(20_000)}\n`,
      ),
    folder: "/one",
    error: "",
  },
  {
    name: "an overlay of 10,000 objects",
    files: () => bigOverlay(10_000),
    folder: "/big/overlay",
    objects: 10_003,
  },
  {
    name: "10,000 objects in one file that all refer to one",
    files: () =>
      resource(
        Array.from({ length: 10_000 }, (_, it) => pod(it)).join("---\n"),
        "namePrefix: p-\nconfigMapGenerator: [{name: all, literals: [a=b]}]\n",
      ),
    folder: "/one",
    objects: 10_001,
  },
  {
    name: "2,000 patches that select everything",
    files: () =>
      resource(
        Array.from({ length: 100 }, (_, it) => pod(it)).join("---\n"),
        `patches:\n${Array.from({ length: 2000 }, (_, it) => `- {patch: '[{"op": "add", "path": "/metadata/annotations/a${it}", "value": "b"}]', target: {kind: .*}}\n`).join("")}`,
      ),
    folder: "/one",
    objects: 100,
  },
  {
    name: "an expression that would take for ever elsewhere",
    files: () =>
      resource(
        pod(1),
        `patches:\n- {patch: '[{"op": "add", "path": "/a", "value": "b"}]', target: {name: (a*)*b}}\n`,
        `${"a".repeat(60)}`,
      ),
    folder: "/one",
    objects: 1,
  },
];

function chain(length: number): ReadonlyMap<string, string> {
  const links = Array.from(
    { length: length - 1 },
    (_, it) => [`/chain/${it}/kustomization.yaml`, `resources: [../${it + 1}]\n`] as const,
  );
  return new Map([
    ...links,
    [`/chain/${length - 1}/kustomization.yaml`, "resources: [x.yaml]\n"],
    [`/chain/${length - 1}/x.yaml`, "kind: X\napiVersion: v1\nmetadata: {name: x}\n"],
  ]);
}

const circle = (length: number): ReadonlyMap<string, string> =>
  new Map(
    Array.from({ length }, (_, it) => [
      `/circle/${it}/kustomization.yaml`,
      `resources: [../${(it + 1) % length}]\n`,
    ]),
  );

const component = (other: string): string =>
  `apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\ncomponents: [${other}]\n`;

/** Read twice at each level, the lowest would be read a thousand million times. */
function doubling(levels: number): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (let level = 0; level < levels; level++) {
    const next = level + 1;
    files.set(`/double/${level}/kustomization.yaml`, `resources: [../${next}, ../${next}-again]\n`);
    files.set(
      `/double/${level}-again/kustomization.yaml`,
      `resources: [../${level}]\nnamePrefix: again-\n`,
    );
  }
  files.set(`/double/${levels}/kustomization.yaml`, "resources: [x.yaml]\n");
  files.set(
    `/double/${levels}-again/kustomization.yaml`,
    `resources: [../${levels}]\nnamePrefix: again-\n`,
  );
  files.set(`/double/${levels}/x.yaml`, "kind: X\napiVersion: v1\nmetadata: {name: x}\n");
  return files;
}

/** Each level has twice the objects of the one below it, all with names of their own. */
function prefixed(levels: number): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (let level = 0; level < levels; level++) {
    const next = level + 1;
    files.set(`/prefixed/${level}/kustomization.yaml`, `resources: [../${next}, ../${next}-too]\n`);
    files.set(
      `/prefixed/${next}-too/kustomization.yaml`,
      `resources: [../${next}]\nnamePrefix: p${level}-\n`,
    );
  }
  files.set(`/prefixed/${levels}/kustomization.yaml`, "resources: [x.yaml]\n");
  files.set(`/prefixed/${levels}/x.yaml`, "kind: X\napiVersion: v1\nmetadata: {name: x}\n");
  return files;
}

const resource = (text: string, more = "", name = "x"): ReadonlyMap<string, string> =>
  new Map([
    ["/one/kustomization.yaml", `resources: [${name}.yaml]\n${more}`],
    [`/one/${name}.yaml`, text],
  ]);

/** Each level holds the one before it nine times. */
function bomb(levels: number): string {
  const lines = ["a0: &a0 {x: y}"];
  for (let level = 1; level < levels; level++) {
    const items = Array.from({ length: 9 }, (_, it) => `k${it}: *a${level - 1}`).join(", ");
    lines.push(`a${level}: &a${level} {${items}}`);
  }
  return `${lines.join("\n")}\n`;
}

const pod = (number: number): string => `apiVersion: v1
kind: Pod
metadata: {name: pod-${number}}
spec:
  containers: [{name: a, image: nginx, envFrom: [{configMapRef: {name: all}}]}]
`;
