import { fingerprintOf, numberOf } from "./fingerprint.ts";
import type { Substitution } from "./flux/substitution.ts";
import type { BuildNote } from "./kustomize/built.ts";
import type { Explanation } from "./kustomize/explanation.ts";
import type { BuildError } from "./kustomize/stop.ts";
import { add, type Draft, draftOf, emptyListMap, finish, type ListMap, remove } from "./listMap.ts";
import type { Step, StepKind } from "./origin.ts";
import type { RenderingName } from "./rendering.ts";
import type { Resource } from "./resource.ts";
import type { YamlDocument } from "./yaml.ts";

/** What all builds of the workspace gave, by what people ask for. Immutable, as the tables of the files are. */
export interface BuiltTables {
  /** By the id of the build. */
  readonly renderings: ReadonlyMap<string, RenderingFacts>;
  /** Clusters in which some build left something out. */
  readonly incomplete: ReadonlySet<string | undefined>;
  /** Built objects by group|kind|name, of all builds. */
  readonly named: ListMap<Resource>;
  /** Built objects by the document in which they began: what became of it. Key: `documentKey`. */
  readonly from: ListMap<Resource>;
  /** Built objects by the documents that ask for what changed them; for steps in `POINTED`. Key: `documentKey`. */
  readonly changed: ListMap<Resource>;
  /** What builds say of a document. Key: `documentKey`. */
  readonly remarks: ListMap<Remark>;
  /** Ids of the builds that read a file or take it up, by its path. */
  readonly readers: ListMap<string>;
  /** Ids of the builds that take variables from a document. Key: `documentKey`. */
  readonly definers: ListMap<string>;
}

/** What is kept of a build; its trees are made again when somebody looks closer. */
export interface RenderingFacts {
  readonly name: RenderingName;
  /** Of its maker: while that is the same, so is `substitution`. */
  readonly version: string;
  /** Its variables; absent without `postBuild`. */
  readonly substitution: Substitution | undefined;
  readonly resources: readonly Resource[];
  /** Of each resource, see `fingerprintOf`. */
  readonly fingerprints: readonly number[];
  readonly remarks: readonly Remark[];
  readonly error: BuildError | undefined;
  /** Nothing was left out. What a build that fails would give is known from its files. */
  readonly complete: boolean;
  /** Paths of the files that went into it. */
  readonly reads: readonly string[];
  /** Kustomization files that are part of it. */
  readonly parts: ReadonlySet<string>;
}

/** An error or note of a build, as said of the document that causes it. */
export interface Remark {
  readonly rendering: RenderingName;
  /** Does the build end there? */
  readonly fails: boolean;
  readonly note: Omit<BuildNote, "code"> &
    Pick<Explanation, "next" | "related"> & {
      readonly code: BuildNote["code"] | Explanation["code"] | "build-fails";
    };
}

export const emptyTables: BuiltTables = {
  renderings: new Map(),
  incomplete: new Set(),
  named: emptyListMap(),
  from: emptyListMap(),
  changed: emptyListMap(),
  remarks: emptyListMap(),
  readers: emptyListMap(),
  definers: emptyListMap(),
};

export const documentKey = (document: YamlDocument): string => String(numberOf(document));

/** The facts of one build, with the resources of its last time where they say the same. */
export function factsOfRendering(
  facts: Omit<RenderingFacts, "fingerprints">,
  trees: readonly Parameters<typeof fingerprintOf>[0][],
  before: RenderingFacts | undefined,
): RenderingFacts {
  const known = new Map(
    before?.resources.map((it, index) => [keyOf(it, before.fingerprints[index] ?? 0), it]),
  );
  const fingerprints = trees.map(fingerprintOf);
  const resources = facts.resources.map(
    (it, index) => known.get(keyOf(it, fingerprints[index] ?? 0)) ?? it,
  );
  return { ...facts, resources, fingerprints };
}

const keyOf = (it: Resource, fingerprint: number): string =>
  `${fingerprint} ${documentKey(it.document)} ${it.at.join("/")} ${it.kind} ${it.namespace} ${it.name} ${pointedOf(it).map(stepKey)}`;

/** Of what a step has taken away no node is left to tell. */
const stepKey = ({ place }: Step): string => `${documentKey(place.document)}:${place.span.start}`;

/** The steps of a built object that were asked for to change just it, or a few like it. */
export const pointedOf = ({ built }: Resource): readonly Step[] =>
  built?.steps.filter(({ by }) => POINTED.has(by)) ?? [];

const POINTED: ReadonlySet<StepKind> = new Set<StepKind>([
  "PatchTransformer",
  "PatchStrategicMergeTransformer",
  "PatchJson6902Transformer",
  "ImageTagTransformer",
  "ReplicaCountTransformer",
  "ReplacementTransformer",
]);

