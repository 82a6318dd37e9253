import type { Node } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import type { SourceFile } from "./files.ts";
import { isJson } from "./isJson.ts";
import { goJson } from "./json.ts";
import { type Operation, readOperations } from "./jsonPatch.ts";
import type { PatchEntry } from "./kustomizationEntries.ts";
import { type Loader, loadFile } from "./loading.ts";
import { patched } from "./patching.ts";
import type { Plugin } from "./patchTransformer.ts";
import { nodeOfText } from "./readObjects.ts";
import { selectedWork } from "./selectedWork.ts";
import { stop, within } from "./stop.ts";
import { veiledText } from "./veil.ts";
import type { Pass, Work } from "./work.ts";
import { firstOfFile } from "./yamlRoots.ts";

/** An entry of `patchesJson6902` (kustomize.md §15.5). Mirrors the PatchJson6902Transformer. */
export function jsonPatchTransformer(entry: PatchEntry, { loader, context, step }: Plugin): Work {
  const { target, node, path, patch } = entry;
  const place = placeOfNode(node);
  if (!target?.name) return stop("must specify the target name", place);
  if (!path && !patch) return stop("empty file path and empty jsonOp", place);
  if (path && patch) return stop("must specify a file path or jsonOp, not both", place);
  const text = textOf(entry, loader);
  const operations = within("", () => operationsOf(text), placeOfNode(path ?? patch));
  if (operations.length === 0) {
    const message = `patch appears to be empty; file=${path?.text ?? ""}, JsonOp=${veiledText(text.text)}`;
    return stop(message, placeOfNode(path ?? patch));
  }
  const change: Pass["change"] = (it, isOwn) => patched(it, operations, step, isOwn);
  const { file } = text;
  return selectedWork({ target, log: context.log, start: () => change, file });
}

interface Text {
  readonly file?: SourceFile;
  readonly text: string;
  readonly root: (isJson: boolean) => Node | undefined;
}

function textOf({ path, patch }: PatchEntry, loader: Loader): Text {
  if (patch) return { text: patch.text, root: (strict) => nodeOfText(patch.text, patch, strict) };
  if (!path) return { text: "", root: () => undefined };
  const file = loadFile(loader, path.text, path);
  const text = typeof file.content === "string" ? file.content : "";
  if (text === "") stop(`patch file '${path.text}' empty seems to be empty`, placeOfNode(path));
  return { file, text, root: (strict) => firstOfFile(file, strict) };
}

function operationsOf({ text, root }: Text): readonly Operation[] {
  const strict = text.startsWith("[");
  if (strict && !isJson(text)) return stop(`decoding ${veiledText(text)}: it is not valid JSON`);
  const node = root(strict);
  if (!node) return [];
  return within(`decoding ${veiledText(strict ? text : goJson(node))}: `, () =>
    readOperations(node),
  );
}
