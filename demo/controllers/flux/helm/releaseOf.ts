import { createHash } from "node:crypto";
import { type Subject, textIn } from "../subject.ts";
import type { Release } from "./chartObjects.ts";
import type { LoadedChart } from "./loadedChart.ts";

/** The release that a HelmRelease makes of a chart; a name that is too long ends with a hash, as in Flux. */
export function releaseOf(subject: Subject, chart: LoadedChart): Release {
  const { name, namespace } = subject.place;
  const target = textIn(subject, "targetNamespace");
  const made = target === "" ? name : `${target}-${name}`;
  const hash = createHash("sha256").update(made).digest("hex").slice(0, 12);
  const short = made.length > 53 ? `${made.slice(0, 40)}-${hash}` : made;
  return {
    name: textIn(subject, "releaseName") || short,
    namespace: target || namespace,
    chart: chart.name,
    version: chart.version,
    appVersion: chart.appVersion,
    owner: { namespace, name },
  };
}
