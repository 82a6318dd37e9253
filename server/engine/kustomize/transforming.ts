import { throughTransformer } from "./buildMetadata.ts";
import { builtinTransformers } from "./builtinTransformers.ts";
import { pluginTransformers } from "./pluginTransformers.ts";
import type { Target } from "./target.ts";
import type { Transformer } from "./transformer.ts";

/**
 * Runs the transformers of a kustomization: kustomize's own in their fixed order, then those of the `transformers`
 * field. All are read and checked before the first of them runs (kustomize.md §3).
 */
export function runTransformers(target: Target): void {
  const { kustomization } = target;
  const all = [
    ...builtinTransformers(target),
    ...pluginTransformers(target, kustomization.transformers),
  ];
  for (const it of all) run(it, target);
}

function run({ run: work, by, configuredIn }: Transformer, { state, context: { at } }: Target) {
  const made = work(state.objects.all());
  const told = at && configuredIn ? throughTransformer(made, at, configuredIn, by) : made;
  state.objects.replace(told);
}
