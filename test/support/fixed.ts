import { applied } from "../../server/engine/edits/textEdit.ts";
import { editsOf } from "../../server/engine/edits.ts";
import { checker, drain } from "../../server/engine/rules/checker.ts";
import type { Fix, Rule } from "../../server/engine/rules/rule.ts";
import { defaultSettings } from "../../server/engine/settings.ts";
import { viewOf } from "../../server/engine/view.ts";
import { emptyWorkspace, fileAt, filesOf } from "../../server/engine/workspace.ts";
import { changedAndBuilt } from "./built.ts";
import type { World } from "./expect.ts";
import { readFixture } from "./fixture.ts";

/**
 * The file of the first finding of a rule with all the edits of its first fix made, other files too where the fix
 * changes those: one text for all that changed. `undefined` where there is no finding, no fix, or it cannot be made.
 */
export function fixed(
  { code }: Pick<Rule, "code">,
  source: string,
  { settings, roots, catalogue = { find: () => undefined, kinds: [] } }: World = {},
): string | undefined {
  const empty = emptyWorkspace(catalogue, roots, { ...defaultSettings, ...settings });
  const { workspace, touched } = changedAndBuilt(
    empty,
    [...readFixture(source).files].map(([path, text]) => ({ path, content: { text } })),
  );
  const checks = checker();
  for (const it of touched) checks.invalidate(it);
  drain(checks, workspace);
  const problems = [...filesOf(workspace)].flatMap(({ path }) =>
    checks.problemsOf(workspace, path),
  );
  const fix: Fix | undefined = problems.find((it) => it.code === code)?.fixes[0];
  const does = fix && editsOf(viewOf(workspace), fix.changes);
  if (!does) return undefined;
  const texts = [...new Set(does.edits.map((it) => it.place.path))].map((path) => {
    const edits = does.edits.filter((it) => it.place.path === path);
    return applied(
      fileAt(workspace, path)?.text ?? "",
      edits.map((it) => ({ span: it.place.span, text: it.text })),
    );
  });
  return texts.join("");
}
