import { sha256 } from "@noble/hashes/sha2.js";
import { utf8Bytes } from "../bytes.ts";
import type { Mapping, Node } from "../node.ts";
import { goJson, jsonText } from "./json.ts";
import { scalarText } from "./scalars.ts";
import { fieldOf } from "./tree.ts";

/**
 * The hash that kustomize appends to the names of generated objects, of what a ConfigMap or Secret holds. Kinds that
 * no generator makes are hashed whole, where kustomize hashes its own memory of them.
 * https://github.com/kubernetes-sigs/kustomize/blob/kustomize/v5.8.1/api/hasher/hasher.go
 */
export function contentHash(node: Mapping): string {
  const digest = sha256(utf8Bytes(hashedText(node)));
  const hex = [...digest.subarray(0, 5)].map((it) => it.toString(16).padStart(2, "0")).join("");
  return hex.replace(/[013ae]/g, (digit) => LETTERS[digit] ?? digit);
}

/** SHA-256 of a text, in hexadecimal. */
export const digestOf = (text: string): string =>
  [...sha256(utf8Bytes(text))].map((it) => it.toString(16).padStart(2, "0")).join("");

/** Digits and vowels that could make words are others in hashes. */
const LETTERS: Readonly<Record<string, string>> = { "0": "g", "1": "h", "3": "k", a: "m", e: "t" };

function hashedText(node: Mapping): string {
  const kind = scalarText(fieldOf(node, "kind"));
  const data = fieldOf(node, "data");
  if (kind === "ConfigMap") {
    const binaryData = optional("binaryData", fieldOf(node, "binaryData"));
    return `{${binaryData}"data":${hashed(data)},"kind":"ConfigMap","name":""}`;
  }
  if (kind === "Secret") {
    const stringData = optional("stringData", fieldOf(node, "stringData"));
    const type = hashed(fieldOf(node, "type"));
    return `{"data":${hashed(data)},"kind":"Secret","name":"",${stringData}"type":${type}}`;
  }
  return goJson(node);
}

const optional = (field: string, node: Node | undefined): string =>
  node && node.kind !== "scalar" ? `"${field}":${hashed(node)},` : "";

/** Scalars count as they are written, lists not at all. */
function hashed(node: Node | undefined): string {
  if (!node) return '""';
  if (node.kind === "scalar") return jsonText(node.text);
  return node.kind === "mapping" ? goJson(node, "floats") : "null";
}
