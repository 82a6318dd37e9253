import { throughTransformer } from "./buildMetadata.ts";
import { builtinTransformers } from "./builtinTransformers.ts";
import { pluginTransformers } from "./pluginTransformers.ts";
import type { Target } from "./target.ts";
import type { Transformer } from "./transformer.ts";
import { type Pass, passedTogether } from "./work.ts";

/**
 * Runs the transformers of a kustomization: kustomize's own in their fixed order, then those of the `transformers`
 * field. All are read and checked before the first of them runs (kustomize.md §3).
 */
export function runTransformers(target: Target): void {
  const { kustomization, context } = target;
  const all = [
    ...builtinTransformers(target),
    ...pluginTransformers(target, kustomization.transformers),
  ];
  for (let next = 0; next < all.length; ) {
    // Annotations that tell of the steps must be written behind each of them.
    const starts = context.at ? [] : startsFrom(all, next);
    const count = Math.max(1, starts.length);
    if (starts.length < 2 || !runTogether(starts, target)) {
      for (const it of all.slice(next, next + count)) run(it, target);
    }
    next += count;
  }
}

/** Of the transformers from there on, up to the first that needs all objects at once. */
function startsFrom(all: readonly Transformer[], from: number): readonly (() => Pass)[] {
  const starts: (() => Pass)[] = [];
  for (const { work } of all.slice(from)) {
    if (!work.start) break;
    starts.push(work.start);
  }
  return starts;
}

function runTogether(starts: readonly (() => Pass)[], { state, context: { log } }: Target) {
  const noted = log.notes.length;
  const made = passedTogether(state.objects.all(), starts);
  if (made) state.objects.replace(made);
  // It will all be said again.
  else log.notes.length = noted;
  return made !== undefined;
}

function run({ work, by, configuredIn }: Transformer, { state, context: { at } }: Target) {
  const made = work.run(state.objects.all());
  const told = at && configuredIn ? throughTransformer(made, at, configuredIn, by) : made;
  state.objects.replace(told);
}
