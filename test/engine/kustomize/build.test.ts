import { describe, expect, test } from "vitest";
import { type BuildRequest, build } from "../../../server/engine/kustomize/build.ts";
import type { Build } from "../../../server/engine/kustomize/built.ts";
import type { Files } from "../../../server/engine/kustomize/files.ts";
import { emptyMemory, readerOf } from "../../../server/engine/kustomize/memory.ts";
import { at, type Path } from "../../../server/engine/node.ts";
import { memoryFiles, withFile } from "../../kustomize/memoryFiles.ts";
import { readFixture } from "../../support/fixture.ts";
import { printed, textAt, toldOrigin } from "./changing.ts";

const filesOf = (source: string) =>
  new Map([...readFixture(source).files].map(([path, text]) => [`/${path}`, text]));

/** Builds the folder `overlay` of a fixture. */
function built(
  source: string,
  more: Partial<BuildRequest> = {},
  standIn: Files["standIn"] = () => undefined,
): Build {
  const files = { ...memoryFiles(filesOf(source)), standIn };
  const reader = readerOf(files, emptyMemory());
  return build({ folder: "/overlay", reader, restrict: "folder", ...more });
}

/** Where a value of the one object of a kind is from. */
function origin({ objects }: Build, kind: string, path: Path): string {
  const object = objects.find(
    (it) => at(it.node, ["kind"])?.kind === "scalar" && kindOf(it) === kind,
  );
  return toldOrigin(at(object?.node, path));
}

const kindOf = ({ node }: Build["objects"][number]): string => {
  const kind = at(node, ["kind"]);
  return kind?.kind === "scalar" ? kind.text : "";
};

/** `kind: message at text` of each note. */
const notesOf = ({ notes }: Build) => notes.map((it) => `${it.code} at ${textAt(it.place)}`);

const configMap = (name: string) =>
  `{ apiVersion: v1, kind: ConfigMap, metadata: { name: ${name} } }`;

describe("where values are from", () => {
  const web = built(`
    #- overlay/kustomization.yaml
    resources: [../base]
    namePrefix: prod-
    namespace: shop
    images: [{ name: web, newTag: "2" }]
    replicas: [{ name: web, count: 3 }]
    labels: [{ pairs: { team: blue } }]
    configMapGenerator: [{ name: config, behavior: merge, literals: [A=2] }]
    patches:
    - path: patch.yaml
    #- overlay/patch.yaml
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: web }
    spec: { paused: true }
    #- base/kustomization.yaml
    resources: [web.yaml]
    configMapGenerator: [{ name: config, literals: [A=1, B=1] }]
    #- base/web.yaml
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: web }
    spec:
      replicas: 1
      template:
        spec:
          containers: [{ name: web, image: "web:1", envFrom: [{ configMapRef: { name: config } }] }]
  `);

  test.each([
    [
      ["metadata", "name"],
      "overlay/kustomization.yaml: prod- by PrefixTransformer, before /base/web.yaml: web",
    ],
    [["metadata", "namespace"], "overlay/kustomization.yaml: shop by NamespaceTransformer"],
    [["metadata", "labels", "team"], "overlay/kustomization.yaml: blue by LabelTransformer"],
    [["spec", "paused"], "overlay/patch.yaml: true by PatchTransformer"],
    [
      ["spec", "replicas"],
      "overlay/kustomization.yaml: 3 by ReplicaCountTransformer, before /base/web.yaml: 1",
    ],
    [
      ["spec", "template", "spec", "containers", 0, "image"],
      'overlay/kustomization.yaml: "2" by ImageTagTransformer, before /base/web.yaml: "web:1"',
    ],
    [["spec", "template", "spec", "containers", 0, "name"], "base/web.yaml: web"],
  ] as const)("%j", (path, told) => {
    expect(origin(web, "Deployment", path)).toBe(`/${told}`);
  });

  test("a reference has the name of its target from where the target got it", () => {
    const path = [
      "spec",
      "template",
      "spec",
      "containers",
      0,
      "envFrom",
      0,
      "configMapRef",
      "name",
    ];
    expect(origin(web, "Deployment", path)).toBe(
      "/overlay/kustomization.yaml: prod- by NameReferenceTransformer, before /base/web.yaml: config",
    );
  });

  test("merged data keep the generator that supplied them", () => {
    expect(origin(web, "ConfigMap", ["data", "A"])).toMatch("/overlay/kustomization.yaml: ");
    expect(origin(web, "ConfigMap", ["data", "B"])).toMatch("/base/kustomization.yaml: ");
  });

  test("each object knows the file in which it began and what changed it", () => {
    const told = web.objects.map(({ began, steps }) => [began.path, ...steps.map((it) => it.by)]);
    expect(told).toEqual([
      [
        "/base/kustomization.yaml",
        "ConfigMapGenerator",
        "ConfigMapGenerator",
        "NamespaceTransformer",
        "PrefixTransformer",
        "LabelTransformer",
        "HashTransformer",
      ],
      [
        "/base/web.yaml",
        "PatchTransformer",
        "NamespaceTransformer",
        "PrefixTransformer",
        "LabelTransformer",
        "ReplicaCountTransformer",
        "ImageTagTransformer",
        "NameReferenceTransformer",
      ],
    ]);
  });
});

