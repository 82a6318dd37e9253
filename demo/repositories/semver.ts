import type { Answer } from "../../server/host/host.ts";

/** The newest of some tags that a range allows; a leading `v` is no part of a version. */
export function newestIn(tags: readonly string[], range: string): Answer<string> {
  const allowed = rangeOf(range);
  if (!allowed) return { problem: `semver parse error: improper constraint: ${range}` };
  const versions = tags.flatMap((tag) => {
    const version = versionOf(tag);
    return version && allowed(version) ? [{ tag, version }] : [];
  });
  const newest = versions.sort((a, b) => compare(a.version, b.version)).at(-1);
  return newest ? { value: newest.tag } : { problem: `no match found for semver: ${range}` };
}

interface Version {
  readonly numbers: readonly [number, number, number];
  readonly before: string;
}

type Allows = (version: Version) => boolean;

function versionOf(text: string): Version | undefined {
  const found = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([0-9A-Za-z.-]+))?(?:\+\S+)?$/.exec(text);
  if (!found) return undefined;
  const [, major, minor = "0", patch = "0", before = ""] = found;
  return { numbers: [Number(major), Number(minor), Number(patch)], before };
}

function compare(a: Version, b: Version): number {
  for (const [index, it] of a.numbers.entries()) {
    const other = b.numbers[index] ?? 0;
    if (it !== other) return it - other;
  }
  if (a.before === b.before) return 0;
  if (a.before === "" || b.before === "") return a.before === "" ? 1 : -1;
  return a.before < b.before ? -1 : 1;
}

/** `||` between alternatives; in one, blanks or commas between conditions that must all hold. */
function rangeOf(range: string): Allows | undefined {
  const alternatives = range.split("||").map((it) => allOf(it.trim()));
  if (alternatives.some((it) => !it)) return undefined;
  return (version) => alternatives.some((it) => it?.(version));
}

function allOf(text: string): Allows | undefined {
  const hyphen = /^(\S+)\s+-\s+(\S+)$/.exec(text);
  const spaced = hyphen ? `>=${hyphen[1]} <=${hyphen[2]}` : text;
  const parts = spaced
    .replace(/([<>=!~^]+)\s+/g, "$1")
    .split(/[\s,]+/)
    .filter((it) => it !== "");
  const conditions = (parts.length === 0 ? ["*"] : parts).map(conditionOf);
  if (conditions.some((it) => !it)) return undefined;
  const mentionsEarly = /\d-[0-9A-Za-z]/.test(text);
  return (version) =>
    (version.before === "" || mentionsEarly) && conditions.every((it) => it?.(version));
}

function conditionOf(text: string): Allows | undefined {
  const [, sign = "", rest = ""] = /^([<>=!~^]*)(.*)$/.exec(text) ?? [];
  const pieces = rest.replace(/^v/, "").split(".");
  const fixed = pieces.findIndex((it) => /^[xX*]$/.test(it));
  const given = fixed < 0 ? pieces.length : fixed;
  const low = versionOf(given === 0 ? "0" : pieces.slice(0, given).join("."));
  if (!low) return undefined;
  const next = (at: number): Version => ({
    numbers: low.numbers.map((it, index) => (index < at ? it : index === at ? it + 1 : 0)) as [
      number,
      number,
      number,
    ],
    before: "",
  });
  const within =
    (at: number): Allows =>
    (it) =>
      compare(it, low) >= 0 && (at < 0 || compare(it, next(at)) < 0);
  const isWhole = given >= 3;
  switch (sign) {
    case "":
    case "=":
      return isWhole ? (it) => compare(it, low) === 0 : within(given - 1);
    case "!=":
      return (it) => !(isWhole ? compare(it, low) === 0 : within(given - 1)(it));
    case ">":
      return isWhole || given === 0
        ? (it) => compare(it, low) > 0
        : (it) => compare(it, next(given - 1)) >= 0;
    case ">=":
      return (it) => compare(it, low) >= 0;
    case "<":
      return (it) => compare(it, low) < 0;
    case "<=":
      return isWhole ? (it) => compare(it, low) <= 0 : (it) => compare(it, next(given - 1)) < 0;
    case "~":
      return within(Math.min(given - 1, 1));
    case "^":
      return within(
        Math.max(
          low.numbers.findIndex((it) => it > 0),
          0,
        ),
      );
    default:
      return undefined;
  }
}
