import { build } from "../kustomize/build.ts";
import type { Build, BuildNote, BuiltObject } from "../kustomize/built.ts";
import type { Files } from "../kustomize/files.ts";
import { idOf, keyOf, printKind } from "../kustomize/id.ts";
import { FILE_NAMES, readKustomization } from "../kustomize/kustomization.ts";
import { isFolder, outlineOf, type Reader } from "../kustomize/memory.ts";
import { expectPrintable } from "../kustomize/printable.ts";
import { isNull, scalarText } from "../kustomize/scalars.ts";
import { attempt, type BuildError, stop, stopAgain, within } from "../kustomize/stop.ts";
import { fieldOf } from "../kustomize/tree.ts";
import { at, itemsOf, type Mapping, type Node } from "../node.ts";
import { type DocumentPlace, placeOfNode } from "../origin.ts";
import { dirname, join } from "../path.ts";
import { sourcePath } from "../sources.ts";
import { applied } from "./apply.ts";
import { artifactFiles, type SourceTree } from "./artifact.ts";
import type { KindKnowledge } from "./kindKnowledge.ts";
import { merged } from "./merged.ts";
import { metaText } from "./metadata.ts";
import { expectIdentity, readAgain } from "./readAgain.ts";
import { type Decryption, masked, scanSources } from "./sops.ts";
import { type Substitution, substituteObject } from "./substitution.ts";
import { type FindValues, variablesOf } from "./variables.ts";

/** One Flux Kustomization, and the world it is built in. */
export interface FluxRequest {
  /** Tells it from all others, and from what it was before; the name of what is remembered of it. */
  readonly key: string;
  /** The object itself; it may have come out of a parent's build. */
  readonly kustomization: Mapping;
  readonly source: SourceTree;
  readonly reader: Reader;
  /** ConfigMaps and Secrets of the namespace of the Kustomization. */
  readonly find: FindValues;
  readonly kinds: KindKnowledge;
  /** The gate `StrictPostBuildSubstitutions` of the controller. */
  readonly strict: boolean;
  /** No file tells of it. */
  readonly assumed?: boolean;
  /** For people who edit: what cannot be had is left out with a note, and what the API server says is not foreseen. */
  readonly lenient: boolean;
  /**
   * For a cluster that is there: what its API server will refuse is not foreseen, and objects that are marked not to be
   * applied are kept, because they count as the build's all the same.
   */
  readonly forCluster?: boolean;
  /** What the build before left. */
  readonly earlier?: FluxBuild["ways"];
}

/** What a Flux Kustomization applies. */
export interface FluxBuild {
  /** In the order in which they are applied; none after an error. */
  readonly objects: readonly BuiltObject[];
  readonly error: FluxError | undefined;
  readonly notes: readonly BuildNote[];
  /** The folder that is built. */
  readonly folder: string;
  /** What its variables are, whether or not the build gets that far; absent without `postBuild`. */
  readonly substitution?: Substitution | undefined;
  /** For the next build; absent where the kustomization was not built. */
  readonly ways?: Build["ways"] | undefined;
}

/** The Ready condition of a Kustomization that failed. */
export interface FluxError extends BuildError {
  readonly reason: "ArtifactFailed" | "BuildFailed" | "ReconciliationFailed";
}

/** What kustomize-controller would apply. Never throws: a mistake is in `error`. */
export function buildFlux(request: FluxRequest): FluxBuild {
  const { kustomization, source } = request;
  const folder = join(source.root, sourcePath(scalarText(specOf(request, "path")) ?? ""));
  const reader = artifactReader(request);
  const notes: BuildNote[] = [];
  const substitution = substitutionOf(request);
  let ways: FluxBuild["ways"];
  const outcome = staged("ArtifactFailed", () => {
    expectPath(request, reader, folder);
    const built = staged("BuildFailed", () => {
      const it = kustomized(request, reader, folder);
      ways = it.ways;
      notes.push(...it.notes);
      return objectsOf(it, request);
    });
    if ("error" in built) return built;
    return staged("ReconciliationFailed", () =>
      applied(built.value, {
        kustomization,
        name: metaText(kustomization, "name"),
        namespace: metaText(kustomization, "namespace"),
        kinds: request.kinds,
        notes,
        refuses: !request.lenient && !request.forCluster,
        keepsSkipped: request.forCluster ?? false,
      }),
    );
  });
  const done = "error" in outcome ? outcome : outcome.value;
  const rest = { notes, folder, substitution, ways };
  if ("error" in done) return { objects: [], error: done.error, ...rest };
  return { objects: done.value, error: undefined, ...rest };
}

