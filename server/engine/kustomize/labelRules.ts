import { utf8Length } from "./bytes.ts";
import { goQuote } from "./goQuote.ts";
import { stop } from "./stop.ts";

/** Stops when the text cannot be the key of a label. Mirrors k8s.io/apimachinery/pkg/util/validation. */
export function checkLabelKey(key: string) {
  const mistakes = mistakesOfKey(key);
  if (mistakes.length > 0) stop(`invalid label key ${goQuote(key)}: ${mistakes.join("; ")}`);
}

/** Stops when the text cannot be the value of a label. */
export function checkLabelValue(key: string, value: string) {
  const mistakes: string[] = [];
  if (utf8Length(value) > 63) mistakes.push("must be no more than 63 characters");
  if (!VALUE.test(value)) mistakes.push(VALUE_RULE);
  if (mistakes.length === 0) return;
  stop(`invalid label value: ${goQuote(value)}: at key: ${goQuote(key)}: ${mistakes.join("; ")}`);
}

const NAME = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const VALUE = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;
const DOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

const CHARACTERS =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";

const rule = (text: string, examples: readonly string[], pattern: string) =>
  `${text} (e.g. ${examples.map((it) => `'${it}', `).join(" or ")}regex used for validation is '${pattern}')`;

const NAME_RULE = rule(
  CHARACTERS,
  ["MyName", "my.name", "123-abc"],
  "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]",
);

const VALUE_RULE = rule(
  CHARACTERS.replace("must consist", "a valid label must be an empty string or consist"),
  ["MyValue", "my_value", "12345"],
  "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?",
);

const DOMAIN_RULE = rule(
  "a DNS-1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
  ["example.com"],
  "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*",
);

function mistakesOfKey(key: string): readonly string[] {
  const parts = key.split("/");
  const name = parts.at(-1) ?? "";
  if (parts.length > 2) {
    return [
      `a qualified name ${NAME_RULE} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const mistakes = parts.length === 2 ? mistakesOfPrefix(parts[0] ?? "") : [];
  if (name === "") mistakes.push("name part must be non-empty");
  else if (utf8Length(name) > 63) mistakes.push("name part must be no more than 63 characters");
  if (!NAME.test(name)) mistakes.push(`name part ${NAME_RULE}`);
  return mistakes;
}

function mistakesOfPrefix(prefix: string): string[] {
  if (prefix === "") return ["prefix part must be non-empty"];
  const mistakes: string[] = [];
  if (utf8Length(prefix) > 253) mistakes.push("prefix part must be no more than 253 characters");
  if (!DOMAIN.test(prefix)) mistakes.push(`prefix part ${DOMAIN_RULE}`);
  return mistakes;
}
