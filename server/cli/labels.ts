import { relative } from "node:path";
import { nearest } from "../engine/nearest.ts";
import type { Resource } from "../engine/resource.ts";
import { picture } from "../engine/selectors/picture.ts";
import { report } from "../engine/selectors/report.ts";
import { selectorSubjects } from "../engine/selectors/subjects.ts";
import type { Place } from "../engine/source.ts";
import { type View, viewOf } from "../engine/view.ts";
import { absolute } from "./absolute.ts";
import { CannotRun } from "./cannotRun.ts";
import type { Command } from "./command.ts";
import { isFolder } from "./isFolder.ts";
import { parsed } from "./parsed.ts";
import { repository, repositoryAround } from "./repository.ts";

/** Prints which Services find which pods by which labels. */
export const labels: Command = {
  name: "labels",
  summary: "show which Services find which pods by which labels",
  help: `Usage: flightpath labels FILE.yaml[#NAME] [options]

Shows the chain from Services over pods to labels, around a Canary, Service or workload of a file: as in Git, and for a
Canary before, during and after a rollout, with the label that Flagger picks, why it picks it, and what is wrong. #NAME or
#KIND/NAME is needed where the file holds several. What stands around it is taken from the repository around the file (the
nearest folder with .flightpath.yaml, .git or clusters in it), as its builds give it.

  --root FOLDER        the repository; repeatable where it is several folders side by side
  --cluster FOLDER     the entry point of the cluster, where the object is in several
  --format text|json   how to print (default: text)
  --help               this text

Exit code: 0 nothing is wrong; 1 something is; 2 could not run.
`,
  run: async (args) => {
    const { file, name, roots, cluster, format } = readOptions(args);
    const workspace = await repository(roots);
    const view = viewOf(workspace);
    const { picture: drawn } = picture(workspace, subjectIn(view, file, name, cluster), true);
    const shown = (place: Place) => `${relative(process.cwd(), place.path)}:${lineOf(view, place)}`;
    process.stdout.write(
      format === "json"
        ? `${JSON.stringify({ ...drawn, places: drawn.places.map(shown) }, null, 1)}\n`
        : report(drawn, shown),
    );
    return drawn.faults.some(({ severity }) => severity !== "information") ? 1 : 0;
  },
};

interface LabelsOptions {
  /** An absolute path. */
  readonly file: string;
  /** `NAME` or `KIND/NAME`. */
  readonly name: string | undefined;
  readonly roots: readonly string[];
  readonly cluster: string | undefined;
  readonly format: "text" | "json";
}

function readOptions(args: readonly string[]): LabelsOptions {
  const { values, positionals } = parse(args);
  const [word, ...more] = positionals;
  if (word === undefined || more.length > 0) {
    throw new CannotRun("labels wants one file, such as canary.yaml or canary.yaml#face.");
  }
  const { format } = values;
  if (format !== "text" && format !== "json") {
    throw new CannotRun(`--format takes text or json, not "${format}".`);
  }
  const split = word.indexOf("#");
  const said = split < 0 ? word : word.slice(0, split);
  const file = absolute(said);
  const isOne = isFolder(file, said);
  if (isOne === undefined) throw new CannotRun(`${said} does not exist. Name a file that does.`);
  if (isOne) throw new CannotRun(`${said} is a folder. Name a file in it.`);
  return {
    file,
    name: split < 0 ? undefined : word.slice(split + 1),
    roots: values.root?.map(absolute) ?? [repositoryAround(file)],
    cluster: values.cluster === undefined ? undefined : absolute(values.cluster),
    format,
  };
}

const parse = (args: readonly string[]) =>
  parsed("labels", args, {
    format: { type: "string", default: "text" },
    root: { type: "string", multiple: true },
    cluster: { type: "string" },
  });

/** The object that is meant, as its build gives it. A Canary is meant before what lies beside it. */
function subjectIn(
  view: View,
  file: string,
  name: string | undefined,
  cluster: string | undefined,
): Resource {
  const here = selectorSubjects(view).filter((it) => it.path === file);
  const shown = relative(process.cwd(), file);
  if (here.length === 0) {
    throw new CannotRun(`There is no Canary, Service or workload in ${shown}.`);
  }
  const named = here.filter((it) => name === undefined || isNamed(it, name));
  if (named.length === 0) {
    const names = [...new Set(here.flatMap((it) => [it.name, `${it.kind}/${it.name}`]))];
    const meant = nearest(name ?? "", names);
    const next = meant ? `Did you mean ${meant}?` : `There are: ${namesOf(here)}.`;
    throw new CannotRun(`There is no ${name} in ${shown}. ${next}`);
  }
  const inCluster = named.filter(
    (it) => cluster === undefined || it.built?.rendering.cluster === cluster,
  );
  const canaries = inCluster.filter((it) => it.kind === "Canary");
  const [found, another] = canaries.length > 0 ? canaries : inCluster;
  if (!found) throw new CannotRun(`${name ?? shown} is not in the cluster ${cluster}.`);
  if (another) throw new CannotRun(ambiguous(canaries.length > 0 ? canaries : inCluster));
  return found;
}

const isNamed = ({ kind, name }: Resource, said: string): boolean =>
  said === name || said.toLowerCase() === `${kind}/${name}`.toLowerCase();

const namesOf = (all: readonly Resource[]): string =>
  [...new Set(all.map((it) => `${it.kind}/${it.name}`))].sort().join(", ");

function ambiguous(found: readonly Resource[]): string {
  const clusters = [...new Set(found.map((it) => it.built?.rendering.cluster ?? "no cluster"))];
  return clusters.length > 1
    ? `${found[0]?.name} is in ${clusters.join(" and in ")}. Choose one with --cluster ${clusters[0]}.`
    : `There are several: ${namesOf(found)}. Name one behind "#".`;
}

const lineOf = (view: View, { path, span }: Place): number =>
  (view.file(path)?.text ?? "").slice(0, span.start).split("\n").length;