function staged<T>(
  reason: FluxError["reason"],
  work: () => T,
): { readonly value: T } | { readonly error: FluxError } {
  const done = attempt(work);
  return "value" in done ? done : { error: { ...done.error, reason } };
}

const specOf = ({ kustomization }: FluxRequest, ...path: readonly string[]): Node | undefined =>
  at(kustomization, ["spec", ...path]);

/** Reads from the artifact; pieces that it remembers are of this artifact alone. */
function artifactReader({ reader, source }: FluxRequest): Reader {
  if (source.isPacked) return reader;
  const key = `artifact ${JSON.stringify(source)}`;
  const over = (inner: Reader): Reader => {
    const files: Files = artifactFiles(inner, source);
    return {
      ...files,
      ...(inner.standIn && { standIn: inner.standIn }),
      isFolder: (path) => isFolder(files, path),
      outline: (path) => outlineOf(files, path),
      beyond: inner,
      remember: (piece, make, weigh) =>
        inner.remember(`${key} ${piece}`, (it, before) => make(over(it), before), weigh),
    };
  };
  return over(reader);
}

function expectPath(request: FluxRequest, reader: Reader, folder: string): void {
  if (reader.isFolder(folder) || folder === request.source.root) return;
  const place = placeOfNode(specOf(request, "path")) ?? placeOfNode(request.kustomization);
  const file = [folder, ...above(folder, request.source.root)].find((it) => reader.file(it));
  if (file === undefined) {
    stop(`kustomization path not found: stat ${folder}: no such file or directory`, place);
  }
  // What stands there may be a link to a folder, which no artifact has.
  const unread = reader.file(file)?.content === undefined ? [file] : [];
  if (file !== folder || unread.length > 0)
    stop(`kustomization path not found: stat ${folder}: not a directory`, place, unread);
}

const above = (path: string, root: string): readonly string[] =>
  path === root || path === "" ? [] : [dirname(path), ...above(dirname(path), root)];

/** What kustomize makes of the folder and the spec. */
function kustomized(request: FluxRequest, reader: Reader, folder: string): Build {
  if (reader.file(folder)) {
    const refused = `${folder}/kustomization.yaml: not a directory`;
    stop(`open ${refused} remove ${refused}`, placeOfNode(specOf(request, "path")));
  }
  const { written, place, read } = reader.remember(`written for ${request.key}`, (own) =>
    writtenFor(request, own, folder),
  );
  const found: Found = { folder, reader, place };
  expectWritable(found);
  const decryption = decryptionOf(request);
  if (decryption) {
    const told = "error decrypting sources: found multiple kustomization files";
    expectOneFile(told, found);
    scanSources(folder, listedIn(written), request.source.root, reader);
  }
  const kustomization = within("kustomize build failed: ", () => {
    expectOneFile(`Found multiple kustomization files under: ${folder}\n`, found);
    return "value" in read ? read.value : stopAgain(read.error);
  });
  const restrict = { inside: request.source.root };
  const { lenient, earlier } = request;
  // Flux does not sort: the first object with a mistake is the first that is listed.
  const order = "none";
  const unprinted = true;
  // kustomize knows its version only where its command is part of the program.
  const builder = "kustomize-(devel)";
  const how = { lenient, order, builder, unprinted, earlier } as const;
  return build({ folder, reader, restrict, kustomization, ...how });
}

/** The kustomization as Flux writes it, and as kustomize reads that. */
function writtenFor(request: FluxRequest, reader: Reader, folder: string) {
  const spec = fieldOf(request.kustomization, "spec") ?? request.kustomization;
  const written = merged(folder, spec as Mapping, reader);
  const place = placeOfNode(written) ?? placeOfNode(spec);
  if (!place) throw new Error("A kustomization of a build has lost its origin.");
  return { written, place, read: attempt(() => readKustomization(written, place)) };
}

function objectsOf({ objects, error }: Build, request: FluxRequest): readonly BuiltObject[] {
  if (error) {
    const message = `kustomize build failed: ${recovered(error.message)}`;
    stopAgain({ ...error, message });
  }
  return readAgain(finished(objects, request, decryptionOf(request)));
}

