import { accumulate } from "./accumulate.ts";
import { annotation } from "./buildMetadata.ts";
import type { Build, BuiltObject } from "./built.ts";
import { checkedObject } from "./checkedObject.ts";
import { type Context, emptyLog, type Log, type Ways } from "./context.ts";
import { withFinalAnnotations } from "./finalAnnotations.ts";
import { hashNames } from "./hashNames.ts";
import { idOf } from "./id.ts";
import type { Kustomization } from "./kustomization.ts";
import { confirmedFolder, type Loader, type Restrict } from "./loading.ts";
import { managedBy } from "./managedBy.ts";
import type { Reader } from "./memory.ts";
import { fixNameReferences } from "./nameReferences.ts";
import { DEFAULT_SCHEMA } from "./openapi.ts";
import { expectPrintable, unprintableIn } from "./printable.ts";
import { inOrder } from "./sorting.ts";
import { attempt } from "./stop.ts";
import { substituteVars } from "./substituteVars.ts";
import { trackedNode } from "./trackedNode.ts";
import { unique } from "./uniqueObjects.ts";
import { passed } from "./work.ts";

/** What to build, and how. */
export interface BuildRequest {
  readonly folder: string;
  readonly reader: Reader;
  /** What files may be read: those below each kustomization, any, or those inside a folder (Flux). */
  readonly restrict: Restrict;
  /** Stands in for the kustomization file of the folder (Flux writes into it before building). */
  readonly kustomization?: Kustomization;
  readonly order?: "legacy" | "none";
  /** What `managedByLabel` says who builds. */
  readonly builder?: string;
  /** Leave out remote resources and charts with a note instead of stopping. */
  readonly lenient?: boolean;
  /** Whoever asks tells of objects that cannot be printed. */
  readonly unprinted?: boolean;
  /** What the build before left; a kustomization that stands in for the file must be the same object then. */
  readonly earlier?: Build["ways"] | undefined;
}

/** What `kustomize build` gives for a folder. Never throws: a mistake is in `error`, and then there are no objects. */
export function build(request: BuildRequest): Build {
  const { reader, folder, restrict, lenient, order } = request;
  if (request.kustomization || typeof restrict === "object") return built(request);
  const key = `kustomize build ${JSON.stringify([folder, restrict, lenient ?? false, order ?? ""])}`;
  const make = (own: Reader, before?: Build) =>
    built({ ...request, reader: own, earlier: before?.ways });
  return reader.remember(key, make, ({ objects }) => objects.length);
}

function built(request: BuildRequest): Build {
  const log = emptyLog();
  const ways: Ways = { earlier: request.earlier, now: new Map() };
  const outcome = attempt(() => objectsOf(request, log, ways));
  const { warnings, notes } = log;
  const rest = { warnings, notes, ways: ways.now };
  return "value" in outcome
    ? { objects: outcome.value, error: undefined, ...rest }
    : { objects: [], error: outcome.error, ...rest };
}

function objectsOf(request: BuildRequest, log: Log, ways: Ways): readonly BuiltObject[] {
  const { reader, folder, restrict } = request;
  const loader: Loader = {
    reader,
    root: confirmedFolder(reader, folder, restrict, undefined),
    restrict,
    referrer: undefined,
    clone: undefined,
  };
  const context: Context = {
    lenient: request.lenient ?? false,
    at: undefined,
    namespaceAbove: "",
    log,
    ways,
    accumulate,
    // Flux reads the built-in schema before it builds, so that others add to it.
    settings: { schema: DEFAULT_SCHEMA, builtin: typeof restrict === "object" ? "read" : "none" },
  };
  const whole = accumulate(loader, context, {
    as: "root",
    kustomization: request.kustomization,
  });
  const { buildMetadata, sortOptions } = whole.kustomization;
  const wanted = buildMetadata.map((it) => it.text);
  const named = fixNameReferences(hashNames(whole.objects), whole.configuration.nameReference);
  const filled = substituteVars(named, whole, log);
  const finished = passed(filled, (it) => finishedObject(it, wanted));
  const sorted = inOrder(unique(finished), sortOptions, request.order);
  const done = wanted.includes("managedByLabel")
    ? managedBy(sorted, buildMetadata, request.builder)
    : sorted;
  if (!request.unprinted) for (const it of done) expectPrintable(it.node);
  return done;
}

/** What is left to do with each object while its tree is at hand. */
function finishedObject(object: BuiltObject, wanted: readonly string[]): BuiltObject | undefined {
  if (!isApplied(object)) return undefined;
  const made = withFinalAnnotations(object, wanted);
  // Told later, in the order in which objects are printed.
  unprintableIn(made.node);
  return made;
}

/** Objects that only configure the build stay behind. One that has lost its name or kind ends it. */
function isApplied(object: BuiltObject): boolean {
  const { kind, name } = idOf(object);
  // Said as kustomize prints the object.
  if (kind === "" || name === "") checkedObject(trackedNode(object));
  const mark = annotation(object, "config.kubernetes.io/local-config");
  return mark === undefined || mark === "false";
}
