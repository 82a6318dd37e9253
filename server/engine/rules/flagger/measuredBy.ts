import { observerName } from "../../canary/metrics/observerFor.ts";
import type { ObserverName } from "../../canary/metrics/observers.ts";
import { flaggerFlag, placesOfFlag } from "../../flagger.ts";
import type { View } from "../../view.ts";
import type { Related } from "../rule.ts";
import type { CanaryReading } from "./canary.ts";

/** Whose metrics the built-in checks of a Canary read. */
export interface MeasuredBy {
  readonly observer: ObserverName;
  /** The provider that decides it, as event texts name it. */
  readonly provider: string;
  /** Flagger's flag, where it has a say. */
  readonly related: readonly Related[];
  /** Is Flagger's flag known? A flag with `linkerd` in it would outrank the provider of the Canary. */
  readonly isCertain: boolean;
}

/** `undefined` where it is not known. flagger.md §5.2 */
export function measuredBy(canary: CanaryReading, view: View): MeasuredBy | undefined {
  if (!canary.isSettled(["spec", "provider"])) return undefined;
  const own = canary.textAt(["spec", "provider"]);
  const flag = flaggerFlag(view, "meshProvider");
  if (!own && !flag) return undefined;
  const isForced = flag?.text.includes("linkerd") === true;
  const said = flag?.text.includes("crossover") ? "crossover" : (flag?.text ?? "");
  const provider = own ? (isForced ? "linkerd" : own) : said;
  const kind = canary.textAt(["spec", "targetRef", "kind"]);
  const isKnative = canary.textAt(["spec", "targetRef", "apiVersion"]) === KNATIVE;
  const name = kind === "Service" && !isKnative ? `${provider}:service` : provider;
  return {
    observer: observerName(name),
    provider: name,
    related:
      flag && (!own || isForced)
        ? placesOfFlag(flag, `Flagger's mesh provider is ${flag.text}.`)
        : [],
    isCertain: flag !== undefined,
  };
}

const KNATIVE = "serving.knative.dev/v1";
