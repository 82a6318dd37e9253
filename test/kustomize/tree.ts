import fc from "fast-check";
import type { Desk, KnownObject } from "./desk.ts";
import { type Fault, fault } from "./faults.ts";
import { type KustomizationPlan, kustomizationPlan, writtenFields } from "./kustomization.ts";
import { type FilePlan, filePlan, type ObjectPlan, writtenObject } from "./objects.ts";
import { rarely, seed } from "./scalars.ts";
import { slip, slipIn } from "./slip.ts";
import {
  type Fields,
  isFields,
  isList,
  plainStyle,
  type Style,
  type Value,
  yamlOf,
} from "./value.ts";

/** Files by path; `root/` is the folder to build. */
export interface Tree {
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  /** What the kustomizations use, for the statistics. */
  readonly features: ReadonlySet<string>;
}

interface FolderPlan {
  readonly files: readonly FilePlan[];
  readonly kustomization: KustomizationPlan;
  readonly component: boolean;
  /** Which of the folders before it names it. */
  readonly parent: number;
  /** Another one that names it too. */
  readonly second: number | undefined;
  /** Named in `bases`. */
  readonly old: boolean;
  readonly fileName: "kustomization.yaml" | "kustomization.yml" | "Kustomization";
  readonly headed: boolean;
  readonly fault: Fault | undefined;
}

const folderPlan: fc.Arbitrary<FolderPlan> = fc.record({
  files: fc.array(filePlan, { minLength: 0, maxLength: 2 }),
  kustomization: kustomizationPlan,
  component: rarely(3, fc.constant(true)).map(Boolean),
  parent: seed,
  second: rarely(7, seed),
  old: rarely(12, fc.constant(true)).map(Boolean),
  fileName: fc.oneof(
    { weight: 8, arbitrary: fc.constant("kustomization.yaml" as const) },
    {
      weight: 1,
      arbitrary: fc.constantFrom("kustomization.yml" as const, "Kustomization" as const),
    },
  ),
  headed: fc.boolean(),
  fault: rarely(60, fault),
});

/** Trees of up to four kustomizations: overlays of bases, components, diamonds. */
export const tree: fc.Arbitrary<Tree> = fc
  .record({
    first: folderPlan,
    more: fc.oneof(
      { weight: 2, arbitrary: fc.array(folderPlan, { maxLength: 1 }) },
      { weight: 1, arbitrary: fc.array(folderPlan, { minLength: 2, maxLength: 3 }) },
    ),
    /** Objects of one kind and name in several namespaces. */
    twins: rarely(8, fc.constant(true)).map(Boolean),
    slip: rarely(15, slip),
  })
  .map(({ first, more, twins, slip }) => {
    const site = written([first, ...more], twins);
    if (!slip) return site;
    slipIn(site.files, slip);
    return { ...site, features: new Set([...site.features, "slip"]) };
  });

function written(folders: readonly FolderPlan[], twins: boolean): Site {
  const site: Site = {
    folders,
    twins,
    files: new Map(),
    features: new Set(),
    taken: new Set(),
    done: new Map(),
  };
  writeFolder(site, 0, []);
  return site;
}

interface Site {
  readonly folders: readonly FolderPlan[];
  readonly twins: boolean;
  readonly files: Map<string, string | Uint8Array>;
  readonly features: Set<string>;
  readonly taken: Set<string>;
  readonly done: Map<number, readonly KnownObject[]>;
}

const folderName = (index: number): string => (index === 0 ? "root" : `part${index}`);

/** The root is never a component; what it holds would be the same. */
const isComponent = (site: Site, index: number): boolean =>
  index > 0 && site.folders[index]?.component === true;

function parentsOf({ folders }: Site, index: number): readonly number[] {
  const plan = folders[index];
  if (!plan || index === 0) return [];
  const second = plan.second === undefined ? [] : [plan.second % index];
  return [...new Set([plan.parent % index, ...second])];
}

/** Writes a folder and those below it; answers the objects that it gives. */
function writeFolder(
  site: Site,
  index: number,
  given: readonly KnownObject[],
): readonly KnownObject[] {
  const plan = site.folders[index];
  const before = site.done.get(index);
  if (!plan || before) return before ?? [];
  const known = [...given];
  const desk = deskOf(site, folderName(index), known);
  const children = site.folders
    .map((_, it) => it)
    .filter((it) => parentsOf(site, it).includes(index));
  const files = plan.files.map((it) => writeFile(site, it, desk, known));
  const bases = children.filter((it) => !isComponent(site, it));
  for (const child of bases) known.push(...writeFolder(site, child, []));
  const generators = writeGenerators(plan.kustomization.generators, desk, known);
  const components = children.filter((it) => isComponent(site, it));
  for (const child of components)
    known.push(...writeFolder(site, child, known).slice(known.length));
  const path = (it: number): string => `../${folderName(it)}`;
  const old = bases.filter((it) => site.folders[it]?.old);
  const fields: Record<string, Value> = {
    ...headOf(plan, isComponent(site, index)),
    resources: listOf([...files, ...bases.filter((it) => !old.includes(it)).map(path)]),
    bases: listOf(old.map(path)),
    components: listOf(components.map(path)),
    ...generators,
    ...writtenFields(plan.kustomization.others, desk),
    ...distinct(site, index, plan),
  };
  if (index === 0 && !keepsOrigins(site, fields)) delete fields.buildMetadata;
  finish(site, index, plan.fault ? plan.fault(desk)(fields) : fields);
  site.done.set(index, known);
  return known;
}

