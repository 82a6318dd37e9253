/** The part of a controller's message that tells what is wrong, on one line and short enough to read. */
export function essence(message: string): string {
  let text = (message.split("\n").find((it) => it.trim() !== "") ?? "").trim();
  const ill = illOnes(text);
  if (ill.length > 0)
    return shortened(ill.map(({ what, status }) => `${what} is ${status}`).join("; "));
  for (const [wrapping, rest] of wrappings) text = text.replace(wrapping, rest);
  return shortened(text);
}

/** What a failed health check waited for. */
export function illOnes(message: string): readonly { what: string; status: string }[] {
  return [...message.matchAll(/'?([A-Z]\w*(?:\/[^\s/,[\]']+){1,2}) status: '([^']+)'/g)].map(
    ([, what = "", status = ""]) => ({ what, status }),
  );
}

/** What controllers put around the words that matter, and what is left of it. */
const wrappings: readonly (readonly [RegExp, string])[] = [
  [
    /^health check failed after (\S+): client rate limiter .+$/,
    "health checks ran out of time after $1",
  ],
  [/^(\S+) dry-run failed(?: \(\w+\))?: (.+)$/, "$1: $2"],
  [/^failed to checkout and determine revision: (.+)$/, "$1"],
  [/^(?:Helm )?\w+ failed for release (\S+) with chart \S+: (.+)$/, "$1: $2"],
  [/^kustomize build failed: (.+)$/, "$1"],
  [/^accumulating resources: accumulation err='\w+ resources from '([^']+)': (.+)$/, "$1: $2"],
  [/^(\S+: .+?)': must build at directory: .+$/, "$1"],
  [/^(\S+): .+?': couldn't make target for path '[^']+': (.+)$/, "$1: $2"],
  [/^post build failed for '([^.']+)\.[^/']*\/([^']+)': (.+)$/, "$1 $2: $3"],
  [/: envsubst error: (?:variable substitution failed: )?/, ": "],
  [/admission webhook "[^"]+" denied the request: /, ""],
];

const longest = 240;

function shortened(message: string): string {
  const text = message.replace(/\p{Cc}+/gu, " ").trim();
  if (text.length <= longest) return text;
  const cut = text.slice(0, longest);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), longest - 40))}…`;
}
