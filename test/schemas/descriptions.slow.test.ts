import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { parse } from "yaml";

interface Row {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly file: string;
  readonly since?: string;
  readonly removedIn?: string;
  readonly served: boolean;
  readonly replacedBy?: string;
}

interface Schema {
  readonly $id?: string;
  readonly title?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly "x-since"?: string;
  readonly "x-enum-since"?: Readonly<Record<string, string>>;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly $ref?: string;
  readonly enum?: readonly unknown[];
}

const folder = join(import.meta.dirname, "../../schemas");
const read = (file: string) => JSON.parse(readFileSync(join(folder, file), "utf8"));
const index: readonly Row[] = read("index.json");
const schemas = index.map((row) => ({ row, schema: read(row.file) as Schema }));
const fields = schemas.flatMap(({ row, schema }) =>
  fieldsOf(schema).map(({ path, field }) => ({ row, path, field })),
);

test("index.json lists every schema file, each under its own group, kind and version", () => {
  const groups = readdirSync(folder).filter((it) => index.some((row) => row.group === it));
  const files = groups.flatMap((group) =>
    readdirSync(join(folder, group)).map((it) => `${group}/${it}`),
  );
  expect(index.map((it) => it.file).sort()).toEqual(files.sort());
  for (const { row, schema } of schemas) {
    expect(schema.$id).toBe(`flightpath:/${row.file}`);
    expect(schema.title).toBe(row.kind);
    expect(schema.properties?.apiVersion?.enum).toEqual([`${row.group}/${row.version}`]);
  }
});

test("what is no longer served names the version that takes its place", () => {
  const versions = new Set(index.map((it) => `${it.group}/${it.version} ${it.kind}`));
  const gone = index.filter((it) => !it.served);
  expect(gone.length).toBeGreaterThan(20);
  for (const { group, kind, removedIn, replacedBy } of gone) {
    expect(removedIn, kind).toMatch(/^\d+\.\d+$/);
    expect(versions).toContain(`${group}/${replacedBy} ${kind}`);
  }
});

test("every kind and every field has a sentence of ours", () => {
  expect(fields.length).toBeGreaterThan(2000);
  const poor = fields.filter(({ field }) => !isGood(field.description));
  expect(poor.map(({ row, path }) => `${row.kind} ${row.version} ${path}`)).toEqual([]);
  const kinds = schemas.filter(({ schema }) => !isGood(schema.description));
  expect(kinds.map(({ row }) => row.file)).toEqual([]);
});

test("a deprecated field says what to do instead", () => {
  const deprecated = fields.filter(({ field }) => field.deprecated);
  const silent = deprecated.filter(({ field }) => !isAdvice(field.description));
  expect(deprecated.length).toBeGreaterThan(20);
  expect(silent.map(({ row, path }) => `${row.kind} ${path}`)).toEqual([]);
});

test.for([
  ["Kustomization v1", "spec.namePrefix", "2.3"],
  ["Kustomization v1", "spec.dependsOn.readyExpr", "2.7"],
  ["Kustomization v1", "spec.postBuild.substituteStrategy", "2.9"],
  ["HelmRelease v2", "spec.waitStrategy", "2.8"],
  ["HelmRelease v2", "spec.chartRef", undefined],
  ["GitRepository v1", "spec.sparseCheckout", "2.6"],
  ["Receiver v1", "spec.oidcProviders", "2.9"],
  ["Canary v1beta1", "spec.analysis.sessionAffinity", "1.25"],
] as const)("%s %s came with %s", ([kind, path, release]) => {
  expect(fieldAt(kind, path)["x-since"]).toBe(release);
});

test("a value younger than its field says so", () => {
  const values = (kind: string, path: string) => fieldAt(kind, path)["x-enum-since"];
  expect(values("Kustomization v1", "spec.deletionPolicy")).toEqual({ WaitForTermination: "2.6" });
  expect(values("GitRepository v1", "spec.provider")).toEqual({ github: "2.5", aws: "2.9" });
});

test("no field is said to be as old as its API version, or older", () => {
  const old = fields.filter(({ row, field }) => {
    const since = field["x-since"];
    return since !== undefined && row.since !== undefined && minorOf(since) <= minorOf(row.since);
  });
  expect(old.map(({ row, path }) => `${row.kind} ${path}`)).toEqual([]);
});

