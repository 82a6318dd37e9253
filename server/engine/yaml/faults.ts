import type { YamlError } from "../yaml.ts";

/** An error as the library reports it. */
export interface Fault {
  readonly code: string;
  readonly pos: readonly [number, number];
  readonly message: string;
}

/** The library's faults in our words, ours before them, at most one a line, in order. */
export function sentences(
  text: string,
  faults: readonly Fault[],
  own: readonly YamlError[],
): readonly YamlError[] {
  const taken = new Set(own.map((it) => lineOf(text, it.span.start)));
  const errors = [...own];
  for (const fault of faults) {
    const start = Math.min(fault.pos[0], text.length);
    const line = lineOf(text, start);
    if (taken.has(line)) continue;
    taken.add(line);
    const end = Math.max(start, Math.min(fault.pos[1], text.length));
    errors.push({ code: "yaml-syntax", span: { start, end }, message: fault.message });
  }
  return errors.sort((a, b) => a.span.start - b.span.start);
}

function lineOf(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1);
}
