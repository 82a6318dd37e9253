import { base64Bytes } from "../kustomize/base64.ts";
import { causeOf, fieldOf, withField, withoutField } from "../kustomize/tree.ts";
import type { Mapping } from "../node.ts";
import { typedText } from "./metadata.ts";

/**
 * A CRD without the `caBundle` of its conversion webhook where that holds no certificate, such as the placeholder that
 * generators leave: API servers refuse it (mirrored: github.com/fluxcd/pkg/ssa/utils, cert_validation.go).
 */
export function withoutBadBundle(object: Mapping): Mapping {
  const kind = typedText(fieldOf(object, "kind")).toLowerCase();
  const apiVersion = typedText(fieldOf(object, "apiVersion"));
  return kind === "customresourcedefinition" && apiVersion.startsWith("apiextensions.k8s.io/")
    ? withoutBundleAt(object, ["spec", "conversion", "webhook", "clientConfig"])
    : object;
}

function withoutBundleAt(node: Mapping, [key, ...rest]: readonly string[]): Mapping {
  if (key === undefined) {
    const bundle = typedText(fieldOf(node, "caBundle"));
    return bundle === "" || holdsCertificate(bundle) ? node : withoutField(node, "caBundle");
  }
  const inner = fieldOf(node, key);
  if (inner?.kind !== "mapping") return node;
  const kept = withoutBundleAt(inner, rest);
  return kept === inner ? node : withField(node, key, kept, causeOf(inner));
}

/** Does the base64 of a PEM file hold a certificate? https://www.rfc-editor.org/rfc/rfc7468#section-5 */
function holdsCertificate(bundle: string): boolean {
  const file = base64Bytes(bundle);
  if (!file) return false;
  if (file.length === 0) return true;
  const text = Array.from(file, (it) => String.fromCharCode(it)).join("");
  return [...text.matchAll(BLOCK)].some(([, body = ""]) => isCertificate(base64Bytes(body)));
}

const BLOCK =
  /(?<=^|\n)-----BEGIN CERTIFICATE-----[ \t]*\r?\n([A-Za-z0-9+/=\s]*)-----END CERTIFICATE-----/g;

/** Three parts in a sequence: what is certified, the algorithm, the signature. What stands in them is not looked at. */
function isCertificate(bytes: Uint8Array | undefined): boolean {
  const whole = bytes && element(bytes, 0);
  if (!bytes || whole?.tag !== SEQUENCE || whole.end !== bytes.length) return false;
  const tags: number[] = [];
  for (let at = whole.start; at < whole.end; ) {
    const part = element(bytes, at);
    if (!part || part.end > whole.end) return false;
    tags.push(part.tag);
    at = part.end;
  }
  return tags.length === 3 && tags.every((it, index) => it === PARTS[index]);
}

const SEQUENCE = 0x30;
const BIT_STRING = 0x03;
const PARTS = [SEQUENCE, SEQUENCE, BIT_STRING];

/** An element of DER; its content is from `start` to `end`. */
function element(bytes: Uint8Array, at: number) {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined) return undefined;
  const more = first < 0x80 ? 0 : first & 0x7f;
  const start = at + 2 + more;
  const size =
    more === 0 ? first : bytes.slice(at + 2, start).reduce((sum, it) => sum * 256 + it, 0);
  return more > 4 || start + size > bytes.length ? undefined : { tag, start, end: start + size };
}
