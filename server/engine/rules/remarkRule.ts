import type { Rule } from "./rule.ts";
import type { SchemaRule } from "./schemaRules.ts";

/** Told by builds themselves: the code is that of a `BuildNote` or `Explanation`. */
export type RemarkRule = SchemaRule & Partial<Pick<Rule, "link" | "examples">>;
