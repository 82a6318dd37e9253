import { createHash } from "node:crypto";
import { type Fields, json } from "../api/json.ts";
import { essential } from "./essential.ts";
import { isSecret, masked, REDACTED } from "./masked.ts";

/** The two sides of a difference, as they may be shown; an absent side does not exist. */
export interface Comparison {
  readonly live: Fields | undefined;
  readonly wanted: Fields;
}

/** An object of a build, as the language server tells it. */
export interface Built {
  readonly object: Fields;
  /** By key of a Secret: see `protocol/builtObject.ts`. */
  readonly digests: Readonly<Record<string, string>>;
  readonly salt: string;
}

/**
 * What is asked of the API server: the built object, with the values of a Secret that are the same
 * as they are, and others where they are not. What a Secret really should hold never gets here.
 */
export function dryRunOf({ object, digests, salt }: Built, live: Fields | undefined): Fields {
  if (!isSecret(object)) return object;
  const now = json.fields(live?.data);
  const data = Object.keys(json.fields(object.data)).map((key) => {
    const value = json.text(now[key]);
    const isSame =
      value !== undefined && (digests[key] ?? digestOf(salt, value)) === digestOf(salt, value);
    return [key, isSame ? value : someJson] as const;
  });
  return { ...object, data: Object.fromEntries(data) };
}

/** `{}`: some types of Secrets must hold JSON. */
const someJson = "e30=";

const digestOf = (salt: string, value: string): string =>
  createHash("sha256")
    .update(salt + Buffer.from(value, "base64").toString("base64"))
    .digest("hex");

/**
 * Both sides without what the server alone writes, with Secrets masked.
 *
 * @param wanted what the dry run says would be
 */
export function comparison(live: Fields | undefined, wanted: Fields): Comparison {
  const [left, right] = isSecret(wanted) ? maskedPair(live, wanted) : [live, wanted];
  const shown = essential(right);
  const before = left && essential(left);
  return { live: before && (alike(before, shown) as Fields), wanted: shown };
}

/** Values of a Secret that differ are told apart without being told. */
function maskedPair(
  live: Fields | undefined,
  wanted: Fields,
): readonly [Fields | undefined, Fields] {
  const now = json.fields(live?.data);
  const then = json.fields(wanted.data);
  const side = (own: Fields, other: Fields, name: string): Fields =>
    Object.fromEntries(
      Object.entries(own).map(([key, value]) => [
        key,
        Object.hasOwn(other, key) && other[key] !== value ? `${REDACTED} (${name})` : REDACTED,
      ]),
    );
  return [
    live && { ...masked(live), data: side(now, then, "live") },
    { ...masked(wanted), data: side(then, now, "working tree") },
  ];
}

/** What a build took from a Secret is masked there; the same place of the other side must not tell it. */
function alike(left: unknown, right: unknown): unknown {
  if (isMasked(right)) return isMasked(left) ? left : REDACTED;
  if (Array.isArray(left) && Array.isArray(right)) return alikeItems(left, right);
  if (!isFields(left) || !isFields(right)) return left;
  return Object.fromEntries(
    Object.entries(left).map(([key, value]) => [key, alike(value, right[key])]),
  );
}

/** Items are met again by their name, others by what they are: one that is not met may be the masked one. */
function alikeItems(left: readonly unknown[], right: readonly unknown[]): readonly unknown[] {
  const isHiding = right.some(isMasked);
  return left.map((it, index) => {
    const name = json.at(it, "name");
    const named =
      name === undefined ? undefined : right.find((other) => json.at(other, "name") === name);
    if (isHiding && typeof it === "string" && !right.includes(it)) return REDACTED;
    return alike(it, named ?? (isHiding ? undefined : right[index]));
  });
}

const isMasked = (value: unknown): boolean =>
  typeof value === "string" && value.startsWith(REDACTED);

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
