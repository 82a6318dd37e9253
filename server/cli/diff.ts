import { type BuildDifference, differenceOf } from "../engine/features/differences.ts";
import { rendering, renderingsOf } from "../engine/renderings.ts";
import { keepMemorySmall } from "../host/memory.ts";
import { defaultConfiguration } from "../lsp/configuration.ts";
import { CannotRun } from "./cannotRun.ts";
import type { Command } from "./command.ts";
import { diffFormats } from "./diffFormats.ts";
import { folderAt } from "./folderAt.ts";
import { formatOf } from "./formatOf.ts";
import { type Moments, moments } from "./moments.ts";
import { parsed } from "./parsed.ts";

/** Prints what a change does to the objects of every build. */
export const diff: Command = {
  name: "diff",
  summary: "compare what all builds give now and in a git revision",
  help: `Usage: flightpath diff REV [PATH] [options]

Builds every Flux Kustomization and kustomization folder below PATH (default: the current folder) twice: from the files
as they are in the git revision REV and as they are now. Prints how their objects differ, each told by group, kind,
namespace and name. Nothing is checked out, and what Secrets hold is not shown.

  --format text|json    how to print (default: text)
  --exclude PATTERN     leave out, in the syntax of .gitignore; repeatable
  --no-gitignore        read files that git ignores, too
  --help                this text

Exit code: 0 no difference, 1 differences, 2 could not run.
`,
  run: async (args) => {
    const { revision, root, load, format } = read(args);
    keepMemorySmall();
    const found = differences(await moments(root, revision, load));
    process.stdout.write(format({ root, revision, differences: found }));
    return found.length > 0 ? 1 : 0;
  },
};

/** By the folder that is built, then by what builds it. */
function differences({ before, after }: Moments): readonly BuildDifference[] {
  const names = new Map([...renderingsOf(before), ...renderingsOf(after)].map((it) => [it.id, it]));
  return [...names.keys()].sort().flatMap((id) => {
    // A folder that was a build of its own is still one when others take it up: nothing of it has gone.
    const found = differenceOf(rendering(before, id), rendering(after, id));
    return found ? [found] : [];
  });
}

function read(args: readonly string[]) {
  const { values, positionals } = parse(args);
  const [revision, path = ".", ...more] = positionals;
  if (revision === undefined || more.length > 0) {
    throw new CannotRun("diff wants a git revision and at most one folder: flightpath diff HEAD .");
  }
  const format = formatOf(diffFormats, values.format);
  const load = {
    ...defaultConfiguration.load,
    exclude: [...defaultConfiguration.load.exclude, ...values.exclude],
    useGitignore: !values["no-gitignore"],
  };
  return { revision, root: folderAt(path), load, format };
}

const parse = (args: readonly string[]) =>
  parsed("diff", args, {
    format: { type: "string", default: "text" },
    exclude: { type: "string", multiple: true, default: [] },
    "no-gitignore": { type: "boolean", default: false },
  });
