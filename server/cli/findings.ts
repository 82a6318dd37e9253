import { relative } from "node:path";
import { isInside } from "../engine/path.ts";
import { rebuilt } from "../engine/renderings.ts";
import { prepare } from "../engine/rules/check.ts";
import { checker } from "../engine/rules/checker.ts";
import { present, type Shown } from "../engine/rules/present.ts";
import { defaultSettings, type Settings } from "../engine/settings.ts";
import type { Place } from "../engine/source.ts";
import {
  applyChange,
  beginBatch,
  changed,
  emptyWorkspace,
  fileAt,
  filesOf,
  snapshot,
  type Workspace,
} from "../engine/workspace.ts";
import { builtSchemas } from "../host/builtSchemas.ts";
import { nodeHost } from "../host/files.ts";
import { keepMemorySmall } from "../host/memory.ts";
import { repositoryOptions } from "../host/repository.ts";
import { defaultConfiguration } from "../lsp/configuration.ts";
import { pageOf, toRange } from "../lsp/convert.ts";
import type { Finding, FindingPlace, Report } from "./formats/report.ts";
import { progress } from "./progress.ts";

export interface CheckOptions {
  /** Paths in the report are relative to this folder. */
  readonly base: string;
  readonly roots: readonly string[];
  /** Report on these files and folders only. */
  readonly only: readonly string[] | undefined;
  readonly exclude: readonly string[];
  readonly useGitignore: boolean;
  readonly rules: Settings["rules"];
}

/** Everything that is wrong, by file and line. */
export async function findings(options: CheckOptions): Promise<Report> {
  keepMemorySmall();
  const read = await load(options);
  const workspace = { ...read, now: withBuilds(read.now, options) };
  const checks = checker();
  checks.invalidate(workspace.touched);
  const tell = progress("Checking");
  let done = 0;
  for (let path = checks.next(); path !== undefined; path = checks.next()) {
    checks.step(workspace.now, path);
    done++;
    tell(done);
  }
  tell.end();
  const paths = [...filesOf(workspace.now)].map((it) => it.path).sort();
  const shown = paths
    .filter((path) => options.only?.some((it) => isInside(path, it)) ?? true)
    .flatMap((path) => present(workspace.now, path, checks.problemsOf(workspace.now, path)));
  return {
    files: paths.length,
    findings: shown.map((it) => toFinding(workspace.now, options.base, it)).sort(byPlace),
  };
}

async function load(options: CheckOptions) {
  const known = [];
  let sources: Settings["sources"] = {};
  for (const path of options.roots) known.push({ path, remotes: await nodeHost.remotes(path) });
  const settings = { ...defaultSettings, rules: options.rules };
  const catalogue = builtSchemas();
  const batch = beginBatch(emptyWorkspace(catalogue, known, settings), prepare(catalogue));
  const tell = progress("Reading");
  let files = 0;
  for (const root of options.roots) {
    const own = repositoryOptions(nodeHost, root, {
      ...defaultConfiguration.load,
      exclude: [...defaultConfiguration.load.exclude, ...options.exclude],
      useGitignore: options.useGitignore,
    });
    sources = { ...sources, ...own.sources };
    for (const problem of own.problems) {
      process.stderr.write(`flightpath: In ${root}/.flightpath.yaml, ${problem}\n`);
    }
    for await (const portion of nodeHost.load(root, own.load)) {
      for (const change of portion) applyChange(batch, change);
      files += portion.length;
      tell(files);
    }
  }
  tell.end();
  const { workspace, touched } = snapshot(batch);
  return { now: { ...workspace, settings: { ...settings, sources } }, touched };
}

/** With all builds made, and the files read that only they need. */
function withBuilds(workspace: Workspace, options: CheckOptions): Workspace {
  const tried = new Set<string>();
  for (let now = workspace; ; ) {
    const { workspace: next, unread } = rebuilt(now);
    const wanted = unread.filter((it) => !tried.has(it));
    if (wanted.length === 0) return next;
    for (const it of wanted) tried.add(it);
    now = changed(
      next,
      wanted.flatMap((path) => dataAt(path, options)),
    ).workspace;
  }
}

const dataAt = (path: string, { roots }: CheckOptions) => {
  const root = roots.find((it) => isInside(path, it));
  return root === undefined ? [] : [nodeHost.readData(path, root, defaultConfiguration.load)];
};

function toFinding(workspace: Workspace, base: string, shown: Shown): Finding {
  const { problem, severity, place, related } = shown;
  return {
    ...toPlace(workspace, base, place),
    code: problem.code,
    severity,
    message: problem.message,
    url: pageOf(problem.code),
    related: related.map((it) => ({ ...toPlace(workspace, base, it.place), message: it.message })),
    source: fileAt(workspace, place.path)?.text ?? "",
  };
}

/** Lines and columns from 1. */
function toPlace(workspace: Workspace, base: string, { path, span }: Place): FindingPlace {
  const file = fileAt(workspace, path);
  const range = file && toRange(file, span);
  return {
    file: relative(base, path).replaceAll("\\", "/"),
    line: (range?.start.line ?? 0) + 1,
    column: (range?.start.character ?? 0) + 1,
    endLine: (range?.end.line ?? 0) + 1,
    endColumn: (range?.end.character ?? 0) + 1,
  };
}

const byPlace = (a: Finding, b: Finding): number =>
  a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column;
