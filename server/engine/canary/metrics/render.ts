import { QUERY_FUNCTIONS, type QueryModel } from "./model.ts";
import { type Parsed, parse } from "./template/parse.ts";
import { run } from "./template/run.ts";

/** A rendered query; what Flagger says against the template; or what of Go's language is not understood here. */
export type Rendered =
  | { readonly text: string }
  | { readonly error: string }
  | { readonly unsupported: string };

/**
 * Renders a query as Flagger does.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/metrics/observers/render.go
 */
export function render(template: string, model: QueryModel): Rendered {
  const parsed = known(template);
  if ("error" in parsed) return { error: `template parsing failed: ${parsed.error}` };
  if ("unsupported" in parsed) return parsed;
  const ran = run(parsed.statements, template, { ...model });
  // The spelling is Flagger's.
  return "error" in ran ? { error: `template excution failed: ${ran.error}` } : ran;
}

/** What to show for a query that is sent. */
export const textOf = (
  rendered: { readonly text: string } | { readonly unsupported: string },
): string =>
  "text" in rendered ? rendered.text : `(cannot be rendered here: ${rendered.unsupported})`;

const FUNCTIONS: ReadonlySet<string> = new Set(QUERY_FUNCTIONS.map((it) => it.name));

/** A rollout renders the same few templates in every tick. */
const MOST_KNOWN = 64;
const parsedOnes = new Map<string, Parsed>();

function known(template: string): Parsed {
  const found = parsedOnes.get(template);
  if (found) return found;
  if (parsedOnes.size >= MOST_KNOWN) parsedOnes.clear();
  const parsed = parse(template, FUNCTIONS);
  parsedOnes.set(template, parsed);
  return parsed;
}