describe("what lies elsewhere", () => {
  const source = `
    #- overlay/kustomization.yaml
    resources:
    - cm.yaml
    - github.com/acme/base//apps?ref=v1
    helmCharts: [{ name: redis }]
    #- overlay/cm.yaml
    ${configMap("own")}
    #- clone/apps/kustomization.yaml
    resources: [cm.yaml]
    #- clone/apps/cm.yaml
    ${configMap("theirs")}
  `;

  test("ends the build, for nothing is fetched", () => {
    const { error, objects } = built(source);
    expect(error?.message).toMatch(/remote resources are never fetched: github\.com\/acme\/base/);
    expect(error?.place && textAt(error.place)).toBe("github.com/acme/base//apps?ref=v1");
    expect(objects).toEqual([]);
  });

  test("is left out and noted where a build may be incomplete", () => {
    const result = built(source, { lenient: true });
    expect(result.objects.map((it) => toldOrigin(at(it.node, ["metadata", "name"])))).toEqual([
      "/overlay/cm.yaml: own",
    ]);
    expect(notesOf(result)).toEqual([
      "remote-resource at github.com/acme/base//apps?ref=v1",
      "helm-chart at { name: redis }",
    ]);
  });

  test("is taken from the folder that stands in for it", () => {
    const standIn = (url: string) =>
      url === "https://github.com/acme/base" ? "/clone" : undefined;
    const { objects } = built(source, { lenient: true }, standIn);
    expect(objects.map((it) => toldOrigin(at(it.node, ["metadata", "name"])))).toEqual([
      "/overlay/cm.yaml: own",
      "/clone/apps/cm.yaml: theirs",
    ]);
  });

  test("a stand-in reads nothing outside of itself", () => {
    const { error } = built(
      `
      #- overlay/kustomization.yaml
      resources: [github.com/acme/base]
      #- clone/kustomization.yaml
      resources: [../other]
      #- other/kustomization.yaml
      namePrefix: a-
    `,
      {},
      () => "/clone",
    );
    expect(error?.message).toMatch(
      "security; bases in kustomizations found in cloned git repos must be within the repo, but base '/other' is outside '/clone'",
    );
  });
});

test("what kustomize passes over in silence is noted", () => {
  const result = built(`
    #- overlay/kustomization.yaml
    resources: [cm.yaml]
    images: [{ name: nginx, newTag: a }]
    patches:
    - target: { kind: Secret }
      patch: "- { op: remove, path: /data }"
    replacements:
    - source: { kind: ConfigMap }
      targets: [{ select: { kind: Pod } }]
    #- overlay/cm.yaml
    ${configMap("own")}
  `);
  expect(notesOf(result)).toEqual([
    "patch-without-target at Secret",
    "image-unused at nginx",
    "replacement-without-target at Pod",
  ]);
});

const TAB = String.raw`"\tx\ny"`;
const REFUSED = "yaml: found a tab character where an indentation space is expected";

test.for([
  ["in quotes", `a: ${TAB}`, "b: c", "", undefined],
  [
    "merged over a text without quotes",
    "a: b",
    "b: c",
    `patches: [{ patch: '{ apiVersion: v1, kind: A, metadata: { name: a }, spec: { a: ${TAB} } }' }]`,
    REFUSED,
  ],
  [
    "from a JSON patch",
    "a: b",
    "b: c",
    `patches: [{ target: { kind: A }, patch: '[{ "op": "add", "path": "/spec/c", "value": [${TAB}] }]' }]`,
    REFUSED,
  ],
  ["in an annotation", "a: b", `a: ${TAB}`, "", REFUSED],
] as const)("lines that begin with a tab, %s", ([, spec, annotation, more, error]) => {
  const result = built(`
    #- overlay/kustomization.yaml
    resources: [a.yaml]
    ${more}
    #- overlay/a.yaml
    apiVersion: v1
    kind: A
    metadata:
      name: a
      annotations:
        ${annotation}
    spec:
      ${spec}
  `);
  expect(result.error?.message).toBe(error);
});

