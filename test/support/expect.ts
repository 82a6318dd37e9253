import { checker, drain } from "../../server/engine/rules/checker.ts";
import { present, type Shown } from "../../server/engine/rules/present.ts";
import type { Rule } from "../../server/engine/rules/rule.ts";
import type { SchemaCatalogue } from "../../server/engine/schema/catalogue.ts";
import { defaultSettings, type Settings } from "../../server/engine/settings.ts";
import {
  emptyWorkspace,
  filesOf,
  type Root,
  type Workspace,
} from "../../server/engine/workspace.ts";
import { changedAndBuilt } from "./built.ts";
import { readFixture } from "./fixture.ts";
import type { Mark } from "./marks.ts";
import { sameMarks } from "./sameMarks.ts";

/** What a test may say about the world around its files. */
export interface World {
  readonly settings?: Partial<Settings>;
  readonly roots?: readonly Root[];
  readonly catalogue?: SchemaCatalogue;
}

/** Every problem of the fixture is marked, and nothing else. A label says as much as it wants, see `labelsOf`. */
export function expectProblems(source: string, world: World = {}): void {
  expectThose(source, world, () => true);
}

/** As `expectProblems`, for the problems of one rule alone. */
export const expectProblemsOf =
  (rule: Pick<Rule, "code">) =>
  (source: string, world: World = {}): void =>
    expectThose(source, world, ({ problem }) => problem.code === rule.code);

/** Problems as marks, each with that of its labels which `expected` has at its place. */
export function problemMarks(
  problems: readonly Shown[],
  expected: readonly Mark[],
): readonly Mark[] {
  return problems.map((shown) => {
    const { path, span } = shown.place;
    const near = expected.filter((it) => it.path === path && it.span.start === span.start);
    const labels = labelsOf(shown);
    const label = labels.find((it) => near.some((mark) => mark.label === it)) ?? labels[0];
    return { path, span, label };
  });
}

/** What a person sees in these files, checked from scratch. */
export function problemsIn(
  files: ReadonlyMap<string, string>,
  world: World = {},
): readonly Shown[] {
  const { workspace, touched } = workspaceOf(files, world);
  const checks = checker();
  for (const it of touched) checks.invalidate(it);
  drain(checks, workspace);
  return [...filesOf(workspace)].flatMap(({ path }) =>
    present(workspace, path, checks.problemsOf(workspace, path)),
  );
}

function workspaceOf(
  files: ReadonlyMap<string, string>,
  { settings, roots, catalogue = noSchemas }: World,
): ReturnType<typeof changedAndBuilt> {
  const empty: Workspace = emptyWorkspace(catalogue, roots, { ...defaultSettings, ...settings });
  return changedAndBuilt(
    empty,
    [...files].map(([path, text]) => ({ path, content: { text } })),
  );
}

const noSchemas: SchemaCatalogue = { find: () => undefined, kinds: [] };

function expectThose(source: string, world: World, which: (shown: Shown) => boolean): void {
  const { files, marks } = readFixture(source);
  sameMarks(files, problemMarks(problemsIn(files, world).filter(which), marks), marks);
}

/** From all to little; a problem without a mark is shown with all. */
function labelsOf({ problem, severity }: Shown): readonly [string, ...string[]] {
  const { code, message } = problem;
  return [
    `${code} (${severity}): ${message}`,
    `${code}: ${message}`,
    `${code} (${severity})`,
    code,
  ];
}
