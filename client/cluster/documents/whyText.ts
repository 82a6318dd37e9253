import { nameOf } from "../api/kubeObject.ts";
import type { Cause } from "../api/whyNotReady.ts";
import { oneLine } from "./safeText.ts";

/** Why an object is not ready, in one sentence: the root cause. */
export function whySentence(causes: readonly Cause[]): string {
  const [first] = causes;
  const root = causes.at(-1);
  if (!first || !root) return "";
  const name = oneLine(nameOf(first.object));
  if (causes.length === 1) return `${name} is not ready: ${shown(root)}.`;
  return `${name} is not ready because of ${oneLine(nameOf(root.object))}: ${shown(root)}.`;
}

/** The root cause alone. */
export const rootSentence = (root: Cause): string =>
  `The root cause is ${oneLine(nameOf(root.object))}: ${shown(root)}.`;

const shown = ({ words }: Cause): string => oneLine(words).replace(/\.$/, "");
