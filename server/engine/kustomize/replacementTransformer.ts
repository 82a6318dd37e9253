import type { Mapping, Node, Scalar } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import type { BuiltObject } from "./built.ts";
import type { Log } from "./context.ts";
import { unlessHeldBack } from "./heldBack.ts";
import { type ReplacementEntry, replacementEntry } from "./kustomizationEntries.ts";
import { REPLACEMENT } from "./kustomizationTypes.ts";
import { decodedLeniently } from "./lenientDecode.ts";
import { type Loader, loadFile } from "./loading.ts";
import type { Plugin } from "./patchTransformer.ts";
import { type Replacement, type ReplacementTarget, replace } from "./replacements.ts";
import { selected } from "./selector.ts";
import { stop, within } from "./stop.ts";
import { fieldOf } from "./tree.ts";
import { unselected } from "./unmatched.ts";
import type { Work } from "./work.ts";
import { firstOfFile } from "./yamlRoots.ts";

/** All of `replacements`, those in files too (kustomize.md §18). Mirrors the ReplacementTransformer. */
export function replacementTransformer(
  entries: readonly ReplacementEntry[],
  { loader, context, step }: Plugin,
): Work {
  const all = entries.flatMap((it) => replacementsOf(it, loader));
  const one = (objects: readonly BuiltObject[], it: Located) => {
    const place = placeOfNode(it.node);
    return unlessHeldBack(context, objects, () => {
      const done = replace(objects, [it], place ? { by: step.by, place } : step);
      for (const target of done.idle) noteIdle(context.log, target, objects);
      return done.objects;
    });
  };
  return { run: (objects) => all.reduce(one, objects) };
}

type Located = Replacement & { readonly node: Mapping };

function replacementsOf(entry: ReplacementEntry, loader: Loader): readonly Located[] {
  const { path, source, targets } = entry;
  // Where kustomize hands an entry on, an empty list gets lost; in a file it stays one, and asks for nothing.
  if (!path) return [replacementOf(entry, targets.length > 0)];
  if (source || targets.length > 0) {
    stop("cannot specify both path and inline replacement", placeOfNode(path));
  }
  const file = loadFile(loader, path.text, path);
  const root = within("error converting YAML to JSON: ", () => firstOfFile(file));
  return listed(root, path).map((it) => {
    const node = decodedLeniently(it, REPLACEMENT);
    return replacementOf(replacementEntry(node), fieldOf(node, "targets") !== undefined);
  });
}

function listed(root: Node | undefined, path: Scalar): readonly Node[] {
  if (root?.kind === "sequence") return root.items.flatMap((it) => it ?? []);
  if (root?.kind === "mapping") return [root];
  const kind = root === undefined || root.kind === "scalar" ? goKind(root) : "invalid";
  return stop(
    `unsupported replacement type encountered within replacement path: ${kind}`,
    placeOfNode(root ?? path),
  );
}

const goKind = (node: Scalar | undefined): string => {
  if (node === undefined || node.value === null) return "invalid";
  if (typeof node.value === "boolean") return "bool";
  return typeof node.value === "number" ? "float64" : "string";
};

function replacementOf(entry: ReplacementEntry, hasTargets: boolean): Located {
  const { node, source, sourceValue } = entry;
  return {
    node,
    source: source && {
      ...source.select,
      fieldPath: source.fieldPath?.text,
      options: source.options,
      node: source.node,
    },
    sourceValue: sourceValue?.text,
    targets: hasTargets
      ? entry.targets.map((it) => ({
          ...it,
          fieldPaths: it.fieldPaths.map((path) => path.text),
        }))
      : undefined,
  };
}

const rejected = (node: Node | undefined) => ({
  node: fieldOf(node, "reject"),
  text: "reject leaves out all that it selects.",
  meant: undefined,
});

function noteIdle(log: Log, { select, node }: ReplacementTarget, objects: readonly BuiltObject[]) {
  if (log.lacks) return;
  const isRejected = select !== undefined && selected(select, objects).length > 0;
  const found = isRejected ? rejected(node) : select && unselected(select, objects);
  const place = placeOfNode(found?.node ?? node);
  if (!place) return;
  const message = `This target selects no object, so the value is written nowhere. ${found?.text ?? ""}`;
  const code = "replacement-without-target";
  log.notes.push({ code, message: message.trim(), place, meant: found?.meant });
}
