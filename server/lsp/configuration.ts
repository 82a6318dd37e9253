import { join } from "../engine/path.ts";
import type { Severity } from "../engine/rules/rule.ts";
import { defaultSettings, type Settings } from "../engine/settings.ts";
import type { LoadOptions } from "../host/host.ts";
import { pathOf } from "./uri.ts";

/** Everything that can be chosen, sorted by who wants to know. */
export interface Configuration {
  readonly settings: Settings;
  readonly load: LoadOptions;
  readonly inlayHints: boolean;
  readonly codeLens: boolean;
  /** Does the person trust the workspace? git is run in no other. */
  readonly trusted: boolean;
}

export const defaultConfiguration: Configuration = {
  settings: defaultSettings,
  load: {
    exclude: ["**/archive/**", "**/_archive/**", "**/.archive/**"],
    useGitignore: true,
    maxFileBytes: 2048 * 1024,
  },
  inlayHints: true,
  codeLens: true,
  trusted: true,
};

/** Reads what an editor sends. What is absent or of the wrong shape keeps its default. */
export function configurationOf(sent: unknown, roots: readonly string[]): Configuration {
  const it = objectOf(sent);
  const { settings, load } = defaultConfiguration;
  const validation = it.schemaValidation;
  return {
    settings: {
      schemaValidation:
        validation === "always" || validation === "never" || validation === "auto"
          ? validation
          : settings.schemaValidation,
      otherYamlExtension: it.otherYamlExtension === true,
      rules: severitiesOf(it.rules),
      sources: foldersOf(it.sources, roots),
    },
    load: {
      exclude: Array.isArray(it.exclude)
        ? it.exclude.filter((pattern) => typeof pattern === "string")
        : load.exclude,
      useGitignore: it.useGitignore !== false,
      maxFileBytes:
        typeof it.maxFileSizeKb === "number" && it.maxFileSizeKb > 0
          ? it.maxFileSizeKb * 1024
          : load.maxFileBytes,
    },
    inlayHints: objectOf(it.inlayHints).enabled !== false,
    codeLens: objectOf(it.codeLens).enabled !== false,
    trusted: it.trusted !== false,
  };
}

const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

const SEVERITIES: readonly unknown[] = ["error", "warning", "information", "hint", "off"];

const severitiesOf = (value: unknown): Record<string, Severity | "off"> =>
  Object.fromEntries(
    Object.entries(objectOf(value)).filter((it): it is [string, Severity | "off"] =>
      SEVERITIES.includes(it[1]),
    ),
  );

/** Folders as people write them: a URI, an absolute path, or relative to the first folder of the workspace. */
function foldersOf(value: unknown, roots: readonly string[]): Record<string, string> {
  const out: Record<string, string> = {};
  for (const [source, folder] of Object.entries(objectOf(value))) {
    if (typeof folder !== "string") continue;
    const bare = folder.replaceAll("\\", "/").replace(/\/+$/, "");
    if (/^[a-z][a-z0-9+.-]+:\/\//i.test(bare)) out[source] = pathOf(bare);
    else if (bare.startsWith("/") || /^[a-z]:/i.test(bare)) out[source] = bare;
    else out[source] = join(roots[0] ?? "", bare);
  }
  return out;
}
