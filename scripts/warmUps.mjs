import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "./paths.mjs";

/** Every folder of the examples that holds a kustomization, sorted. */
export const examples = () =>
  readdirSync(join(root, "examples"), { recursive: true })
    .filter((it) => /(^|[\\/])(kustomization\.ya?ml|Kustomization)$/.test(it))
    .map((it) => dirname(join(root, "examples", it)))
    .sort();

/** Kustomizations that together take most of the code that any does: those of the examples, and one that uses all fields. */
export const warmUps = () => [...examples(), join(root, "scripts", "warmUp", "overlay")];
