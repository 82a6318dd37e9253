import type { Location } from "../locate.ts";
import type { Span } from "../source.ts";
import { code } from "./markdown.ts";

/**
 * `${name}` under the cursor, in words. What it becomes is known only once the file is built, so nothing is claimed
 * but how substitution reads it (flux.md §2.6).
 */
export function variableAt({
  document,
  node,
  offset,
}: Location): { readonly markdown: string; readonly span: Span } | undefined {
  if (node?.kind !== "scalar" || !node.text.includes("${")) return undefined;
  const { start, end } = node.span;
  for (const match of document.text.slice(start, end).matchAll(VARIABLE)) {
    const [text, dollar = "", name = "", rest = ""] = match;
    const span = { start: start + match.index, end: start + match.index + text.length };
    if (offset < span.start || span.end < offset) continue;
    if (dollar === "$$") {
      return { markdown: `Escaped: stays as ${code(text.slice(1))} in the cluster.`, span };
    }
    const usual = /^:?[-=](.*)$/s.exec(rest)?.[1];
    const otherwise = usual === undefined ? "" : `, or ${code(usual)} where it has none`;
    const markdown = `Variable ${code(name)}. A Flux Kustomization with ${code("postBuild")} puts its value here when it applies this file${otherwise}.`;
    return { markdown, span };
  }
  return undefined;
}

/** A name, and what follows it up to the brace; defaults may hold variables of their own. */
const VARIABLE = /(\$\$?)\{([A-Za-z_][A-Za-z0-9_]*)((?:[^{}]|\$\{[^{}]*\})*)\}/g;