/** The tables after a rebuild, and the keys of what is different, in the words of `View`. */
export function withRenderings(
  before: BuiltTables,
  renderings: ReadonlyMap<string, RenderingFacts>,
): {
  readonly tables: BuiltTables;
  readonly keys: ReadonlySet<string>;
  readonly documents: ReadonlySet<YamlDocument>;
  /** Of the builds that are not as they were. */
  readonly ids: readonly string[];
} {
  const changed = [...renderings.values()].filter((it) => before.renderings.get(it.name.id) !== it);
  const gone = [...before.renderings.values()].filter((it) => renderings.get(it.name.id) !== it);
  const ids = [...new Set([...changed, ...gone].map((it) => it.name.id))];
  if (ids.length === 0) return { tables: before, keys: new Set(), documents: new Set(), ids };
  const drafts: Drafts = {
    named: draftOf(before.named),
    from: draftOf(before.from),
    changed: draftOf(before.changed),
    remarks: draftOf(before.remarks),
    readers: draftOf(before.readers),
    definers: draftOf(before.definers),
    keys: new Set(),
    documents: new Set(),
  };
  const kept = new Set(changed.flatMap((it) => it.resources));
  for (const it of gone) withdraw(drafts, it, kept);
  const known = new Set(gone.flatMap((it) => it.resources));
  for (const it of changed) publish(drafts, it, known);
  for (const id of ids) {
    drafts.keys.add(`rendering ${id}`);
    for (const it of substitutionKeys(before.renderings.get(id), renderings.get(id))) {
      drafts.keys.add(it);
    }
  }
  const incomplete = new Set(
    [...renderings.values()].filter((it) => !it.complete).map((it) => it.name.cluster),
  );
  for (const cluster of [...incomplete, ...before.incomplete]) {
    if (incomplete.has(cluster) !== before.incomplete.has(cluster)) {
      drafts.keys.add(`complete ${cluster}`);
    }
  }
  return {
    tables: {
      renderings,
      incomplete,
      named: finish(drafts.named),
      from: finish(drafts.from),
      changed: finish(drafts.changed),
      remarks: finish(drafts.remarks),
      readers: finish(drafts.readers),
      definers: finish(drafts.definers),
    },
    keys: drafts.keys,
    documents: drafts.documents,
    ids,
  };
}

interface Drafts {
  readonly named: Draft<Resource>;
  readonly from: Draft<Resource>;
  readonly changed: Draft<Resource>;
  readonly remarks: Draft<Remark>;
  readonly readers: Draft<string>;
  readonly definers: Draft<string>;
  readonly keys: Set<string>;
  readonly documents: Set<YamlDocument>;
}

type Put = <T>(draft: Draft<T>, key: string, value: T) => void;

function withdraw(drafts: Drafts, facts: RenderingFacts, kept: ReadonlySet<Resource>): void {
  enter(drafts, facts, remove, kept);
}

function publish(drafts: Drafts, facts: RenderingFacts, known: ReadonlySet<Resource>): void {
  enter(drafts, facts, add, known);
}

/** Enters a build into the tables, or takes it out; what stays as it is, is not touched. */
function enter(
  { named, from, changed, remarks, readers, definers, keys, documents }: Drafts,
  facts: RenderingFacts,
  put: Put,
  unchanged: ReadonlySet<Resource>,
): void {
  for (const resource of facts.resources) {
    if (unchanged.has(resource)) continue;
    const name = `${resource.group}|${resource.kind}|${resource.name}`;
    const document = documentKey(resource.document);
    keys.add(`built ${name}`).add(`from ${document}`);
    documents.add(resource.document);
    put(named, name, resource);
    put(from, document, resource);
    for (const asking of new Set(pointedOf(resource).map((it) => documentKey(it.place.document)))) {
      keys.add(`changed ${asking}`);
      put(changed, asking, resource);
    }
  }
  for (const remark of facts.remarks) {
    const document = documentKey(remark.note.place.document);
    keys.add(`remarks ${document}`);
    documents.add(remark.note.place.document);
    put(remarks, document, remark);
  }
  for (const path of facts.reads) {
    keys.add(`builds of ${path}`);
    put(readers, path, facts.name.id);
  }
  for (const it of definersOf(facts)) put(definers, it, facts.name.id);
}

/** The documents that hold variables of a build, and its `postBuild`. */
function definersOf({ substitution }: RenderingFacts): ReadonlySet<string> {
  if (!substitution) return new Set();
  const { variables, place } = substitution;
  const keys = [...variables.definitions.values()].flat().map((it) => it.key.from ?? place);
  return new Set([place, ...keys].map((it) => documentKey(it.document)));
}

/** What is different for those who ask about variables. */
function substitutionKeys(
  before: RenderingFacts | undefined,
  after: RenderingFacts | undefined,
): readonly string[] {
  const all = [before, after].flatMap((it) => (it?.substitution ? [it] : []));
  const documents = all.flatMap((it) => [...definersOf(it)].map((key) => `definers ${key}`));
  const same = before?.substitution === after?.substitution;
  const [left, right] = all.map((it) => new Set(it.reads));
  const paths = all
    .flatMap((it) => it.reads)
    .filter((it) => !same || !(left?.has(it) && right?.has(it)));
  return [...documents, ...paths.map((it) => `substituted ${it}`)];
}
