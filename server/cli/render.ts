import { build } from "../engine/kustomize/build.ts";
import type { Build } from "../engine/kustomize/built.ts";
import { emptyMemory, readerOf } from "../engine/kustomize/memory.ts";
import { attempt } from "../engine/kustomize/stop.ts";
import { standInOf } from "../engine/standIns.ts";
import { diskFiles } from "../host/diskFiles.ts";
import { absolute } from "./absolute.ts";
import { CannotRun } from "./cannotRun.ts";
import type { Command } from "./command.ts";
import { parsed } from "./parsed.ts";
import { type Print, type PrintOptions, printing } from "./printing.ts";
import { FLUX_HELP, isAboutFlux, renderFlux } from "./renderFlux.ts";
import { repositoriesAround } from "./repositoriesAround.ts";
import { roomForYoung } from "./roomForYoung.ts";

/** Prints what a kustomization gives. */
export const render: Command = {
  name: "render",
  summary: "print what a kustomization gives",
  help: `Usage: flightpath render [DIR] [options]
       flightpath render --flux NAMESPACE/NAME [DIR]
       flightpath render --all [DIR]

Prints what "kustomize build DIR" prints (default: the current folder), without kustomize. Nothing is fetched and no
program is run; a folder that .flightpath.yaml of DIR, or of a folder above, names under "sources" stands in for the
repository at that URL.

  --format yaml|json        how to print (default: yaml); json is one list of objects
  --origin                  say behind each changed value, and before each object, which line it is from
  --load-restrictor WHICH   LoadRestrictionsRootOnly: files must lie below the folder of the kustomization that
                            names them (default); LoadRestrictionsNone: they may lie anywhere
  --reorder legacy|none     kustomize's order of kinds (default), or that in which files name the objects
${FLUX_HELP}  --help                    this text

Exit code: 0 rendered, 1 the build fails, 2 could not run.
`,
  run: async (args) => {
    roomForYoung();
    if (isAboutFlux(args)) return renderFlux(args);
    const options = read(args);
    const repositories = await repositoriesAround(options.folder);
    const files = { ...diskFiles(), standIn: (url: string) => standInOf(repositories, url) };
    const reader = readerOf(files, emptyMemory());
    const { folder, restrict, order } = options;
    return report(build({ folder, reader, restrict, order }), printing(options, files), options);
  },
};

/** Prints objects, or why there are none. Answers the exit code. */
function report({ objects, error, warnings }: Build, print: Print, options: Options): number {
  for (const line of warnings) process.stderr.write(`${line}\n`);
  if (error) {
    process.stderr.write(`Error: ${asSaid(error.message, options)}\n`);
    return 1;
  }
  // Some mistakes show only in the text, such as a key that stands twice.
  const printed = attempt(() => print(objects));
  if ("error" in printed) {
    process.stderr.write(`Error: ${printed.error.message}\n`);
    return 1;
  }
  process.stdout.write(printed.value);
  return 0;
}

/** A folder that is not there is called what the caller called it. */
const asSaid = (message: string, { said, folder }: Options): string =>
  message.startsWith("must build at directory: ")
    ? message.replace(`'${folder}'`, () => `'${said}'`)
    : message;

interface Options extends PrintOptions {
  /** The folder as the caller wrote it. */
  readonly said: string;
  readonly folder: string;
  readonly restrict: "folder" | "none";
  readonly order: "legacy" | "none";
}

function read(args: readonly string[]): Options {
  const { values, positionals } = parse(args);
  if (positionals.length > 1) {
    throw new CannotRun(`render takes one folder, not ${positionals.length}.`);
  }
  const said = positionals[0] ?? ".";
  return {
    said,
    folder: absolute(said),
    format: oneOf("--format", values.format, { yaml: "yaml", json: "json" }),
    origin: values.origin,
    restrict: oneOf("--load-restrictor", values["load-restrictor"], {
      LoadRestrictionsRootOnly: "folder",
      LoadRestrictionsNone: "none",
    }),
    order: oneOf("--reorder", values.reorder, { legacy: "legacy", none: "none" }),
  };
}

const parse = (args: readonly string[]) =>
  parsed("render", args, {
    format: { type: "string", default: "yaml" },
    origin: { type: "boolean", default: false },
    "load-restrictor": { type: "string", default: "LoadRestrictionsRootOnly" },
    reorder: { type: "string", default: "legacy" },
  });

function oneOf<T extends string>(option: string, said: string, values: Record<string, T>): T {
  const value = Object.hasOwn(values, said) ? values[said] : undefined;
  if (value !== undefined) return value;
  throw new CannotRun(`${option} takes ${Object.keys(values).join(" or ")}, not "${said}".`);
}