test("a file that is known by name only is asked for", () => {
  const files = memoryFiles(
    filesOf(`
    #- overlay/kustomization.yaml
    configMapGenerator: [{ name: a, files: [page.html] }]
    #- overlay/page.html
  `),
  );
  const known = files.file("/overlay/page.html");
  const unread = {
    ...files,
    file: (path: string) =>
      path === known?.path ? { ...known, content: undefined } : files.file(path),
  };
  const reader = readerOf(unread, emptyMemory());
  const { error } = build({ folder: "/overlay", reader, restrict: "folder" });
  expect(error?.unread).toEqual(["/overlay/page.html"]);
});

describe("a memory that is kept", () => {
  const source = `
    #- overlay/kustomization.yaml
    resources: [../a, ../b]
    #- a/kustomization.yaml
    resources: [cm.yaml]
    #- a/cm.yaml
    ${configMap("a")}
    #- b/kustomization.yaml
    resources: [cm.yaml]
    #- b/cm.yaml
    ${configMap("b")}
  `;

  /** The same build before and after a file changes. */
  function rebuilt(path: string, content: string) {
    const contents = filesOf(source);
    const memory = emptyMemory();
    const before = memoryFiles(contents);
    const after = withFile(before, [...contents.keys()], path, content);
    return [before, after].map((files) =>
      build({ folder: "/overlay", reader: readerOf(files, memory), restrict: "folder" }),
    );
  }

  test("builds anew only what read the file", () => {
    const [before, after] = rebuilt("/b/cm.yaml", `${configMap("c")}\n`);
    expect(after?.objects[0]).toBe(before?.objects[0]);
    expect(printed(after?.objects ?? [])).toContain("name: c\n");
  });

  test("gives the same value while nothing changed", () => {
    const [before, after] = rebuilt("/unrelated.yaml", "a: b\n");
    expect(after).toBe(before);
  });

  test("knows a circle that only another way makes", () => {
    const files = memoryFiles(
      filesOf(`
      #- overlay/kustomization.yaml
      resources: [../base]
      #- base/kustomization.yaml
      resources: [../tree]
      #- tree/kustomization.yaml
      resources: [cm.yaml]
      #- tree/cm.yaml
      ${configMap("a")}
      #- tree/inner/kustomization.yaml
      resources: [../../base]
    `),
    );
    const reader = readerOf(files, emptyMemory());
    const outcome = (folder: string) =>
      build({ folder, reader, restrict: "folder" }).error?.message;
    expect(outcome("/overlay")).toBeUndefined();
    expect(outcome("/tree/inner")).toMatch(
      "cycle detected: candidate root '/tree' contains visited root '/tree/inner'",
    );
    expect(outcome("/overlay")).toBeUndefined();
  });
});

describe("values of Secrets do not get into messages", () => {
  const secret = (more: string) =>
    `{ apiVersion: v1, kind: Secret, metadata: { name: a }, ${more} }`;

  test.for([
    [
      "objects that come to have the same name",
      `namespace: x
    resources: [a.yaml]
    #- overlay/a.yaml
    ${secret("stringData: { key: hidden }")}
    ---
    { apiVersion: v1, kind: Secret, metadata: { name: a, namespace: b }, data: { key: hidden } }`,
      "namespace transformation produces ID conflict",
    ],
    [
      "a tag that does not fit",
      `resources: [a.yaml]
    #- overlay/a.yaml
    ${secret("stringData: { key: !!int hidden }")}`,
      "cannot decode !!str `***` as a !!int",
    ],
    [
      "what a replacement reads from",
      `resources: [a.yaml]
    replacements:
    - source: { kind: Secret, fieldPath: data.key.more }
      targets: [{ select: { kind: Secret }, fieldPaths: [data.other] }]
    #- overlay/a.yaml
    ${secret("data: { key: hidden }")}`,
      "node contents:\n***",
    ],
    [
      "YAML in a text that a replacement goes into",
      `resources: [a.yaml]
    replacements:
    - source: { kind: Secret, fieldPath: metadata.name }
      targets: [{ select: { kind: Secret }, fieldPaths: [stringData.key.more] }]
    #- overlay/a.yaml
    ${secret('stringData: { key: "a: *hidden" }')}`,
      'field "stringData.key.more" in replacement target: yaml: ***',
    ],
    [
      "a patch that cannot be read",
      `resources: [a.yaml]
    patches:
    - patch: |
        kind: Secret
        metadata: { name: a }
        stringData: { key: hidden
    #- overlay/a.yaml
    ${secret("data: {}")}`,
      'unable to parse SM or JSON patch from [patch: "***"]',
    ],
    [
      "operations that cannot be read",
      `resources: [a.yaml]
    patches:
    - target: { kind: Secret }
      patch: '[{"op": "add", "path": "/data/key", "value": "hidden"]'
    #- overlay/a.yaml
    ${secret("data: {}")}`,
      'unable to parse SM or JSON patch from [patch: "***"]',
    ],
    [
      "an old patch that cannot be read",
      `resources: [a.yaml]
    patchesStrategicMerge:
    - |
      kind: Secret
      metadata: { name: a }
      stringData: { key: hidden
    #- overlay/a.yaml
    ${secret("data: {}")}`,
      "MalformedYAMLError",
    ],
    [
      "a literal without a key",
      "secretGenerator: [{ name: a, literals: [hidden] }]",
      "literal sources [***]: invalid literal source ***",
    ],
    [
      "a literal beside a file that is not there",
      "secretGenerator: [{ name: a, literals: [key=hidden], files: [key=none.txt] }]",
      "file sources: [key=none.txt]",
    ],
    [
      "lines beside a file that is not there",
      "secretGenerator: [{ name: a, literals: [key=hidden], envs: [none.env] }]",
      "env source files: [none.env]",
    ],
  ])("%s", ([, files = "", message = ""]) => {
    const { error } = built(`
    #- overlay/kustomization.yaml
    ${files}
    `);
    expect(error?.message).toContain(message);
    expect(error?.message).not.toContain("hidden");
  });
});