/**
 * Annotations about origins keep kustomize from sharing one value between the places where an annotation was added, so
 * that a patch of one no longer changes the others. Known, of no use to anybody, and not mirrored.
 */
function keepsOrigins({ features }: Site, fields: Fields): boolean {
  const uses = (...names: readonly string[]) =>
    names.some((it) => features.has(it) || fields[it] !== undefined);
  return (
    !uses("commonAnnotations", "transformers") ||
    !uses("patches", "patchesStrategicMerge", "replacements", "transformers")
  );
}

const listOf = (list: readonly string[]): Value => (list.length ? list : undefined);

function headOf({ headed }: FolderPlan, component: boolean): Fields {
  if (component) return { apiVersion: "kustomize.config.k8s.io/v1alpha1", kind: "Component" };
  return headed ? { apiVersion: "kustomize.config.k8s.io/v1beta1", kind: "Kustomization" } : {};
}

/** What two folders share may not clash in the one above them, so each of them renames. */
function distinct(site: Site, index: number, { kustomization }: FolderPlan): Fields {
  const shares = site.folders.some((_, it) => {
    const parents = parentsOf(site, it);
    return parents.length > 1 && parents.includes(index);
  });
  return shares && index > 0 && !kustomization.others.namePrefix
    ? { namePrefix: `d${index}-` }
    : {};
}

function finish(site: Site, index: number, fields: Fields): void {
  const plan = site.folders[index];
  const used = Object.entries(fields).filter(
    ([name, it]) => it !== undefined && name !== "kind" && name !== "apiVersion",
  );
  for (const [name] of used) site.features.add(name);
  if (index > 0) site.features.add(isComponent(site, index) ? "(component)" : "(base)");
  if (plan?.fault) site.features.add("(fault)");
  // Without anything in it a file is no kustomization at all.
  const text = used.length > 0 ? yamlOf(fields) : "namePrefix: only-\n";
  site.files.set(`${folderName(index)}/${plan?.fileName ?? "kustomization.yaml"}`, text);
}

function deskOf(site: Site, folder: string, known: readonly KnownObject[]): Desk {
  return {
    known,
    addFile: (name, content) => {
      const [stem = "", ...rest] = name.split(".");
      const names = [
        name,
        ...Array.from({ length: 99 }, (_, it) => [`${stem}${it + 2}`, ...rest].join(".")),
      ];
      const free = names.find((it) => !site.files.has(`${folder}/${it}`)) ?? name;
      site.files.set(`${folder}/${free}`, content);
      return free;
    },
    take: (name) => {
      if (site.taken.has(name)) return false;
      site.taken.add(name);
      return true;
    },
  };
}

/** Adds the objects that are generated; merging ones are there already. */
function writeGenerators(
  plan: KustomizationPlan["generators"],
  desk: Desk,
  known: KnownObject[],
): Fields {
  const out: Record<string, Value> = {};
  for (const [field, entries] of Object.entries(plan)) {
    const kind = field === "secretGenerator" ? "Secret" : "ConfigMap";
    const values: Value[] = [];
    for (const it of entries ?? []) {
      const value = it(desk);
      if (value === undefined) continue;
      values.push(value);
      if (
        isFields(value) &&
        typeof value.name === "string" &&
        !/merge|replace/.test(String(value.behavior))
      ) {
        known.push(generated(kind, value));
      }
    }
    out[field] = values.length ? values : undefined;
  }
  return out;
}

function generated(kind: string, { name, namespace, literals }: Fields): KnownObject {
  const pairs = isList(literals) ? literals.map((it) => String(it).split("=")) : [];
  return {
    apiVersion: "v1",
    kind,
    name: String(name),
    namespace: typeof namespace === "string" ? namespace : undefined,
    value: {
      apiVersion: "v1",
      kind,
      metadata: { name: String(name) },
      data: pairs.length
        ? Object.fromEntries(pairs.map(([key = "", value = ""]) => [key, value]))
        : undefined,
    },
  };
}

/** Writes the objects of a file, with names that are free. */
function writeFile(site: Site, plan: FilePlan, desk: Desk, known: KnownObject[]): string {
  const values = plan.objects.map((it) => {
    const { apiVersion, kind, namespace } = it;
    const name = freeName(site, it);
    const value = writtenObject({ ...it, name });
    known.push({ apiVersion, kind, name, namespace, value });
    return value;
  });
  return desk.addFile("objects.yaml", plan.empty ? "# nothing\n" : textOf(plan, values));
}

function freeName(site: Site, { kind, name, namespace }: ObjectPlan): string {
  for (let number = 1; ; number++) {
    const free = number === 1 ? name : `${name}-${number}`;
    const key = site.twins ? `${kind} ${free} ${namespace ?? "default"}` : `${kind} ${free}`;
    if (site.taken.has(key)) continue;
    site.taken.add(key);
    return free;
  }
}

function textOf({ form, style }: FilePlan, values: readonly Fields[]): string {
  if (form === "list") return yamlOf({ apiVersion: "v1", kind: "List", items: values }, style);
  if (form === "listOfKind")
    return yamlOf({ apiVersion: "v1", kind: "WidgetList", items: values }, style);
  const line = style.windows ? "\r\n" : "\n";
  const texts = values.map((it) => yamlOf(it, documentStyle(style)));
  const joined = texts.join(form === "marked" ? `--- # next${line}` : `---${line}`);
  return (
    (style.marked ? `---${line}` : "") +
    joined +
    (form === "marked" ? `---${line}# end${line}` : "")
  );
}

const documentStyle = (style: Style): Style => ({ ...plainStyle, ...style, marked: false });
