import {
  field,
  isObject,
  type Json,
  type JsonObject,
  listOf,
  stringOf,
} from "../../../server/engine/canary/json.ts";
import type { Kind } from "../kind.ts";
import { same } from "../objects/same.ts";
import type { Cause } from "../refusal.ts";
import { fieldSchema, resolved, type Schema } from "../schema.ts";

/** The rules of Kubernetes' own kinds that people run into; by far not all of them. */
export function builtinProblems(
  object: JsonObject,
  before: JsonObject | undefined,
  kind: Kind,
): readonly Cause[] {
  const causes: Cause[] = [];
  missing(object, kind.schema, "", causes);
  const rules = workloads.has(kind.plural)
    ? [selectsItself, selectorKept]
    : (others[kind.plural] ?? []);
  const broken = rules.flatMap((rule) => rule(object, before));
  // What is missing inside of the pod comes last.
  const isInside = ({ field: path }: Cause): boolean => path.startsWith("spec.template.spec");
  return [...causes.filter((it) => !isInside(it)), ...broken, ...causes.filter(isInside)];
}

type Rule = (object: JsonObject, before: JsonObject | undefined) => readonly Cause[];

/** Required fields that are not there; the server asks for more than the types do, and for less. */
function missing(
  value: Json | undefined,
  schema: Schema | undefined,
  at: string,
  causes: Cause[],
): void {
  const type = resolved(schema);
  if (Array.isArray(value)) {
    value.forEach((it, index) => {
      missing(it, type?.items, `${at}[${index}]`, causes);
    });
  }
  if (!isObject(value) || !type) return;
  for (const key of type.required ?? []) {
    if (value[key] !== undefined && value[key] !== null && !isEmptyList(value[key])) continue;
    if (type.properties?.[key]?.default !== undefined || lenient.has(key)) continue;
    causes.push({ reason: "FieldValueRequired", field: join(at, key), message: "Required value" });
  }
  for (const [key, it] of Object.entries(value)) {
    if (key === "status" || key === "metadata") continue;
    missing(it, fieldSchema(schema, key), join(at, key), causes);
  }
}

const isEmptyList = (it: Json | undefined): boolean => Array.isArray(it) && it.length === 0;
const join = (at: string, key: string): string => (at === "" ? key : `${at}.${key}`);

/** Required by the types, and taken without. */
const lenient = new Set([
  "rules",
  "subjects",
  "involvedObject",
  "regarding",
  "metadata",
  "spec",
  "names",
  "versions",
  "endpoints",
  "eventTime",
  "addressType",
]);

const workloads = new Set(["deployments", "replicasets", "statefulsets", "daemonsets"]);

/** Pods have to be found again by the one that makes them. */
const selectsItself: Rule = ({ spec }) => {
  const selected = field(spec, "selector", "matchLabels");
  const labels = field(spec, "template", "metadata", "labels");
  const has = isObject(labels) ? labels : {};
  if (isObject(selected) && Object.entries(selected).every(([key, it]) => has[key] === it))
    return [];
  return [
    {
      reason: "FieldValueInvalid",
      field: "spec.template.metadata.labels",
      message: `Invalid value: ${JSON.stringify(labels ?? null)}: \`selector\` does not match template \`labels\``,
    },
  ];
};

const selectorKept: Rule = ({ spec }, before) => {
  const old = field(before, "spec", "selector");
  const now = field(spec, "selector");
  return before === undefined || same(old, now) ? [] : [immutable("spec.selector", now)];
};

const immutable = (path: string, value: Json | undefined): Cause => ({
  reason: "FieldValueInvalid",
  field: path,
  message: `Invalid value: ${JSON.stringify(value)}: field is immutable`,
});

const others: Readonly<Record<string, readonly Rule[]>> = {
  configmaps: [
    (object, before) =>
      before?.immutable === true &&
      (object.immutable !== true ||
        !same(object.data, before.data) ||
        !same(object.binaryData, before.binaryData))
        ? [
            {
              reason: "FieldValueForbidden",
              field: "data",
              message: "Forbidden: field is immutable when `immutable` is set",
            },
          ]
        : [],
  ],
  secrets: [
    (object, before) =>
      before && before.type !== object.type ? [immutable("type", object.type)] : [],
  ],
  cronjobs: [scheduleRead],
  clusterrolebindings: [roleKept],
  rolebindings: [roleKept],
  customresourcedefinitions: [
    ({ metadata, spec }) => {
      const expected = `${stringOf(field(spec, "names", "plural"))}.${stringOf(field(spec, "group"))}`;
      const said = stringOf(field(metadata, "name"));
      return said === expected
        ? []
        : [
            {
              reason: "FieldValueInvalid",
              field: "metadata.name",
              message: `Invalid value: "${said}": must be spec.names.plural+"."+spec.group`,
            },
          ];
    },
    ({ spec }) =>
      listOf(field(spec, "versions")).some((it) => isObject(it) && it.storage === true)
        ? []
        : [
            {
              reason: "FieldValueInvalid",
              field: "spec.versions",
              message: "Invalid value: []: must have exactly one version marked as storage version",
            },
          ],
  ],
};

/** Five fields, or a word such as `@daily`; what stands in the fields is not looked at. */
function scheduleRead(object: JsonObject): readonly Cause[] {
  const schedule = stringOf(field(object, "spec", "schedule"));
  const fields = schedule.trim().split(/\s+/);
  if (schedule === "" || schedule.startsWith("@") || fields.length === 5) return [];
  const why = `expected exactly 5 fields, found ${fields.length}: [${fields.join(" ")}]`;
  return [
    {
      reason: "FieldValueInvalid",
      field: "spec.schedule",
      message: `Invalid value: ${JSON.stringify(schedule)}: ${why}`,
    },
  ];
}

function roleKept(object: JsonObject, before: JsonObject | undefined): readonly Cause[] {
  if (!before || same(before.roleRef, object.roleRef)) return [];
  return [
    {
      reason: "FieldValueInvalid",
      field: "roleRef",
      message: `Invalid value: ${JSON.stringify(object.roleRef)}: cannot change roleRef`,
    },
  ];
}