test.for([
  ["[null]", "an item of subjects is no mapping"],
  ["[{ kind: true, namespace: x }]", "an item of subjects has a kind that is no string"],
])("subjects at which kustomize crashes: %s", ([subjects = "", message]) => {
  const { error } = built(`
    #- overlay/kustomization.yaml
    namePrefix: x-
    resources: [a.yaml]
    #- overlay/a.yaml
    apiVersion: rbac.authorization.k8s.io/v1
    kind: RoleBinding
    metadata: { name: a }
    subjects: ${subjects}
  `);
  expect(error?.message).toBe(
    `${message} in resource "RoleBinding.v1.rbac.authorization.k8s.io/x-a.[noNs]"`,
  );
  expect(error?.place && textAt(error.place)).not.toBe("");
});

test("an empty file of crds, at which kustomize crashes", () => {
  const { error } = built(`
    #- overlay/kustomization.yaml
    crds: [types.json]
    #- overlay/types.json
  `);
  expect(error?.message).toBe("loading CRDs [types.json]: 'types.json' is empty");
  expect(error?.place && textAt(error.place)).toBe("types.json");
});

const PATCHED = `patches: [{ patch: "{ apiVersion: v1, kind: ConfigMap, metadata: { name: a } }" }]`;

test.for([
  ["ConfigMap", "", "", undefined],
  ["Widget", "", "", "'schema.json' is no schema: it is empty"],
  ["Widget", "\n", "", undefined],
  ["ConfigMap", "[]", PATCHED, "'schema.json' is no schema: it is no mapping"],
  ["ConfigMap", "{a: 1}", PATCHED, "'schema.json' is no schema: it is no JSON"],
  [
    "ConfigMap",
    "definitions: [a]",
    PATCHED,
    "'schema.json' is no schema: its definitions are no mapping",
  ],
])(
  "a schema at which kustomize crashes when it is needed: %s %j %s",
  ([kind, schema, patches, message]) => {
    const { error } = built(
      [
        `#- overlay/kustomization.yaml\nresources: [a.yaml]\nopenapi: { path: schema.json }\n${patches}`,
        `#- overlay/a.yaml\napiVersion: v1\nkind: ${kind}\nmetadata: { name: a }`,
        `#- overlay/schema.json\n${schema}`,
      ].join("\n"),
    );
    expect(error?.message).toBe(message);
    if (error) expect(error.place && textAt(error.place)).toBe("schema.json");
  },
);

test("labels that are no pairs, at which kustomize crashes where anything is selected", () => {
  const { error } = built(`
    #- overlay/kustomization.yaml
    resources: [a.yaml]
    patches: [{ target: { kind: ConfigMap }, patch: "kind: ConfigMap\\nmetadata: { name: a }" }]
    #- overlay/a.yaml
    apiVersion: v1
    kind: ConfigMap
    metadata: { name: a, labels: [app, web, b] }
  `);
  expect(error?.message).toBe("panic: runtime error: index out of range [3] with length 3");
  expect(error?.place && textAt(error.place)).toBe("[app, web, b]");
});
