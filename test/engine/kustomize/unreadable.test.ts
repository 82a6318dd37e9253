import { expect, test } from "vitest";
import { unreadable } from "../../../server/engine/kustomize/unreadable.ts";

/** https://yaml.org/spec/1.1/#c-printable */
const printable: readonly (readonly [number, number])[] = [
  [0x09, 0x0a],
  [0x0d, 0x0d],
  [0x20, 0x7e],
  [0x85, 0x85],
  [0xa0, 0xd7ff],
  [0xe000, 0xfffd],
  [0x10000, 0x10ffff],
];

test("a text may hold just what YAML 1.1 calls printable", () => {
  const isReadable = (point: number) =>
    unreadable(`a: ${String.fromCodePoint(point)}`) === undefined;
  const found: [number, number][] = [];
  let first: number | undefined;
  for (let point = 0; point <= 0x1ffff; point++) {
    const readable = (point < 0xd800 || point > 0xdfff) && isReadable(point);
    if (readable) first ??= point;
    else if (first !== undefined) {
      found.push([first, point - 1]);
      first = undefined;
    }
  }
  if (first !== undefined) found.push([first, 0x10ffff]);
  expect(found).toEqual(printable);
});

test.for([
  ["text", [0x61, 0xc3, 0xa4, 0xf0, 0x9f, 0x98, 0x80], undefined],
  ["an octet that begins nothing", [0x80], "invalid leading UTF-8 octet"],
  ["an end in the middle", [0xc3], "incomplete UTF-8 octet sequence"],
  ["a beginning in the middle", [0xc3, 0xc3], "invalid trailing UTF-8 octet"],
  ["more octets than needed", [0xc0, 0x80], "invalid length of a UTF-8 sequence"],
  ["half of a pair", [0xed, 0xa0, 0x80], "invalid Unicode character"],
] as const)("octets: %s", ([, octets, wanted]) => {
  expect(unreadable(Uint8Array.from(octets))).toBe(wanted);
});
