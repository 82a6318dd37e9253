import { lenientText, utf8Bytes } from "../bytes.ts";
import { base64Bytes, base64Of } from "../kustomize/base64.ts";
import type { BuiltObject } from "../kustomize/built.ts";
import { idOf } from "../kustomize/id.ts";
import { FILE_NAMES } from "../kustomize/kustomization.ts";
import type { Reader } from "../kustomize/memory.ts";
import { isNull, scalarText, stringNode } from "../kustomize/scalars.ts";
import { stop } from "../kustomize/stop.ts";
import { causeOf, fieldOf, withField, withoutField } from "../kustomize/tree.ts";
import { itemsOf, type Mapping, type Node } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import { parsed } from "../parsed.ts";
import { dirname, isInside, join } from "../path.ts";
import { MASK } from "./mask.ts";
import { textsIn } from "./metadata.ts";

/** `spec.decryption` of a Flux Kustomization, as far as files tell (flux.md §2.5). Nothing is ever decrypted. */
export interface Decryption {
  /** Can the keys be had? Then encrypted values are shown as masks; otherwise the build ends at the first. */
  readonly hasKeys: (sops: Node) => boolean;
}

/** The object with masks for its encrypted values; stops, in Flux's words, where the controller has no key for them. */
export function masked(object: BuiltObject, { hasKeys }: Decryption): BuiltObject {
  const { node } = object;
  const said = textsIn(node, "annotations").get("kustomize.toolkit.fluxcd.io/decrypt");
  if (said?.toLowerCase() === "disabled") return object;
  const sops = fieldOf(node, "sops");
  if (sops && !isNull(fieldOf(sops, "mac"))) {
    if (!hasKeys(sops)) stop(withoutKey(object), placeOfNode(sops));
    const bare = withoutField(node, "sops");
    const mapped = bare.entries.map(({ key, value }) => ({
      key,
      value: value && maskedIn(value, key.text === "data" && isSecret(node)),
    }));
    return { ...object, node: { ...bare, entries: mapped } };
  }
  const data = fieldOf(node, "data");
  if (!isSecret(node) || data?.kind !== "mapping") return object;
  const entries = data.entries.map(({ key, value }) => ({
    key,
    value: value && maskedFile(value),
  }));
  if (entries.every((it, index) => it.value === data.entries[index]?.value)) return object;
  const shown = withField(node, "data", { ...data, entries }, causeOf(data));
  return { ...object, node: shown };
}

function withoutKey(object: BuiltObject): string {
  const { namespace, name, kind } = idOf(object);
  return (
    `failed to decrypt and format '${namespace}/${name}' ${kind} data: cannot get sops data key: ` +
    "Failed to get the data key required to decrypt the SOPS file."
  );
}

const isSecret = (node: Mapping): boolean => scalarText(fieldOf(node, "kind")) === "Secret";

function maskedIn(node: Node, encoded: boolean): Node {
  if (node.kind === "scalar") {
    if (!node.text.startsWith("ENC[")) return node;
    const text = encoded ? base64Of(utf8Bytes(MASK)) : MASK;
    return stringNode(text, causeOf(node));
  }
  if (node.kind === "sequence") {
    return { ...node, items: node.items.map((it) => it && maskedIn(it, encoded)) };
  }
  if (node.kind !== "mapping") return node;
  const entries = node.entries.map(({ key, value }) => ({
    key,
    value: value && maskedIn(value, encoded),
  }));
  return { ...node, entries };
}

/** A whole encrypted file that a generator has put into a Secret. */
function maskedFile(node: Node): Node {
  if (node.kind !== "scalar") return node;
  const bytes = base64Bytes(node.text);
  const text = bytes ? lenientText(bytes) : "";
  if (!text.includes("sops") || !text.includes("ENC[")) return node;
  return stringNode(base64Of(utf8Bytes(MASK)), causeOf(node));
}

/**
 * Before the build, Flux looks for encrypted files in the kustomization and in the folders that it lists; a folder
 * that is no kustomization ends it.
 */
export function scanSources(
  folder: string,
  listed: readonly (Node | undefined)[],
  root: string,
  reader: Reader,
): void {
  const seen = new Set([folder]);
  const scan = (from: string, nodes: readonly (Node | undefined)[]): void => {
    for (const node of nodes) {
      const path = join(from, scalarText(node) ?? "");
      if (seen.has(path) || !isInside(path, root) || !reader.isFolder(path)) continue;
      seen.add(path);
      const files = FILE_NAMES.flatMap((it) => reader.file(join(path, it)) ?? []);
      const [file] = files;
      const fault = file ? "found multiple kustomization files" : "no kustomization file found";
      if (!file || files.length > 1) stop(`error decrypting sources: ${fault}`, placeOfNode(node));
      const document = file.documents[0]?.document;
      const tree = document && parsed(document).root;
      const inner = [fieldOf(tree, "resources"), fieldOf(tree, "components")];
      scan(dirname(file.path), inner.flatMap(itemsOf));
    }
  };
  scan(folder, listed);
}
