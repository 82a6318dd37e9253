import { flaggerFlag, placesOfFlag } from "../../flagger.ts";
import { FLAGGER } from "../../identity.ts";
import { get, itemsOf, scalarOf, textOf } from "../../node.ts";
import { mayBePatched } from "../../patched.ts";
import { isOpen } from "../../references/read.ts";
import { type Resource, treeOf } from "../../resource.ts";
import type { View } from "../../view.ts";
import type { Finding, Related } from "../rule.ts";

/** Canaries of one API: what the rules on `analysis.match` speak about. */
export const isCanary = ({ group, kind }: Resource): boolean =>
  group === FLAGGER && kind === "Canary";

/** The provider that Flagger takes for a Canary, and where it is said when that is not the Canary itself. */
export interface Provider {
  readonly name: string;
  readonly related: readonly Related[];
}

/** `spec.provider`, else Flagger's own flag; `undefined` where it is not known. flagger.md §2.2 step 3 */
export function providerOf(canary: Resource, view: View): Provider | undefined {
  const own = textOf(get(get(treeOf(canary), "spec"), "provider"));
  if (own) return isOpen(own) ? undefined : { name: own, related: [] };
  const said = flaggerFlag(view, "meshProvider");
  return (
    said && {
      name: said.text,
      related: placesOfFlag(
        said,
        `Flagger's mesh provider is ${said.text}, and this Canary names no other.`,
      ),
    }
  );
}

/** What happens to the requests of a Canary with `analysis.match`. */
export type MatchedAnalysis = "iterations" | "weights";

/** `undefined`: there is no match, or parents may change what decides. */
export function matchedAnalysis(canary: Resource, view: View): MatchedAnalysis | undefined {
  const { text, inherited } = canary.document;
  // Most have none, and need not be parsed to know it.
  if (!text.includes("match") && !inherited) return undefined;
  const analysis = get(get(treeOf(canary), "spec"), "analysis");
  if (itemsOf(get(analysis, "match")).length === 0) return undefined;
  if (mayBePatched(canary, view, ["provider", "match", "analysis"])) return undefined;
  const iterations = scalarOf(get(analysis, "iterations"));
  if (iterations && isOpen(iterations.text)) return undefined;
  return Number(iterations?.value) > 0 ? "iterations" : "weights";
}

/** The sentence for a provider that cannot tell requests apart. flagger.md §4.2 note 4 */
export function cannotMatch(
  { name, related }: Provider,
  analysis: MatchedAnalysis,
  instead: string,
): Finding {
  const known = analysis === "iterations" ? ALL_AT_ONCE : WEIGHTS_ONLY;
  return {
    at: ["spec", "analysis", "match"],
    on: "key",
    message: `Flagger cannot match requests with provider ${name}, so ${known}. ${instead}`,
    severity: analysis === "iterations" ? "error" : "warning",
    related,
  };
}

const WEIGHTS_ONLY = "match has no effect: the weights apply to every request";

const ALL_AT_ONCE =
  "at the first iteration all traffic goes to the canary, before a single metric was looked at";
