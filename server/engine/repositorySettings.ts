import { get, itemsOf, mappingOf, textOf } from "./node.ts";
import type { Severity } from "./rules/rule.ts";
import { parseDocument, splitDocuments } from "./yaml.ts";

/** What a repository says about itself in `.flightpath.yaml`. */
export interface RepositorySettings {
  /** Severity by rule code. */
  readonly rules: Readonly<Record<string, Severity | "off">>;
  /** Patterns in the syntax of .gitignore: files that exist but are not read. */
  readonly exclude: readonly string[];
  /** Source, or URL of a repository → folder, absolute or relative to the folder of the file. */
  readonly sources: Readonly<Record<string, string>>;
  /** Flags of a Flagger that is installed elsewhere, named as in the values of its chart: `meshProvider`. */
  readonly flagger: Readonly<Record<string, string>>;
  /** One sentence for each thing in the file that is not understood. */
  readonly problems: readonly string[];
}

/** The file in which a repository keeps its settings, in its top folder. */
export const REPOSITORY_SETTINGS = ".flightpath.yaml";

export const SEVERITIES: readonly string[] = ["error", "warning", "information", "hint", "off"];

/** Total: what is not understood is named in `problems` and otherwise passed over. */
export function repositorySettingsOf(text: string): RepositorySettings {
  const document = splitDocuments(text)[0]?.document;
  const { root, errors } = document ? parseDocument(document) : { root: undefined, errors: [] };
  const problems = errors.map((it) => `it is not valid YAML: ${it.message}`);
  const rules: Record<string, Severity | "off"> = {};
  for (const { key, value } of mappingOf(get(root, "rules"))?.entries ?? []) {
    const severity = severityOf(textOf(value));
    if (severity) rules[key.text] = severity;
    else problems.push(`rules.${key.text} wants one of ${SEVERITIES.join(", ")}.`);
  }
  const sources: Record<string, string> = {};
  for (const { key, value } of mappingOf(get(root, "sources"))?.entries ?? []) {
    const folder = textOf(value);
    if (folder !== undefined) sources[key.text] = folder;
    else problems.push(`sources.${key.text} wants the folder that holds its files.`);
  }
  const flagger: Record<string, string> = {};
  for (const { key, value } of mappingOf(get(root, "flagger"))?.entries ?? []) {
    const text = textOf(value);
    if (text !== undefined) flagger[key.text] = text;
    else problems.push(`flagger.${key.text} wants the value of that flag, as a text.`);
  }
  for (const { key } of mappingOf(root)?.entries ?? []) {
    if (!["rules", "exclude", "sources", "flagger"].includes(key.text)) {
      problems.push(`"${key.text}" is no setting; there are rules, exclude, sources and flagger.`);
    }
  }
  const exclude = itemsOf(get(root, "exclude")).flatMap((it) => textOf(it) ?? []);
  return { rules, exclude, sources, flagger, problems };
}

/** A bare `off` is false to readers of YAML 1.1; people mean the word. */
const severityOf = (text: string | undefined): Severity | "off" | undefined =>
  text === "false" || text === "off"
    ? "off"
    : SEVERITIES.includes(text ?? "")
      ? (text as Severity)
      : undefined;
