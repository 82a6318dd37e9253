import { describe, expect, test } from "vitest";
import { at, type Node } from "../../../server/engine/node.ts";
import { placeOfNode } from "../../../server/engine/origin.ts";
import { apps, buildFixture, render } from "./renderFixture.ts";

const config = (name: string, data: string, path = `apps/${name}.yaml`): string => `
    #- ${path}
    apiVersion: v1
    kind: ConfigMap
    metadata: { name: ${name}, namespace: apps }
    data: ${data}
`;

/** The data of the one ConfigMap that comes out, line by line; or the error. */
const dataOf = (data: string, spec: string, more = ""): string =>
  /data:\n((?: {2}.*\n)*)/.exec(render(`${apps(spec)}${config("out", data)}${more}`))?.[1] ??
  render(`${apps(spec)}${config("out", data)}${more}`);

const postBuild = (substitute: string, more = ""): string => `
      postBuild:
        substitute: ${substitute}
        ${more}
`;

describe("a folder without a kustomization file", () => {
  test("every manifest below it, in the order of their paths, and folders that have a file of their own", () => {
    const output = render(`${apps()}
    #- apps/b.yaml
    { apiVersion: v1, kind: ServiceAccount, metadata: { name: b, namespace: x } }
    #- apps/.hidden/a.yml
    { apiVersion: v1, kind: ServiceAccount, metadata: { name: a, namespace: x } }
    #- apps/sub/kustomization.yaml
    resources: [c.yaml]
    namePrefix: p-
    #- apps/sub/c.yaml
    { apiVersion: v1, kind: ServiceAccount, metadata: { name: c, namespace: x } }
    #- apps/sub/not-listed.yaml
    nonsense
    #- apps/data.json
    {}
    `);
    expect(output.match(/name: .*/g)).toEqual(["name: a", "name: b", "name: p-c"]);
  });

  test("a file that is no manifest ends the build at its place", () => {
    expect(
      render(`${apps()}
    #- apps/values.yaml
    image: nginx
    `),
    ).toBe(
      "BuildFailed: failed to decode Kubernetes YAML from apps/values.yaml: missing Resource metadata (apps/values.yaml:1)",
    );
  });

  test("a colon behind braces ends the build where another stands before them", () => {
    expect(render(`${apps()}${config("out", "{ a: b }:")}`)).toBe(
      "BuildFailed: failed to decode Kubernetes YAML from apps/out.yaml: MalformedYAMLError: yaml: line 4: mapping values are not allowed in this context (apps/out.yaml:4)",
    );
  });

  test("a folder where Flux would write its file", () => {
    expect(render(`${apps()}${config("a", "{}", "apps/kustomization.yaml/a.yaml")}`)).toBe(
      "BuildFailed: open apps/kustomization.yaml: is a directory remove apps/kustomization.yaml: directory not empty (clusters/test/apps.yaml:5)",
    );
  });

  test("nothing to apply is no mistake", () => {
    expect(
      render(`${apps()}
    #- apps/README.md
    Nothing here.
    `),
    ).toBe("");
  });
});

