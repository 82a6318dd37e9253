import type { Scalar } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import { isInside } from "../path.ts";
import {
  type BuiltinUse,
  type Context,
  emptyLog,
  type Log,
  noteBuiltin,
  type Ways,
} from "./context.ts";
import { type Loader, rootsOf } from "./loading.ts";
import { attempt, type BuildError, stop, stopAgain } from "./stop.ts";
import type { Accumulated } from "./target.ts";

/** kustomize would go on until its stack overflows. */
const DEEPEST = 250;

/** What a folder gives by itself, and what was told meanwhile. */
interface Piece {
  readonly outcome: { readonly value: Accumulated } | { readonly error: BuildError };
  readonly log: Log;
  /** How it was reached when it was built. */
  readonly chain: string;
  /** What had been done with the built-in schema by then. */
  readonly builtin: BuiltinUse;
  readonly ways: Ways["now"];
}

/**
 * Builds the kustomization of a folder, once for all that include it, and remembers it until something that it read
 * changes. Whether it may be entered at all is for whoever leads there; so a piece that came to its end by the way it
 * was reached is built again for another way.
 */
export function accumulateFolder(loader: Loader, context: Context, node: Scalar): Accumulated {
  const chain = chainOf(loader, context);
  const depth = rootsOf(loader).length;
  if (depth > DEEPEST) {
    context.log.chain = true;
    stop(
      `'${loader.root}' is reached through bases nested deeper than ${DEEPEST}`,
      placeOfNode(node),
    );
  }
  const build = (reader: Loader["reader"], before?: Piece): Piece => {
    const log = emptyLog();
    const ways: Ways = { earlier: before?.ways, now: new Map() };
    const own = { ...context, log, ways, settings: { ...context.settings } };
    const outcome = attempt(() => context.accumulate({ ...loader, reader }, own, { as: "base" }));
    return { outcome, log, chain, builtin: context.settings.builtin, ways: ways.now };
  };
  const known = loader.reader.remember(keyOf(loader, context), build, weight);
  const sameWay = known.chain === chain || (!known.log.chain && mayEnter(loader, known.log, depth));
  const fits = sameWay && (!known.log.askedBuiltin || known.builtin === context.settings.builtin);
  const piece = fits ? known : build(loader.reader);
  tell(context.log, piece.log, loader.root);
  noteBuiltin(context, piece.log.builtin);
  if ("error" in piece.outcome) return stopAgain(piece.outcome.error);
  context.settings.schema = piece.outcome.value.schema;
  return piece.outcome.value;
}

/** Everything on which a piece depends, apart from files and the way to it. */
function keyOf({ root, restrict, clone }: Loader, context: Context): string {
  const { lenient, at, settings } = context;
  const inside = typeof restrict === "string" ? restrict : `inside ${restrict.inside}`;
  return `kustomize ${JSON.stringify([inside, lenient, at ?? "", clone ?? "", settings.schema.name, root])}`;
}

const chainOf = (loader: Loader, context: Context): string =>
  `${context.namespaceAbove}\n${rootsOf(loader).join("\n")}`;

/** Would nothing that was entered be part of a cycle, or too deep, on this way? */
function mayEnter(loader: Loader, log: Log, depth: number): boolean {
  if (depth + log.depth > DEEPEST) return false;
  const visited = rootsOf(loader).slice(1);
  return visited.every((it) => ![...log.entered].some((root) => isInside(it, root)));
}

function tell(log: Log, more: Log, root: string) {
  for (const it of more.warnings) log.warnings.push(it);
  for (const it of more.notes) log.notes.push(it);
  log.entered.add(root);
  for (const it of more.entered) log.entered.add(it);
  log.chain ||= more.chain;
  log.lacks ||= more.lacks;
  log.askedBuiltin ||= more.askedBuiltin;
  log.depth = Math.max(log.depth, more.depth + 1);
}

const weight = ({ outcome }: Piece): number =>
  "value" in outcome ? outcome.value.objects.length : 1;
