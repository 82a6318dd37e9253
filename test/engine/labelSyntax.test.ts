import { expect, test } from "vitest";
import {
  LABEL_WORDS,
  labelKeyMistakes,
  labelValueMistakes,
} from "../../server/engine/labelSyntax.ts";

/** A sentence without its example and its pattern. */
const short = (mistakes: Iterable<string>): string =>
  [...mistakes].map((it) => it.replace(/ \(e\.g\. .*? is '.*?'\)/g, "")).join("; ");

const CHARACTERS =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";

const PREFIXED = "with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";

const LOWER =
  "must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";

test.for([
  ["app.kubernetes.io/name", "", ""],
  [
    "a/b/c",
    `a valid label key ${CHARACTERS} ${PREFIXED}`,
    `a qualified name ${CHARACTERS} ${PREFIXED}`,
  ],
  [
    "A/b",
    `prefix part a lowercase RFC 1123 subdomain ${LOWER}`,
    `prefix part a DNS-1123 subdomain ${LOWER}`,
  ],
  [
    `${"a".repeat(254)}/b`,
    "prefix part must be no more than 253 bytes",
    "prefix part must be no more than 253 characters",
  ],
  ["/b", "prefix part must be non-empty", "prefix part must be non-empty"],
  [
    "a/",
    `name part must be non-empty; name part ${CHARACTERS}`,
    `name part must be non-empty; name part ${CHARACTERS}`,
  ],
  ["a".repeat(63), "", ""],
  [
    "ä".repeat(32),
    `name part must be no more than 63 bytes; name part ${CHARACTERS}`,
    `name part must be no more than 63 characters; name part ${CHARACTERS}`,
  ],
] as const)("the key %s", ([key, kubernetes, kustomize]) => {
  expect(short(labelKeyMistakes(key, LABEL_WORDS.kubernetes))).toBe(kubernetes);
  expect(short(labelKeyMistakes(key, LABEL_WORDS.kustomize))).toBe(kustomize);
});

test.for([
  ["", ""],
  ["1.2_x", ""],
  ["a".repeat(63), ""],
  ["a".repeat(64), "must be no more than 63 bytes"],
  [
    "x-",
    `a valid label must be an empty string or ${CHARACTERS.replace("must consist", "consist")}`,
  ],
] as const)("the value '%s'", ([value, told]) => {
  expect(short(labelValueMistakes(value, LABEL_WORDS.kubernetes))).toBe(told);
});