test.for([
  [
    "a git source's timeout knows no hours",
    "GitRepository v1",
    "{ interval: 1h, url: 'https://h/r', timeout: 1h }",
    "/spec/timeout",
  ],
  [
    "a Kustomization's does",
    "Kustomization v1",
    "{ interval: 1h, prune: true, sourceRef: { kind: Bucket, name: b }, timeout: 1h }",
    "",
  ],
  [
    "days are no duration",
    "Bucket v1",
    "{ interval: 1d, endpoint: h, bucketName: b }",
    "/spec/interval",
  ],
  [
    "the short form of git addresses",
    "GitRepository v1",
    "{ interval: 1h, url: 'git@h:o/r' }",
    "/spec/url",
  ],
  [
    "an OCI address needs its scheme",
    "OCIRepository v1",
    "{ interval: 1h, url: 'https://h/r' }",
    "/spec/url",
  ],
  [
    "no OCIRepository behind chart",
    "HelmRelease v2",
    "{ interval: 1h, chart: { spec: { chart: c, sourceRef: { kind: OCIRepository, name: o } } } }",
    "/spec/chart/spec/sourceRef/kind",
  ],
  [
    "a release name has 53 characters at most",
    "HelmRelease v2",
    `{ interval: 1h, releaseName: ${"a".repeat(54)} }`,
    "/spec/releaseName",
  ],
  [
    "valuesFile is gone from v2",
    "HelmChart v1",
    "{ interval: 1h, chart: c, sourceRef: { kind: Bucket, name: b }, valuesFile: v }",
    "/spec valuesFile",
  ],
  [
    "and known to v1beta2",
    "HelmChart v1beta2",
    "{ interval: 1h, chart: c, sourceRef: { kind: Bucket, name: b }, valuesFile: v }",
    "",
  ],
  [
    "patchesStrategicMerge is known to v1beta2",
    "Kustomization v1beta2",
    "{ interval: 1h, prune: true, sourceRef: { kind: Bucket, name: b }, patchesStrategicMerge: [{ kind: Pod }] }",
    "",
  ],
  [
    "values may hold anything",
    "HelmRelease v2",
    "{ interval: 1h, values: { any: [{ thing: 1 }] } }",
    "",
  ],
  [
    "a port by number",
    "Canary v1beta1",
    "{ targetRef: { apiVersion: apps/v1, kind: Deployment, name: d }, service: { port: 80, targetPort: 8080 }, analysis: { interval: 1m, threshold: 1, iterations: 1 } }",
    "",
  ],
  [
    "a port by name",
    "Canary v1beta1",
    "{ targetRef: { apiVersion: apps/v1, kind: Deployment, name: d }, service: { port: 80, targetPort: http }, analysis: { interval: 1m, threshold: 1, iterations: 1 } }",
    "",
  ],
  [
    "Flagger's durations know no hours",
    "Canary v1beta1",
    "{ targetRef: { apiVersion: apps/v1, kind: Deployment, name: d }, analysis: { interval: 1h, threshold: 1, iterations: 1 } }",
    "/spec/analysis/interval",
  ],
  [
    "v1alpha3 lets unknown fields through",
    "Canary v1alpha3",
    "{ targetRef: { apiVersion: apps/v1, kind: Deployment, name: d }, service: { port: 80 }, canaryAnalysis: { stepWeight: 5, other: 1 } }",
    "",
  ],
] as const)("%s", ([, kind, spec, expected]) => {
  const { row, schema } = schemaOf(kind);
  const object = {
    apiVersion: `${row.group}/${row.version}`,
    kind: row.kind,
    metadata: { name: "a" },
    spec: parse(spec),
  };
  const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);
  validate(object);
  const found = (validate.errors ?? []).map((it) =>
    [it.instancePath, it.params.additionalProperty].filter(Boolean).join(" "),
  );
  expect(found.join("; ")).toBe(expected);
});

test("update.mjs says what it cannot read, and writes nothing", () => {
  const script = join(folder, "update.mjs");
  const { status, stderr } = spawnSync(process.execPath, [script, "--crds", "no/such/folder"], {
    encoding: "utf8",
  });
  expect(status).toBe(1);
  expect(stderr.trim()).toBe("Cannot read the folder no/such/folder: give one with --crds DIR.");
});

function schemaOf(kind: string) {
  const found = schemas.find(
    ({ row }) => `${row.kind} ${row.version}` === kind && row.group !== "kustomize.config.k8s.io",
  );
  if (!found) throw new Error(`No schema of ${kind}`);
  return found;
}

function fieldAt(kind: string, path: string): Schema {
  const { row } = schemaOf(kind);
  const found = fields.find((it) => it.row === row && it.path === path);
  if (!found) throw new Error(`${kind} has no field ${path}`);
  return found.field;
}

/** Every field below a schema with its path; lists add nothing to it, the values of a map are `*`. */
function fieldsOf(
  schema: Schema,
  path: readonly string[] = [],
): readonly { readonly path: string; readonly field: Schema }[] {
  const inside = Object.entries({ ...schema.definitions, ...schema.properties });
  const values = schema.additionalProperties;
  return [
    ...inside.flatMap(([name, field]) => {
      const here = [...path, name];
      const below = fieldsOf(field, here);
      return field.$ref ? below : [{ path: here.join("."), field }, ...below];
    }),
    ...(schema.items ? fieldsOf(schema.items, path) : []),
    ...(typeof values === "object" ? fieldsOf(values, [...path, "*"]) : []),
  ];
}

const boilerplate =
  /specifies|desired state|is the Schema for|More info|\+optional|TODO|https?:\/\/[a-z]/i;

function isGood(text: string | undefined): boolean {
  if (text === undefined || text.length < 3 || 300 < text.length) return false;
  return /^[A-Za-z].*[.…)*]$/s.test(text) && !boilerplate.test(text) && !/ {2}|\n/.test(text);
}

const isAdvice = (text: string | undefined) =>
  /delete (it|the field)|it can go|: (use|write|move|put|list|rename|crds)|does without|: now /i.test(
    text ?? "",
  );

const minorOf = (release: string) => {
  const [major = 0, minor = 0] = release.split(".").map(Number);
  return major * 1000 + minor;
};
