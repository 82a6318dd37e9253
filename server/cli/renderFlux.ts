import { relative } from "node:path";
import { fluxMakers } from "../engine/flux/clusters.ts";
import type { FluxBuild } from "../engine/flux/fluxBuild.ts";
import type { FluxMaker } from "../engine/flux/fluxMaker.ts";
import { isLackOfCluster } from "../engine/flux/isLackOfCluster.ts";
import type { Files } from "../engine/kustomize/files.ts";
import { emptyMemory, readerOf } from "../engine/kustomize/memory.ts";
import { changed, emptyWorkspace, type FileChange, type Workspace } from "../engine/workspace.ts";
import { workspaceFiles } from "../engine/workspaceFiles.ts";
import { builtSchemas } from "../host/builtSchemas.ts";
import { defaultConfiguration } from "../lsp/configuration.ts";
import { CannotRun } from "./cannotRun.ts";
import { folderAt } from "./folderAt.ts";
import { type Attempt, dataOnDisk, filesOnDisk, loadingOf, untilRead } from "./loading.ts";
import { parsed } from "./parsed.ts";
import { type Print, type PrintOptions, printing } from "./printing.ts";

/** The part of `flightpath render --help` that is about Flux. */
export const FLUX_HELP = `  --flux NAMESPACE/NAME     print what kustomize-controller would apply for that Flux Kustomization of the folder
  --all                     the same for every Flux Kustomization, each after those that it depends on
  --cluster FOLDER          only that cluster, where the folder holds several
  --trust-cluster           ConfigMaps, Secrets and keys that no file holds are taken to be in the cluster, and what the
                            API server would refuse is printed all the same
`;

/** Is this command line about Flux? */
export const isAboutFlux = (args: readonly string[]): boolean =>
  args.some((it) => /^--(flux|all)(=|$)/.test(it));

/**
 * `render --flux NAMESPACE/NAME [ROOT]` and `render --all [ROOT]`: prints what kustomize-controller would apply, errors as
 * the Ready condition says them; answers the exit code. Throws `CannotRun` where no such Kustomization is found, or
 * several are.
 */
export async function renderFlux(args: readonly string[]): Promise<number> {
  const options = readArguments(args);
  const { made, files } = await builds(options);
  const chosen = made.filter((it) => isWanted(it.maker, options));
  const { kustomization, root } = options;
  if (chosen.length === 0) throw new CannotRun(nothing(options, made));
  if (kustomization !== undefined && chosen.length > 1) {
    const clusters = chosen.map((it) => shownFolder(root, it.maker.name.cluster ?? ""));
    throw new CannotRun(
      `${kustomization} is in ${clusters.join(" and in ")}. Choose one with --cluster ${clusters[0]}.`,
    );
  }
  for (const { maker, build } of chosen) {
    if (build.error) process.stderr.write(told(maker, build, kustomization === undefined));
  }
  if (chosen.some(({ build }) => build.error && isLackOfCluster(build.error))) {
    process.stderr.write(WAY_OUT);
  }
  const many = kustomization === undefined;
  const print = many && options.format === "json" ? asOneList : asDocuments;
  process.stdout.write(
    print(inOrder(chosen), { options, objects: printing(options, files), many }),
  );
  return chosen.some((it) => it.build.error) ? 1 : 0;
}

const WAY_OUT =
  "flightpath: No file here holds it. If it is in the cluster, --trust-cluster goes on without it.\n";

interface Options extends PrintOptions {
  /** An absolute path. */
  readonly root: string;
  /** NAMESPACE/NAME; `undefined`: every Flux Kustomization. */
  readonly kustomization: string | undefined;
  /** A folder, counted from the root. */
  readonly cluster: string | undefined;
  readonly lenient: boolean;
}

function readArguments(args: readonly string[]): Options {
  const { values, positionals } = parse(args);
  const { flux, format, origin, cluster } = values;
  if (positionals.length > 1) {
    throw new CannotRun(`render takes one folder, not ${positionals.length}.`);
  }
  if (flux !== undefined && values.all) {
    throw new CannotRun(
      "--flux names one Kustomization, --all means every one: give one of the two.",
    );
  }
  if (flux !== undefined && !/^[^/]+\/[^/]+$/.test(flux)) {
    throw new CannotRun(`--flux takes NAMESPACE/NAME of a Flux Kustomization, not "${flux}".`);
  }
  if (format !== "yaml" && format !== "json") {
    throw new CannotRun(`--format takes yaml or json, not "${format}".`);
  }
  const root = folderAt(positionals[0] ?? ".");
  const lenient = values["trust-cluster"];
  return { root, kustomization: flux, cluster, lenient, format, origin };
}