describe("a kustomization file and the spec", () => {
  test("unknown fields vanish, numbers become text", () => {
    expect(
      render(`${apps()}
    #- apps/kustomization.yaml
    resources: [out.yaml]
    patchs: []
    namePrefix: 1.10
    commonAnnotations: { a: 0755, b: yes, c: 7e10 }
    ${config("out", "{}")}`),
    ).toContain(`  annotations:
    a: "493"
    b: "true"
    c: "7e+10"
  name: 1.1out`);
  });

  test("the spec replaces names, adds patches, and merges images by name", () => {
    const output = render(`${apps(`
      targetNamespace: tn
      namePrefix: ks-
      images: [{ name: nginx, newTag: "2" }]
      patches:
        - target: { kind: Pod }
          patch: |
            - op: add
              path: /metadata/labels
              value: { tier: web }
`)}
    #- apps/kustomization.yaml
    resources: [pod.yaml]
    namespace: other
    namePrefix: file-
    images: [{ name: nginx, newName: registry/nginx, digest: "sha256:1" }]
    #- apps/pod.yaml
    apiVersion: example.com/v1
    kind: Pod
    metadata: { name: web }
    spec: { containers: [{ name: a, image: "nginx:1" }] }
    `);
    expect(output).toBe(`apiVersion: example.com/v1
kind: Pod
metadata:
  labels:
    tier: web
  name: ks-web
  namespace: tn
spec:
  containers:
  - image: registry/nginx:2
    name: a
`);
  });

  test.for([
    ["https://example.com/x", "must be local and relative (clusters/test/apps.yaml:9)"],
    ["/x", "must be local and relative (clusters/test/apps.yaml:9)"],
  ] as const)("a component at %s is refused", ([path, told]) => {
    expect(render(`${apps(`      components: ["${path}"]`)}${config("out", "{}")}`)).toBe(
      `BuildFailed: component path '${path}' ${told}`,
    );
  });

  test("names with commas cannot change", () => {
    const odd = config("a", "{}").replace("name: a", 'name: "${x,,}"');
    expect(render(`${apps("      namePrefix: p-")}${odd}`)).toBe(
      "BuildFailed: kustomize build failed: nothing with a comma can be renamed, such as '${x,,}': number of previous names, number of previous namespaces, number of previous kinds not equal (apps/a.yaml:3)",
    );
    expect(render(`${apps(postBuild("{ x: A }"))}${odd}`)).toContain("name: a\n");
  });

  test("a file of a wrong type is told at its line", () => {
    expect(
      render(`${apps()}
    #- apps/kustomization.yaml
    resources: a.yaml
    `),
    ).toBe(
      "BuildFailed: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal string into Go struct field Kustomization.resources of type []string (apps/kustomization.yaml:1)",
    );
  });

  const file = (text: string, spec = "") => `${apps(spec)}
    #- apps/kustomization.yaml
    ${text}
    ${config("out", "{}")}`;

  test("a wrong type is told even where the spec replaces the field", () => {
    expect(render(file("namePrefix: [a]", "      namePrefix: p-"))).toBe(
      "BuildFailed: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go struct field Kustomization.namePrefix of type string (apps/kustomization.yaml:1)",
    );
  });

  test("numbers become no text in structures that are part of others", () => {
    expect(render(file("configMapGenerator: [{ name: g, literals: [1] }]"))).toMatch(
      /^BuildFailed: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal number /,
    );
    expect(render(file("configMapGenerator: [{ name: g, options: { unknown: 1 } }]"))).toContain(
      "name: g-",
    );
  });

  test("of a field that stands twice the last one counts", () => {
    const twice = "resources: [missing.yaml]\n    namePrefix: a-\n    resources: [out.yaml]";
    expect(render(file(twice))).toContain("name: a-out");
  });

  test("origins are written as YAML", () => {
    const spec = "      buildMetadata: [originAnnotations]";
    const from = (path: string) => render(`${apps(spec)}${config("out", "{}", `apps/${path}`)}`);
    expect(from("a b.yaml")).toContain("path: a b.yaml\n");
    expect(from("#b.yaml")).toContain("path: '#b.yaml'\n");
  });

  test("annotations tell the name of the file that Flux writes into", () => {
    const spec = "      namePrefix: a-\n      buildMetadata: [transformerAnnotations]";
    const from = (path: string) =>
      render(`${apps(spec)}${config("out", "{}")}
    #- apps/${path}
    resources: [out.yaml]
    `);
    expect(from("Kustomization")).toContain("- configuredIn: Kustomization\n");
    expect(from("kustomization.yml")).toContain("- configuredIn: kustomization.yml\n");
  });

  test("the controller has no version of kustomize to tell", () => {
    expect(render(file("buildMetadata: [managedByLabel]\n    resources: [out.yaml]"))).toContain(
      "app.kubernetes.io/managed-by: kustomize-(devel)\n",
    );
  });

  test("two files end the build once they could be read", () => {
    const two = (spec = "") => `${file("kind: Wrong", spec)}
    #- apps/kustomization.yml
    resources: []
    `;
    expect(render(two("      decryption: { provider: sops }"))).toBe(
      "BuildFailed: error decrypting sources: found multiple kustomization files (apps/kustomization.yaml:1)",
    );
    expect(render(two())).toBe(
      "BuildFailed: kustomize build failed: Found multiple kustomization files under: apps (apps/kustomization.yaml:1)",
    );
  });
});

