import { relative } from "node:path";
import { isInside } from "../engine/path.ts";
import { rebuilt } from "../engine/renderings.ts";
import { prepare } from "../engine/rules/check.ts";
import { checker } from "../engine/rules/checker.ts";
import { present, type Shown } from "../engine/rules/present.ts";
import type { Settings } from "../engine/settings.ts";
import type { Place } from "../engine/source.ts";
import {
  applyChange,
  beginBatch,
  emptyWorkspace,
  fileAt,
  filesOf,
  snapshot,
  type Touched,
  type Workspace,
} from "../engine/workspace.ts";
import { builtSchemas } from "../host/builtSchemas.ts";
import type { LoadOptions } from "../host/host.ts";
import { keepMemorySmall } from "../host/memory.ts";
import { defaultConfiguration } from "../lsp/configuration.ts";
import { pageOf, toRange } from "../lsp/convert.ts";
import type { Finding, FindingPlace, Report } from "./formats/report.ts";
import {
  type Attempt,
  dataOnDisk,
  filesOnDisk,
  type Loading,
  loadingOf,
  untilRead,
} from "./loading.ts";
import { progress } from "./progress.ts";
import { remarks } from "./remarks.ts";

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
  const { tell: onFlaw, print } = remarks(options);
  const readWith = { ...loadOptions(options), tell: onFlaw };
  const loading = await loadingOf(options.roots, readWith, options.rules);
  const read = await load(loading);
  print(read.now);
  const now = await untilRead(read.now, withBuilds, (wanted) => dataOnDisk(loading, wanted));
  const workspace = { ...read, now };
  const checks = checker("once");
  checks.invalidate(workspace.touched);
  const tell = progress("Checking");
  let done = 0;
  for (let path = checks.next(); path !== undefined; path = checks.next()) {
    checks.step(workspace.now, path);
    done++;
    tell(done);
  }
  tell.end();
  const paths = [...filesOf(workspace.now)]
    .map((it) => it.path)
    .filter((path) => options.roots.some((it) => isInside(path, it)))
    .sort();
  const shown = paths
    .filter((path) => options.only?.some((it) => isInside(path, it)) ?? true)
    .flatMap((path) => present(workspace.now, path, checks.problemsOf(workspace.now, path)));
  return {
    files: paths.length,
    findings: shown.map((it) => toFinding(workspace.now, options.base, it)).sort(byPlace),
  };
}

async function load(loading: Loading): Promise<{ now: Workspace; touched: Touched }> {
  const catalogue = builtSchemas();
  const { roots, settings } = loading;
  const batch = beginBatch(emptyWorkspace(catalogue, roots, settings), prepare(catalogue));
  const tell = progress("Reading");
  let files = 0;
  for await (const portion of filesOnDisk(loading)) {
    for (const change of portion) applyChange(batch, change);
    files += portion.length;
    tell(files);
  }
  tell.end();
  const { workspace, touched } = snapshot(batch);
  return { now: workspace, touched };
}

const loadOptions = ({ exclude, useGitignore }: CheckOptions): LoadOptions => ({
  ...defaultConfiguration.load,
  exclude: [...defaultConfiguration.load.exclude, ...exclude],
  useGitignore,
});

/** With all builds made. */
function withBuilds(before: Workspace): Attempt<Workspace> {
  const { workspace, unread } = rebuilt(before);
  return { value: workspace, workspace, unread };
}

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
