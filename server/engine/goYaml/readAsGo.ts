import { attempt, type Fault } from "./fault.ts";
import { readDocument } from "./grammar.ts";
import { newScanner, type Version } from "./scanner.ts";

/** What go-yaml makes of a text. Offsets count UTF-16 units. */
export interface GoReading {
  /** Where the first document ends; whatever stands behind it is not looked at. */
  readonly end: number;
  readonly fault: GoFault | undefined;
}

/** Why go-yaml does not read a text. */
export interface GoFault {
  /** With the line, counted from 1, where it tells one: `line 4: did not find expected key`. */
  readonly message: string;
  readonly at: number;
}

/**
 * Whether go-yaml reads the first document of a text. It mirrors scanner and parser of https://github.com/yaml/go-yaml, 2.4 and
 * 3.0, which are stricter than YAML 1.2 here and more lenient there. Keys that stand twice are not looked for.
 */
export function readAsGo(text: string, version: Version): GoReading {
  const read = attempt(() => readDocument(newScanner(text, version)));
  if ("value" in read) return { end: read.value, fault: undefined };
  const { fault } = read;
  return { end: text.length, fault: { message: told(fault, version), at: fault.problem.at } };
}

/** Version 2 tells the line of the problem, version 3 that of the construct around; the other one where that is the first. */
function told({ words, part, problem, context }: Fault, version: Version): string {
  if (part === "tree") return words;
  const inner = problem.line;
  const outer = context?.line ?? 0;
  const line = version === 3 ? outer || inner : inner || outer;
  if (line === 0) return words;
  const isCounted = part === "scanner" && (version === 3 || inner > 0);
  return `line ${isCounted ? line + 1 : line}: ${words}`;
}