describe("braces of a template that lack their quotes", () => {
  const object = (metadata: string) => `${apps()}
    #- apps/a.yaml
    apiVersion: v1
    kind: ConfigMap
    metadata:
      name: a
      namespace: apps
      ${metadata}
    `;

  test("as keys of labels", () => {
    expect(render(object("labels: { {{ .Key }}: {{ .Value }} }"))).toBe(
      'BuildFailed: kustomize build failed: map[string]interface {}(nil): yaml: invalid map key: map[string]interface {}{".Key":""} (apps/a.yaml:6)',
    );
  });

  test("among annotations, where each key is a text with something in it", () => {
    const broken =
      "BuildFailed: kustomize build failed: recovered from kustomize build panic: wrong node kind: expected ScalarNode but got MappingNode: node contents:\n{} (apps/a.yaml:6)";
    expect(render(object("annotations: { {{ .Key }}: {{ .Value }} }"))).toBe(broken);
    expect(render(object("annotations: {{ .Values.annotations }}"))).toBe(broken);
    expect(render(object('annotations: { "": v }'))).toBe(broken);
  });
});

test("where kustomize breaks down, Flux says so", () => {
  const rename = `
      patches:
        - target: { kind: ConfigMap }
          patch: |
            - op: replace
              path: /metadata/name
              value: c
`;
  expect(render(`${apps(rename)}${config("a", "{}")}${config("b", "{}")}`)).toContain(
    "BuildFailed: kustomize build failed: recovered from kustomize build panic: may not add resource with an already registered id: ConfigMap.v1.[noGrp]/c.apps",
  );
});

test("keys of annotations lose their quotes, so that no number may be one", () => {
  const annotated = (annotations: string) => `${apps()}
    #- apps/a.yaml
    apiVersion: v1
    kind: ConfigMap
    metadata: { name: a, namespace: apps, annotations: { ${annotations} } }
    `;
  expect(render(annotated('"8080": x'))).toBe(
    "BuildFailed: kustomize build failed: json: unsupported type: map[interface {}]interface {} (apps/a.yaml:3)",
  );
  expect(render(annotated('"a b": "8080"'))).toContain('    a b: "8080"\n');
});

test("what is missing beside the artifact is told by the first part of its path", () => {
  expect(render(`${apps("      components: [../../comps/none]")}${config("a", "{}")}`)).toContain(
    "lstat ../comps: no such file or directory",
  );
});

test("braces of a template in a kustomization file", () => {
  expect(
    render(`${apps()}
    #- apps/kustomization.yaml
    namespace: {{ .namespace }}
    resources: []
    `),
  ).toBe(
    'BuildFailed: error converting YAML to JSON: yaml: invalid map key: map[interface {}]interface {}{".namespace":interface {}(nil)} (apps/kustomization.yaml:1)',
  );
});

