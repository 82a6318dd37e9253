import { type ByteText, quoteBytes } from "./escapes.ts";

/**
 * What Go says against an address in square brackets, which must be one of IPv6.
 *
 * https://github.com/golang/go/blob/go1.26.0/src/net/netip/netip.go
 */
export function ipLiteralMistake(address: ByteText): string | undefined {
  const sign = /[.:%]/.exec(address)?.[0];
  const mistake =
    sign === "."
      ? fourthVersion(address)
      : sign === ":"
        ? sixthVersion(address)
        : { what: sign === "%" ? "missing IPv6 address" : "unable to parse IP" };
  if (mistake === undefined) return sign === "." ? "invalid IP-literal" : undefined;
  const where = mistake.at ? ` (at ${quoteBytes(mistake.at)})` : "";
  return `invalid host: ParseAddr(${quoteBytes(address)}): ${mistake.what}${where}`;
}

interface Mistake {
  readonly what: string;
  readonly at?: ByteText;
}

function fourthVersion(text: ByteText): Mistake | undefined {
  let field = "";
  let fields = 0;
  for (const [index, character] of [...text].entries()) {
    if (/[0-9]/.test(character)) {
      if (field === "0") return { what: "IPv4 field has octet with leading zero" };
      field += character;
      if (Number(field) > 255) return { what: "IPv4 field has value >255" };
    } else if (character !== ".") {
      return { what: "unexpected character", at: text.slice(index) };
    } else {
      if (field === "" || index === text.length - 1) {
        return { what: "IPv4 field must have at least one digit", at: text.slice(index) };
      }
      if (fields === 3) return { what: "IPv4 address too long" };
      fields++;
      field = "";
    }
  }
  return fields < 3 ? { what: "IPv4 address too short" } : undefined;
}

function sixthVersion(address: ByteText): Mistake | undefined {
  const percent = address.indexOf("%");
  if (percent === address.length - 1) return { what: "zone must be a non-empty string" };
  let rest = percent < 0 ? address : address.slice(0, percent);
  let hasGap = rest.startsWith("::");
  if (hasGap) rest = rest.slice(2);
  if (hasGap && rest === "") return undefined;
  let fields = 0;
  while (fields < 8) {
    const digits = /^[0-9A-Fa-f]*/.exec(rest)?.[0] ?? "";
    if (digits.length > 4) return { what: "each group must have 4 or less digits", at: rest };
    if (digits === "") return { what: NO_DIGIT, at: rest };
    if (rest[digits.length] === ".") {
      if (!hasGap && fields !== 6) return { what: MISPLACED, at: rest };
      if (fields > 6) return { what: NO_ROOM, at: rest };
      const mistake = fourthVersion(rest);
      if (mistake) return mistake;
      fields += 2;
      rest = "";
      break;
    }
    fields++;
    rest = rest.slice(digits.length);
    if (rest === "") break;
    if (rest[0] !== ":") return { what: "unexpected character, want colon", at: rest };
    if (rest === ":") return { what: "colon must be followed by more characters", at: rest };
    rest = rest.slice(1);
    if (rest[0] !== ":") continue;
    if (hasGap) return { what: "multiple :: in address", at: rest };
    hasGap = true;
    rest = rest.slice(1);
    if (rest === "") break;
  }
  if (rest !== "") return { what: "trailing garbage after address", at: rest };
  if (fields < 8) return hasGap ? undefined : { what: "address string too short" };
  return hasGap ? { what: "the :: must expand to at least one field of zeros" } : undefined;
}

const NO_DIGIT = "each colon-separated field must have at least one digit";

const MISPLACED = "embedded IPv4 address must replace the final 2 fields of the address";

const NO_ROOM = "too many hex fields to fit an embedded IPv4 at the end of the address";
