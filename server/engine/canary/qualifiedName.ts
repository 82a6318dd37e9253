/**
 * What the API server says against the key of a label or annotation, each in a sentence of its own.
 *
 * https://github.com/kubernetes/kubernetes/blob/v1.36.3/staging/src/k8s.io/apimachinery/pkg/api/validate/content/kube.go
 */
export function* qualifiedNameMistakes(key: string): Iterable<string> {
  const parts = key.split("/");
  if (parts.length > 2) {
    yield `a valid label key ${CHARACTERS} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`;
    return;
  }
  const name = parts.at(-1) ?? "";
  const prefix = parts.length > 1 ? parts[0] : undefined;
  if (prefix === "") yield "prefix part must be non-empty";
  else if (prefix !== undefined) {
    if (prefix.length > 253) yield "prefix part must be no more than 253 bytes";
    if (!SUBDOMAIN.test(prefix)) yield `prefix part ${NO_SUBDOMAIN}`;
  }
  if (name === "") yield "name part must be non-empty";
  else if (name.length > 63) yield "name part must be no more than 63 bytes";
  if (!NAME.test(name)) yield `name part ${CHARACTERS}`;
}

const NAME = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

const CHARACTERS =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

const NO_SUBDOMAIN = String.raw`a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`;