describe("substitution", () => {
  test.for([
    ["{ x: '${n}' }", "x: 3"],
    ["{ x: '${q}${n}${q}' }", 'x: "3"'],
    ["{ x: '${word}' }", "x: true"],
    ["{ x: '${octal}' }", "x: 493"],
    ["{ x: '${date} 12:30' }", "x: 2026-01-01 12:30"],
    ["{ x: '${date}' }", 'x: "2026-01-01"'],
    ["{ x: 'yes' }", 'x: "yes"'],
    ["{ x: '${list}' }", "x:\n  - 1\n  - 2"],
    ["{ '${n}': a }", '"3": a'],
    ["{ '${huge}': a }", '"1.8446744e+19": a'],
    ["{ x: '${tagged}' }", 'x: "5"'],
    ["{ x: '$${n} $$ $n' }", "x: ${n} $ $n"],
  ])("%s", ([data, expected]) => {
    const variables = `{ n: "3", q: '"', word: "on", octal: "0755", date: "2026-01-01", list: "[1, 2]", huge: "18446744073709551616", tagged: "!!str 5" }`;
    const { objects } = buildFixture(
      `${apps(postBuild(variables))}
    #- apps/out.yaml
    apiVersion: example.com/v1
    kind: Out
    metadata: { name: out, namespace: apps }
    data: ${data}
    `,
      "flux-system/apps",
    );
    expect(objects).toHaveLength(1);
    const output = render(`${apps(postBuild(variables))}
    #- apps/out.yaml
    apiVersion: example.com/v1
    kind: Out
    metadata: { name: out, namespace: apps }
    data: ${data}
    `);
    expect(output).toContain(`data:\n  ${expected}\nkind`);
  });

  test("later sources win, and what is written inline wins over all", () => {
    const vars = (name: string, data: string) =>
      `
    #- clusters/test/${name}.yaml
    apiVersion: v1
    kind: ConfigMap
    metadata: { name: ${name}, namespace: flux-system }
    data: ${data}
`;
    const from = "substituteFrom: [{ kind: ConfigMap, name: one }, { kind: ConfigMap, name: two }]";
    const more = vars("one", "{ a: 1st, b: 1st, c: 1st }") + vars("two", "{ b: 2nd, c: 2nd }");
    expect(dataOf("{ x: '${a} ${b} ${c}' }", postBuild("{ c: own }", from), more)).toBe(
      "  x: 1st 2nd own\n",
    );
  });

  test.for([
    [
      "{ x: '${missing}' }",
      'variable substitution failed: variable not set (strict mode): "missing"',
      "apps/out.yaml:4",
    ],
    ["{ x: '${a' }", "variable substitution failed: missing closing brace", "apps/out.yaml:4"],
    [
      "{ x: '${colon}' }",
      "YAMLToJSON: yaml: line 3: mapping values are not allowed in this context",
      "apps/out.yaml:4",
    ],
  ] as const)("%s fails", ([data, told, place]) => {
    expect(dataOf(data, postBuild('{ a: b, colon: "a: b" }'))).toBe(
      `BuildFailed: post build failed for 'ConfigMap.v1.[noGrp]/out': envsubst error: ${told} (${place})`,
    );
  });

  test("names of variables are checked, and sources must be there", () => {
    expect(dataOf("{}", postBuild("{ my-var: x }"))).toBe(
      "BuildFailed: post build failed for 'ConfigMap.v1.[noGrp]/out': envsubst error: 'my-var' var name is invalid, must match '^[_[:alpha:]][_[:alpha:][:digit:]]*$' (clusters/test/apps.yaml:10)",
    );
    const from = "substituteFrom: [{ kind: Secret, name: none }]";
    expect(dataOf("{}", postBuild("{}", from))).toBe(
      "BuildFailed: post build failed for 'ConfigMap.v1.[noGrp]/out': substitute from 'Secret/none' error: secrets \"none\" not found (clusters/test/apps.yaml:11)",
    );
  });

  test("an object may opt out, by label or annotation", () => {
    const opted =
      apps(postBuild("{ a: b }")) +
      `
    #- apps/out.yaml
    apiVersion: v1
    kind: ConfigMap
    metadata:
      name: out
      namespace: apps
      labels: { kustomize.toolkit.fluxcd.io/substitute: disabled }
    data: { x: "\${none}" }
`;
    expect(render(opted)).toContain("x: ${none}");
  });

  test("without a variable nothing happens, unless the strategy says so", () => {
    expect(dataOf("{ x: '${none:=d}' }", postBuild("{}"))).toBe("  x: ${none:=d}\n");
    expect(dataOf("{ x: '${none:=d}' }", postBuild("{}", "substituteStrategy: Always"))).toBe(
      "  x: d\n",
    );
  });

  test("a key that stands twice is told of in the turn of its object", () => {
    const twice = config("b", "{ x: 1 }").replace(/ +kind: .*\n/, "$&$&");
    const unset = config("a", "{ x: '${none}' }");
    const place = "(apps/b.yaml:3)";
    const told = 'yaml: unmarshal errors:\n  line 3: mapping key "kind" already defined at line 2 ';
    expect(render(apps(postBuild("{ x: y }")) + twice)).toBe(
      `BuildFailed: post build failed for 'ConfigMap.v1.[noGrp]/b': ${told}${place}`,
    );
    expect(render(apps(postBuild("{ x: y }")) + unset + twice)).toContain("variable not set");
    expect(render(apps() + twice)).toBe(
      `BuildFailed: kustomize build failed: map[string]interface {}(nil): ${told}${place}`,
    );
  });

  test("two objects of one name by substitution", () => {
    const two = config("a", "{}").replace("name: a", 'name: "${x}"') + config("b", "{}");
    expect(render(apps(postBuild("{ x: b }")) + two)).toMatch(
      /^BuildFailed: in Replace: id matched 2 resources/,
    );
  });

  test("an encrypted value is a mask, and an unknown one stays as it is written", () => {
    const secret = `
    #- clusters/test/secret.yaml
    apiVersion: v1
    kind: Secret
    metadata: { name: keys, namespace: flux-system }
    stringData: { key: "ENC[AES256_GCM,data:Zm9v]" }
    sops: { mac: "ENC[x]" }
`;
    const from = "substituteFrom: [{ kind: Secret, name: keys }]";
    const source = `${apps(postBuild("{}", from))}${secret}${config("out", "{ x: 'a ${key} b' }")}`;
    const decrypting = source.replace(
      "prune: true",
      "prune: true\n      decryption: { provider: sops }",
    );
    expect(render(decrypting, "flux-system/apps", true)).toContain("x: a **SOPS** b\n");
    // Without decryption, the ciphertext is what the cluster has.
    expect(render(source, "flux-system/apps")).toContain("x: a ENC[AES256_GCM,data:Zm9v] b\n");
    const elsewhere = postBuild("{ a: b }", "substituteFrom: [{ kind: Secret, name: none }]");
    expect(
      render(
        `${apps(elsewhere)}${config("out", "{ x: '${key} ${a}' }")}`,
        "flux-system/apps",
        true,
      ),
    ).toContain("x: ${key} b");
  });

  test("a substituted value comes from the definition of its variable", () => {
    const { objects } = buildFixture(
      `${apps(postBuild("{ a: b }"))}${config("out", "{ x: 'is ${a}' }")}`,
      "flux-system/apps",
    );
    const node = at(objects[0]?.node, ["data", "x"]);
    const place = placeOfNode(node);
    expect(place?.path).toBe("clusters/test/apps.yaml");
    expect(textAt(node)).toBe("b");
    expect(node?.from?.step?.by).toBe("Substitution");
    expect(textAt(node?.from?.before)).toBe("'is ${a}'");
  });
});

