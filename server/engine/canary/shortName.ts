import { utf8Length } from "../bytes.ts";

/**
 * What the API server says against a name that must be one label of a host name.
 *
 * https://github.com/kubernetes/kubernetes/blob/v1.36.3/staging/src/k8s.io/apimachinery/pkg/api/validate/content/dns.go
 */
export function* shortNameMistakes(name: string): Iterable<string> {
  if (utf8Length(name) > 63) yield "must be no more than 63 characters";
  if (LABEL.test(name)) return;
  const isSubdomain = name.split(".").every((it) => LABEL.test(it));
  yield isSubdomain ? "must not contain dots" : NO_LABEL;
}

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** The API server's words; the two spaces are its own. */
const NO_LABEL =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
