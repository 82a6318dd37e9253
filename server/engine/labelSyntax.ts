import { utf8Length } from "./bytes.ts";

/**
 * What Kubernetes says against the key of a label or annotation, each mistake in a sentence of its own.
 *
 * https://github.com/kubernetes/kubernetes/blob/v1.36.3/staging/src/k8s.io/apimachinery/pkg/api/validate/content/kube.go
 */
export function* labelKeyMistakes(key: string, words: LabelWords): Iterable<string> {
  const parts = key.split("/");
  if (parts.length > 2) {
    yield `${words.key} ${NAME_RULE} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`;
    return;
  }
  if (parts.length > 1) yield* prefixMistakes(parts[0] ?? "", words);
  const name = parts.at(-1) ?? "";
  if (name === "") yield "name part must be non-empty";
  else if (utf8Length(name) > 63) yield `name part ${tooLong(63, words)}`;
  if (!NAME.test(name)) yield `name part ${NAME_RULE}`;
}

/** What Kubernetes says against the value of a label. */
export function* labelValueMistakes(value: string, words: LabelWords): Iterable<string> {
  if (utf8Length(value) > 63) yield tooLong(63, words);
  if (!VALUE.test(value)) yield VALUE_RULE;
}

/** The words that differ between versions of k8s.io/apimachinery. A length is counted in bytes in all of them. */
export interface LabelWords {
  readonly key: string;
  readonly subdomain: string;
  readonly units: string;
}

/** By who speaks: the API server of Kubernetes 1.36, or the copy of an older version in kustomize 5.8. */
export const LABEL_WORDS = {
  kubernetes: {
    key: "a valid label key",
    subdomain: "a lowercase RFC 1123 subdomain",
    units: "bytes",
  },
  kustomize: {
    key: "a qualified name",
    subdomain: "a DNS-1123 subdomain",
    units: "characters",
  },
} as const satisfies Readonly<Record<string, LabelWords>>;

function* prefixMistakes(prefix: string, words: LabelWords): Iterable<string> {
  if (prefix === "") {
    yield "prefix part must be non-empty";
    return;
  }
  if (utf8Length(prefix) > 253) yield `prefix part ${tooLong(253, words)}`;
  if (!SUBDOMAIN.test(prefix)) yield `prefix part ${words.subdomain} ${SUBDOMAIN_RULE}`;
}

const tooLong = (most: number, { units }: LabelWords): string =>
  `must be no more than ${most} ${units}`;

const anchored = (pattern: string): RegExp => new RegExp(`^${pattern}$`);

const rule = (text: string, examples: readonly string[], pattern: string): string =>
  `${text} (e.g. ${examples.map((it) => `'${it}', `).join(" or ")}regex used for validation is '${pattern}')`;

const NAME_PATTERN = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
const VALUE_PATTERN = `(${NAME_PATTERN})?`;
const STEP_PATTERN = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const SUBDOMAIN_PATTERN = String.raw`${STEP_PATTERN}(\.${STEP_PATTERN})*`;

const NAME = anchored(NAME_PATTERN);
const VALUE = anchored(VALUE_PATTERN);
const SUBDOMAIN = anchored(SUBDOMAIN_PATTERN);

const CHARACTERS =
  "consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";

const NAME_RULE = rule(`must ${CHARACTERS}`, ["MyName", "my.name", "123-abc"], NAME_PATTERN);

const VALUE_RULE = rule(
  `a valid label must be an empty string or ${CHARACTERS}`,
  ["MyValue", "my_value", "12345"],
  VALUE_PATTERN,
);

const SUBDOMAIN_RULE = rule(
  "must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
  ["example.com"],
  SUBDOMAIN_PATTERN,
);