const textAt = (node: Node | undefined): string | undefined => {
  const place = placeOfNode(node);
  return place?.document.text.slice(place.span.start, place.span.end);
};

describe("objects that Flux cannot read", () => {
  const out = (text: string, spec = "") => `${apps(spec)}
    #- apps/out.yaml
    ${text}
  `;

  test("without a version, whose values are told unless they are secret", () => {
    expect(render(out("{ kind: ConfigMap, metadata: { name: a }, data: { b: c } }"))).toBe(
      `BuildFailed: failed to decode Kubernetes apiVersion, kind and name from: {"data":{"b":"c"},"kind":"ConfigMap","metadata":{"name":"a"}} (apps/out.yaml:1)`,
    );
    expect(render(out("{ kind: Secret, metadata: { name: a }, stringData: { b: c } }"))).toContain(
      `"stringData":{"b":"**SOPS**"}`,
    );
  });

  test.for(["3", "true", '"${none:=}"'])("of kind %s", (kind) => {
    const written = `{ apiVersion: v1, kind: ${kind}, metadata: { name: a } }`;
    expect(render(out(written, postBuild("{ x: y }")))).toMatch(
      /^BuildFailed: error unmarshaling JSON: while decoding JSON: Object 'Kind' is missing in '{"apiVersion":"v1",/,
    );
  });

  test("an item of a list that is none", () => {
    expect(render(out("{ apiVersion: v1, kind: Things, metadata: { name: a }, items: [1] }"))).toBe(
      "BuildFailed: items member is not an object: map[string]interface {} (apps/out.yaml:1)",
    );
  });

  test("a list that holds nothing has no name either", () => {
    expect(render(out("{ apiVersion: v1, kind: List }"))).toBe(
      `BuildFailed: failed to decode Kubernetes apiVersion, kind and name from: {"apiVersion":"v1","kind":"List","metadata":{}} (apps/out.yaml:1)`,
    );
    expect(render(out("{ apiVersion: v1, kind: List, items: [] }"))).toBe("");
  });

  test("of a version with two slashes", () => {
    expect(render(out("{ apiVersion: apps/v1/, kind: Deployment, metadata: { name: a } }"))).toBe(
      `BuildFailed: error unmarshaling JSON: while decoding JSON: Object 'Kind' is missing in '{"apiVersion":"apps/v1/","kind":"Deployment","metadata":{"name":"a"}}' (apps/out.yaml:1)`,
    );
  });

  test("whose version is no text are passed over", () => {
    expect(render(out("{ apiVersion: 1, kind: ConfigMap, metadata: { name: a } }"))).toBe("");
  });
});

