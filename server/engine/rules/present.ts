import { lineEnd, lineStart } from "../lines.ts";
import { memo } from "../memo.ts";
import { parsed } from "../parsed.ts";
import { isInside, join } from "../path.ts";
import { absolute } from "../place.ts";
import { REPOSITORY_SETTINGS, repositorySettingsOf } from "../repositorySettings.ts";
import type { Settings } from "../settings.ts";
import type { Place } from "../source.ts";
import { fileAt, type Workspace, type WorkspaceFile } from "../workspace.ts";
import type { YamlDocument } from "../yaml.ts";
import type { Problem } from "./check.ts";
import type { Severity } from "./rule.ts";
import { schemaRules } from "./schemaRules.ts";

/** A problem as people see it: after settings and suppressions, at its place in the file as it is now. */
export interface Shown {
  readonly problem: Problem;
  readonly severity: Severity;
  readonly place: Place;
  readonly related: readonly { readonly place: Place; readonly message: string }[];
}

/** Which problems of a file are shown, and how severe. Comments in the file outrank `.flightpath.yaml`, that the settings. */
export function present(
  workspace: Workspace,
  path: string,
  problems: readonly Problem[],
): readonly Shown[] {
  const file = fileAt(workspace, path);
  if (!file || problems.length === 0) return [];
  const chosen = severitiesFor(workspace, path);
  return problems.flatMap((problem) => {
    const severity = chosen[problem.code] ?? problem.severity;
    const place = absolute(file, problem.place);
    if (severity === "off" || !place) return [];
    if (isLeftToOthers(workspace.settings, problem.code)) return [];
    if (isSuppressed(problem.place.document, problem)) return [];
    const related = problem.related.flatMap((it) => {
      const at = absolute(fileAt(workspace, it.place.path), it.place);
      return at ? [{ place: at, message: it.message }] : [];
    });
    return [{ problem, severity, place, related: related.sort(byPlace) }];
  });
}

const byPlace = (a: { readonly place: Place }, b: { readonly place: Place }): number =>
  a.place.path === b.place.path
    ? a.place.span.start - b.place.span.start
    : a.place.path < b.place.path
      ? -1
      : 1;

const isSchemaCode = (code: string): boolean => schemaRules.some((it) => it.code === code);

/** Another extension that checks YAML has said it already. */
function isLeftToOthers({ schemaValidation, otherYamlExtension }: Settings, code: string): boolean {
  if (!isSchemaCode(code)) return false;
  return schemaValidation === "never" || (schemaValidation === "auto" && otherYamlExtension);
}

function severitiesFor(workspace: Workspace, path: string): Settings["rules"] {
  const root = workspace.roots.find((it) => isInside(path, it.path));
  const file = root && fileAt(workspace, join(root.path, REPOSITORY_SETTINGS));
  return file ? { ...workspace.settings.rules, ...rulesIn(file) } : workspace.settings.rules;
}

const rulesIn = memo((file: WorkspaceFile) => repositorySettingsOf(file.text ?? "").rules);

/** `# flightpath-ignore` or `# flightpath-ignore: code, code` on the line of the problem or alone on the one above. */
function isSuppressed(document: YamlDocument, problem: Problem): boolean {
  if (!document.text.includes("flightpath-ignore")) return false;
  const { text } = document;
  const { start: offset } = problem.place.span;
  const line = lineStart(text, offset);
  const end = lineEnd(text, offset);
  const above = line === 0 ? 0 : lineStart(text, line - 1);
  return parsed(document).comments.some(({ span, text: comment }) => {
    const codes = /^#+\s*flightpath-ignore(?:\s*:\s*(.*))?\s*$/.exec(comment.trim());
    if (!codes) return false;
    const named = codes[1]?.split(/[\s,]+/).filter(Boolean) ?? [];
    if (named.length > 0 && !named.includes(problem.code)) return false;
    if (line <= span.start && span.start <= end) return true;
    const isAlone = text.slice(above, span.start).trim() === "";
    return above <= span.start && span.start < line && isAlone;
  });
}
