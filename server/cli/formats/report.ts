import type { Severity } from "../../engine/rules/rule.ts";

/** What a check found. */
export interface Report {
  /** How many files there are. */
  readonly files: number;
  readonly findings: readonly Finding[];
}

/** A range in a file; lines and columns count from 1, the end is exclusive. */
export interface FindingPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface Finding extends FindingPlace {
  readonly code: string;
  readonly severity: Severity | "off";
  readonly message: string;
  /** The page about the code. */
  readonly url: string;
  readonly related: readonly (FindingPlace & { readonly message: string })[];
  /** Text of the whole file. */
  readonly source: string;
}

/** A report as text. */
export type Format = (report: Report) => string;
