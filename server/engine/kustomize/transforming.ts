import { throughTransformer } from "./buildMetadata.ts";
import { builtinTransformers } from "./builtinTransformers.ts";
import { pluginTransformers } from "./pluginTransformers.ts";
import type { Target } from "./target.ts";
import { passedTogether, type Startable } from "./together.ts";
import type { Transformer } from "./transformer.ts";

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
    const works = context.at ? [] : startableFrom(all, next);
    const count = Math.max(1, works.length);
    if (works.length === 0 || !runTogether(works, target, next)) {
      for (const it of all.slice(next, next + count)) run(it, target);
    }
    next += count;
  }
}

/** Of the transformers from there on, up to the first that needs all objects at once. */
function startableFrom(all: readonly Transformer[], from: number): readonly Startable[] {
  const works: Startable[] = [];
  for (const { work } of all.slice(from)) {
    const { start, madeOf } = work;
    if (!start) break;
    works.push({ start, madeOf });
  }
  return works;
}

function runTogether(works: readonly Startable[], target: Target, first: number): boolean {
  const { loader, kustomization, state, context } = target;
  const { settings, log, ways } = context;
  const key = `${first} ${loader.root}`;
  const done = passedTogether(state.objects.all(), {
    works,
    madeOf: [kustomization, state.configuration, settings.schema],
    notes: log.notes,
    earlier: ways.earlier?.get(key),
    isMarked: ways.earlier !== undefined,
  });
  if (!done) return false;
  state.objects.replace(done.objects);
  if (done.way) ways.now.set(key, done.way);
  return true;
}

function run({ work, by, configuredIn }: Transformer, { state, context: { at } }: Target) {
  const made = work.run(state.objects.all());
  const told = at && configuredIn ? throughTransformer(made, at, configuredIn, by) : made;
  state.objects.replace(told);
}
