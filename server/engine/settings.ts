import type { Severity } from "./rules/rule.ts";

/** What a person may choose; handed to the engine as a value, never read by it. */
export interface Settings {
  /** `auto` leaves plain schema findings to another YAML extension where one is active. */
  readonly schemaValidation: "auto" | "always" | "never";
  /** Is there another extension that checks YAML against schemas? */
  readonly otherYamlExtension: boolean;
  /** Severity by rule code. */
  readonly rules: Readonly<Record<string, Severity | "off">>;
  /**
   * Which folder holds the files of a source: `GitRepository/flux-system/apps` → a path inside the workspace; or of a
   * repository: `https://github.com/acme/base` → a path anywhere (`standIns.ts`).
   */
  readonly sources: Readonly<Record<string, string>>;
}

export const defaultSettings: Settings = {
  schemaValidation: "auto",
  otherYamlExtension: false,
  rules: {},
  sources: {},
};