describe("what is applied", () => {
  test("built-in kinds pass through Go's structures", () => {
    expect(
      render(`${apps()}
    #- apps/web.yaml
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: web, namespace: apps }
    spec:
      replicas: 2
      selector: { matchLabels: { app: web } }
      mistyped: true
      template:
        metadata: { labels: { app: web } }
        spec:
          containers:
            - name: web
              image: nginx
              ports: [{ containerPort: 80 }]
              resources: { limits: { cpu: 0.5, memory: 1024Mi } }
    status: { replicas: 1 }
    #- apps/secret.yaml
    apiVersion: v1
    kind: Secret
    metadata: { name: s, namespace: apps }
    data: { a: YQ==, b: YQ== }
    stringData: { b: ü }
    `),
    ).toBe(`apiVersion: v1
data:
  a: YQ==
  b: w7w=
kind: Secret
metadata:
  name: s
  namespace: apps
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: apps
spec:
  replicas: 2
  selector:
    matchLabels:
      app: web
  strategy: {}
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
      - image: nginx
        name: web
        ports:
        - containerPort: 80
          protocol: TCP
        resources:
          limits:
            cpu: 500m
            memory: 1Gi
`);
  });

  test("times are written in UTC; what does not fit its structure stays", () => {
    const lease = (time: string) => `${apps()}
    #- apps/lease.yaml
    apiVersion: coordination.k8s.io/v1
    kind: Lease
    metadata: { name: l, namespace: apps }
    spec: { renewTime: "${time}" }
    `;
    expect(render(lease("2026-01-01T00:00:00.123456+01:00"))).toContain(
      'renewTime: "2025-12-31T23:00:00.123456Z"',
    );
    const status = `${apps()}
    #- apps/set.yaml
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: { name: set, namespace: apps }
    status: none
    `;
    expect(render(status)).toMatch(/ {2}namespace: apps\n$/);
  });

  test("labels are lost when one is no text; common metadata comes last", () => {
    const output =
      render(`${apps("      commonMetadata: { labels: { team: a }, annotations: { by: flux } }")}
    #- apps/out.yaml
    apiVersion: v1
    kind: ConfigMap
    metadata: { name: out, namespace: apps, labels: { version: 1.0, app: web } }
    `);
    expect(output).toBe(`apiVersion: v1
kind: ConfigMap
metadata:
  annotations:
    by: flux
  labels:
    team: a
  name: out
  namespace: apps
`);
  });

  test("objects that are not to be applied are left out, whatever the case of the words", () => {
    const out = (value: string) => `${apps()}
    #- apps/out.yaml
    apiVersion: v1
    kind: ConfigMap
    metadata: { name: out, namespace: apps, annotations: { ${value} } }
    `;
    expect(render(out("kustomize.toolkit.fluxcd.io/reconcile: DISABLED"))).toBe("");
    expect(render(out("kustomize.toolkit.fluxcd.io/ssa: Ignore"))).toBe("");
    expect(render(out("kustomize.toolkit.fluxcd.io/ssa: IfNotPresent"))).not.toBe("");
  });

  test.for([
    [
      "{ x: 3, y: true }",
      "errors:\n  .data.x: expected string, got &value.valueUnstructured{Value:3}\n  .data.y: expected string, got &value.valueUnstructured{Value:true}",
    ],
    [
      "{ x: { a: 1 } }",
      '.data.x: expected string, got &value.valueUnstructured{Value:map[string]interface {}{"a":1}}',
    ],
    ["[a]", ".data: expected map, got &{[a]}"],
  ] as const)("data of %s is refused", ([data, told]) => {
    expect(render(`${apps()}${config("out", data)}`)).toBe(
      `ReconciliationFailed: ConfigMap/apps/out dry-run failed: failed to create typed patch object (apps/out; /v1, Kind=ConfigMap): ${told} (apps/out.yaml:4)`,
    );
  });

  test("what earlier stages made is told behind a refusal", () => {
    expect(
      render(`${apps()}
    #- apps/ns.yaml
    { apiVersion: v1, kind: Namespace, metadata: { name: team } }
    #- apps/service.yaml
    apiVersion: v1
    kind: Service
    metadata: { name: web, namespace: apps }
    spec: { ports: [{ port: "80" }] }
    `),
    ).toBe(
      'ReconciliationFailed: Service/apps/web dry-run failed: failed to create typed patch object (apps/web; /v1, Kind=Service): .spec.ports[port="80",protocol="TCP"].port: expected numeric (int or float), got string\nNamespace/team created (apps/service.yaml:4)',
    );
  });

  test("a Secret whose data SOPS encrypted needs decryption", () => {
    const secret = (spec: string) => `${apps(spec)}
    #- apps/s.yaml
    apiVersion: v1
    kind: Secret
    metadata: { name: s, namespace: apps }
    data: { a: "ENC[AES256_GCM,data:Zm9v]" }
    sops: { mac: "ENC[x]", age: [{ recipient: age1 }] }
    `;
    expect(render(secret(""))).toBe(
      "ReconciliationFailed: Secret/apps/s is SOPS encrypted, configuring decryption is required for this secret to be reconciled (apps/s.yaml:5)",
    );
    const decryption = "      decryption: { provider: sops, secretRef: { name: age } }";
    expect(render(secret(decryption))).toBe(
      'BuildFailed: secrets "age" not found (clusters/test/apps.yaml:9)',
    );
    expect(render(secret(decryption), "flux-system/apps", true)).toContain("a: KipTT1BTKio=");
  });
});