const parse = (args: readonly string[]) =>
  parsed("render", args, {
    flux: { type: "string" },
    all: { type: "boolean", default: false },
    cluster: { type: "string" },
    "trust-cluster": { type: "boolean", default: false },
    format: { type: "string", default: "yaml" },
    origin: { type: "boolean", default: false },
  });

interface Printing {
  readonly options: Options;
  readonly objects: Print;
  /** Head each build with its name. */
  readonly many: boolean;
}

function asDocuments(all: readonly Made[], { options, objects, many }: Printing): string {
  const outputs = all.map(({ maker, build }) => {
    const text = build.error ? "" : objects(build.objects);
    return many ? headed(maker, text, options.root) : text;
  });
  return outputs.filter((it) => it !== "").join("---\n");
}

function asOneList(all: readonly Made[], { options: { root }, objects }: Printing): string {
  const rows = all.map(({ maker: { name }, build }) => {
    const { kustomization } = name;
    const cluster = shownFolder(root, name.cluster ?? "");
    const head = JSON.stringify({ kustomization, cluster, path: shownFolder(root, name.folder) });
    const { error } = build;
    const tail = error
      ? `"error":${JSON.stringify({ reason: error.reason, message: error.message.trimEnd() })}`
      : `"objects":${objects(build.objects).trimEnd()}`;
    return `${head.slice(0, -1)},${tail}}`;
  });
  return `[\n${rows.join(",\n")}\n]\n`;
}

interface Made {
  readonly maker: FluxMaker;
  readonly build: FluxBuild;
}

interface Built {
  readonly made: readonly Made[];
  readonly files: Files;
}

/** All builds, with the files read that only they need. */
async function builds({ root, lenient }: Options): Promise<Built> {
  const loading = await loadingOf([root], defaultConfiguration.load);
  const changes: FileChange[] = [];
  for await (const portion of filesOnDisk(loading)) changes.push(...portion);
  const empty = emptyWorkspace(builtSchemas(), loading.roots, loading.settings);
  const memory = emptyMemory();
  const make = (workspace: Workspace): Attempt<Built> => {
    const files = workspaceFiles(workspace);
    const reader = readerOf(files, memory);
    const made = [...fluxMakers(workspace, reader, lenient, true)].map((maker) => ({
      maker,
      build: maker.make(reader),
    }));
    const unread = made.flatMap((it) => it.build.error?.unread ?? []);
    return { value: { made, files }, workspace, unread };
  };
  return untilRead(changed(empty, changes).workspace, make, (wanted) =>
    dataOnDisk(loading, wanted),
  );
}

const isWanted = ({ name }: FluxMaker, { kustomization, cluster, root }: Options): boolean =>
  (kustomization === undefined || name.kustomization === kustomization) &&
  (cluster === undefined || shownFolder(root, name.cluster ?? "") === cluster.replace(/\/$/, ""));

const shownFolder = (root: string, folder: string): string =>
  relative(root, folder).replaceAll("\\", "/") || ".";

function nothing({ kustomization, root }: Options, made: readonly Made[]): string {
  const names = [...new Set(made.map((it) => it.maker.name.kustomization))];
  if (names.length === 0) return `There is no Flux Kustomization in ${root}.`;
  const wanted = kustomization ?? "in that cluster";
  return `There is no Flux Kustomization ${wanted} in ${root}. There are: ${names.join(", ")}.`;
}

/** Cluster by cluster, each after those that it depends on, else as found. */
function inOrder(all: readonly Made[]): readonly Made[] {
  const keyOf = (cluster: string | undefined, name: string) => `${cluster} ${name}`;
  const byName = new Map(
    all.map((it) => [keyOf(it.maker.name.cluster, it.maker.name.kustomization ?? ""), it]),
  );
  const out = new Set<Made>();
  const entered = new Set<Made>();
  const enter = (it: Made): void => {
    if (entered.has(it)) return;
    entered.add(it);
    for (const name of it.maker.dependsOn) {
      const other = byName.get(keyOf(it.maker.name.cluster, name));
      if (other) enter(other);
    }
    out.add(it);
  };
  for (const it of all) enter(it);
  return [...out];
}

function told({ name }: FluxMaker, { error }: FluxBuild, named: boolean): string {
  if (!error) return "";
  const who = named ? `${name.kustomization}: ` : "";
  return `Error: ${who}${error.reason}: ${error.message.replace(/\n+$/, "")}\n`;
}

function headed({ name }: FluxMaker, text: string, root: string): string {
  const folder = shownFolder(root, name.folder);
  const cluster = shownFolder(root, name.cluster ?? "");
  const from = cluster === folder ? "" : ` of ${cluster}`;
  return `# ${name.kustomization}${from}: ${folder}\n${text}`;
}
