import { editsOf, type FileEdits } from "../edits.ts";
import { isInside, join } from "../path.ts";
import { REPOSITORY_SETTINGS } from "../repositorySettings.ts";
import type { Shown } from "../rules/present.ts";
import type { Fix } from "../rules/rule.ts";
import type { Span } from "../source.ts";
import { type View, viewOf } from "../view.ts";
import type { Workspace } from "../workspace.ts";
import { suppression } from "./suppression.ts";

/** Something a person may have done about a problem. */
export interface CodeAction {
  readonly title: string;
  readonly does: FileEdits;
  /** The one right thing to do. */
  readonly preferred: boolean;
  /** What it is about; several where it mends all of a kind. */
  readonly problems: readonly Shown[];
}

/**
 * What can be done about the problems that touch a range: their fixes, all of one code in the file at once, a comment
 * that silences one, and switching its rule off for the repository. `shown`: all problems of the file.
 */
export function codeActions(
  workspace: Workspace,
  path: string,
  within: Span,
  shown: readonly Shown[],
): readonly CodeAction[] {
  const view = viewOf(workspace);
  const here = shown.filter(({ place: { span } }) => meets(span, within));
  return [
    ...here.flatMap((it) => fixes(view, it)),
    ...codesOf(here).flatMap((code) => fixAll(view, code, shown)),
    ...distinctLines(here).flatMap((it) => suppress(view, it)),
    ...codesOf(here).flatMap((code) => switchOff(view, path, code, here)),
  ];
}

const meets = (a: Span, b: Span): boolean => a.start <= b.end && b.start <= a.end;

const codesOf = (shown: readonly Shown[]): readonly string[] => [
  ...new Set(shown.map((it) => it.problem.code)),
];

function fixes(view: View, it: Shown): readonly CodeAction[] {
  return it.problem.fixes.flatMap(({ title, changes, preferred }) => {
    const does = editsOf(view, changes);
    return does ? [{ title, does, preferred: preferred ?? false, problems: [it] }] : [];
  });
}

/** Only what has one right fix can be mended without looking. */
function fixAll(view: View, code: string, shown: readonly Shown[]): readonly CodeAction[] {
  const mendable = shown.filter((it) => it.problem.code === code && rightFix(it) !== undefined);
  if (mendable.length < 2) return [];
  const changes = mendable.flatMap((it) => rightFix(it)?.changes ?? []);
  const does = editsOf(view, changes);
  const title = `Fix all ${mendable.length} of ${code} in this file`;
  return does ? [{ title, does, preferred: false, problems: mendable }] : [];
}

function rightFix({ problem: { fixes } }: Shown): Fix | undefined {
  const preferred = fixes.filter((it) => it.preferred);
  if (preferred.length === 1) return preferred[0];
  return fixes.length === 1 ? fixes[0] : undefined;
}

/** Two findings of one code on one line are silenced by one comment. */
function distinctLines(here: readonly Shown[]): readonly Shown[] {
  const seen = new Set<string>();
  return here.filter(({ problem, place }) => {
    const key = `${problem.code} ${place.span.start}`;
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}

function suppress(view: View, it: Shown): readonly CodeAction[] {
  const { code, place } = it.problem;
  const edit = suppression(view, place, code);
  if (!edit) return [];
  const does = { edits: [edit], creates: [], moves: [] };
  return [{ title: `Suppress ${code} here`, does, preferred: false, problems: [it] }];
}

/** In the settings of the repository, which are made where there are none yet. */
function switchOff(
  view: View,
  path: string,
  code: string,
  here: readonly Shown[],
): readonly CodeAction[] {
  const root = view.roots.find((it) => isInside(path, it.path));
  if (!root) return [];
  const file = join(root.path, REPOSITORY_SETTINGS);
  const does = settingsEdits(view, file, code);
  const problems = here.filter((it) => it.problem.code === code);
  const title = `Turn ${code} off in ${REPOSITORY_SETTINGS}`;
  return does ? [{ title, does, preferred: false, problems }] : [];
}

function settingsEdits(view: View, path: string, code: string): FileEdits | undefined {
  const document = view.file(path)?.documents[0]?.document;
  if (!document) {
    const text = `rules:\n  ${code}: off\n`;
    return editsOf(view, [{ type: "create", path, text }]);
  }
  const resource = { path, document, at: [] };
  return (
    editsOf(view, [{ type: "replace", resource, at: ["rules", code], on: "value", text: "off" }]) ??
    editsOf(view, [{ type: "insert", resource, at: ["rules"], text: `${code}: off` }])
  );
}
