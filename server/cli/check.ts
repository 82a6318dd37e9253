import { dirname, isInside } from "../engine/path.ts";
import type { Severity } from "../engine/rules/rule.ts";
import { absolute } from "./absolute.ts";
import { CannotRun } from "./cannotRun.ts";
import type { Command } from "./command.ts";
import { findings } from "./findings.ts";
import { formatOf } from "./formatOf.ts";
import { formats } from "./formats/all.ts";
import type { Report } from "./formats/report.ts";
import { isFolder } from "./isFolder.ts";
import { parsed } from "./parsed.ts";

/** Checks folders or files and prints what is wrong. */
export const check: Command = {
  name: "check",
  summary: "check a repository, or some of its files",
  help: `Usage: flightpath check [PATH…] [options]

Checks every manifest below each PATH (default: the current folder). Nothing outside them is read.
A PATH that is a file is checked against its folder.

  --format text|json|sarif|junit|github   how to print (default: text)
  --fail-on error|warning|never           what makes the exit code 1 (default: error)
  --exclude PATTERN                       leave out, in the syntax of .gitignore; repeatable
  --no-gitignore                          read files that git ignores, too
  --rule CODE=SEVERITY                    error, warning, information, hint or off; repeatable
  --help                                  this text

Exit code: 0 nothing found, 1 found, 2 could not run.
Settings of a repository stand in its .flightpath.yaml; a comment "# flightpath-ignore: CODE" silences a line.
`,
  run: async (args) => {
    const options = read(args);
    const report = await findings(options);
    process.stdout.write(options.format(report));
    return failing(report, options.failOn) ? 1 : 0;
  },
};

const SEVERITIES: readonly string[] = ["error", "warning", "information", "hint", "off"];

function read(args: readonly string[]) {
  const { values, positionals } = parse(args);
  const format = formatOf(formats, values.format);
  const failOn = values["fail-on"];
  if (failOn !== "error" && failOn !== "warning" && failOn !== "never") {
    throw new CannotRun(`--fail-on takes error, warning or never, not "${failOn}".`);
  }
  const paths = (positionals.length > 0 ? positionals : ["."]).map(place);
  const first = paths[0] as Place;
  return {
    base: first.folder,
    roots: outermost(paths.map((it) => it.folder)),
    only: paths.every((it) => it.file === undefined)
      ? undefined
      : paths.map((it) => it.file ?? it.folder),
    format,
    failOn,
    exclude: values.exclude,
    useGitignore: !values["no-gitignore"],
    rules: Object.fromEntries(values.rule.map(severity)),
  } as const;
}

const parse = (args: readonly string[]) =>
  parsed("check", args, {
    format: { type: "string", default: "text" },
    "fail-on": { type: "string", default: "error" },
    exclude: { type: "string", multiple: true, default: [] },
    "no-gitignore": { type: "boolean", default: false },
    rule: { type: "string", multiple: true, default: [] },
  });

interface Place {
  readonly folder: string;
  readonly file: string | undefined;
}

function place(said: string): Place {
  const path = absolute(said);
  const isOne = isFolder(path, said);
  if (isOne === undefined) {
    throw new CannotRun(`${said} does not exist. Name a folder or file that does.`);
  }
  return isOne ? { folder: path, file: undefined } : { folder: dirname(path), file: path };
}

/** A folder inside another one is read with it. */
const outermost = (folders: readonly string[]): readonly string[] => {
  const unique = [...new Set(folders)];
  return unique.filter((it) => !unique.some((other) => other !== it && isInside(it, other)));
};

function severity(said: string): readonly [string, Severity | "off"] {
  const [code = "", value = ""] = said.split("=");
  if (code === "" || !SEVERITIES.includes(value)) {
    throw new CannotRun(
      `--rule wants CODE=SEVERITY with one of ${SEVERITIES.join(", ")}, not "${said}".`,
    );
  }
  return [code, value as Severity | "off"];
}

const failing = (report: Report, failOn: "error" | "warning" | "never"): boolean =>
  failOn !== "never" &&
  report.findings.some(
    (it) => it.severity === "error" || (failOn === "warning" && it.severity === "warning"),
  );