/** Where kustomize breaks down, however deep, Flux goes on with what it said. */
const recovered = (message: string): string =>
  message.replace(BREAKDOWN, "recovered from kustomize build panic: ");

const BREAKDOWN =
  /^(?:.*?panic: (?=runtime error: |wrong node kind: )|(?=may not add resource with an already ))/s;

/** The kustomization of a folder, as Flux writes it. */
interface Found {
  readonly folder: string;
  readonly reader: Reader;
  readonly place: DocumentPlace;
}

const filesIn = ({ folder, reader }: Found): readonly string[] =>
  FILE_NAMES.filter((it) => reader.file(join(folder, it)));

/** A folder may have the name of the file that Flux writes. */
function expectWritable(found: Found): void {
  const path = join(found.folder, "kustomization.yaml");
  if (filesIn(found).length > 0 || !found.reader.isFolder(path)) return;
  stop(`open ${path}: is a directory remove ${path}: directory not empty`, found.place);
}

function expectOneFile(told: string, found: Found): void {
  if (filesIn(found).length < 2) return;
  stop(told, found.place);
}

const listedIn = (kustomization: Mapping): readonly (Node | undefined)[] =>
  ["resources", "bases", "components"].flatMap((it) => itemsOf(fieldOf(kustomization, it)));

/** Decryption and substitution, object by object. */
function finished(
  objects: readonly BuiltObject[],
  request: FluxRequest,
  decryption: Decryption | undefined,
): readonly BuiltObject[] {
  const substitution = substitutionOf(request);
  const done = [...objects];
  const counts = new Map<string, number>();
  const count = (object: BuiltObject, by: number) => {
    const key = keyOf(idOf(object));
    counts.set(key, (counts.get(key) ?? 0) + by);
    return counts.get(key) ?? 0;
  };
  for (const it of objects) count(it, 1);
  for (const [index, object] of objects.entries()) {
    expectIdentity(object);
    const id = idOf(object);
    const shown = `'${printKind(id)}/${id.name}'`;
    const clear = decryption
      ? within(`decryption failed for ${shown}: `, () => masked(object, decryption))
      : object;
    const text = substitution
      ? within(`post build failed for ${shown}: `, () => printedAndReplaced(clear, substitution))
      : clear;
    done[index] = text;
    if (text === object) continue;
    count(object, -1);
    const same = count(text, 1);
    if (same > 1)
      stop(
        `in Replace: id matched ${same} resources`,
        placeOfNode(at(text.node, ["metadata", "name"])),
      );
  }
  within("kustomize build failed: ", () => {
    for (const it of done) expectPrintable(it.node);
  });
  return done;
}

/** An object that cannot be printed is told of when its variables are to be replaced, whether it has any or not. */
function printedAndReplaced(object: BuiltObject, substitution: Substitution): BuiltObject {
  within(
    (message) => message.replace("map[string]interface {}(nil): ", ""),
    () => expectPrintable(object.node),
  );
  return substituteObject(object, substitution);
}

function substitutionOf(request: FluxRequest): Substitution | undefined {
  const postBuild = specOf(request, "postBuild");
  const place = placeOfNode(postBuild);
  if (!postBuild || isNull(postBuild) || !place) return undefined;
  return {
    variables: variablesOf(request.kustomization, request.find),
    strict: request.strict,
    assumed: request.assumed ?? false,
    always: scalarText(fieldOf(postBuild, "substituteStrategy")) === "Always",
    place,
  };
}

/** Keys that are no files' business: those of a cloud, or of a vault. */
const ELSEWHERE = ["kms", "gcp_kms", "azure_kv", "hc_vault"];

function decryptionOf(request: FluxRequest): Decryption | undefined {
  if (scalarText(specOf(request, "decryption", "provider")) !== "sops") return undefined;
  const secret = specOf(request, "decryption", "secretRef", "name");
  const name = scalarText(secret);
  if (name === undefined) {
    const hasKeys = (sops: Node): boolean =>
      request.lenient || ELSEWHERE.some((it) => hasItems(fieldOf(sops, it)));
    return { hasKeys };
  }
  if (request.find("Secret", name) === "missing") {
    stop(`secrets "${name}" not found`, placeOfNode(secret));
  }
  return { hasKeys: () => true };
}

const hasItems = (node: Node | undefined): boolean =>
  node?.kind === "sequence" && node.items.length > 0;
