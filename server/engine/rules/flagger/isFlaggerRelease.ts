import type { Resource } from "../../resource.ts";

/** Does Flux install Flagger's chart by it? */
export const isFlaggerRelease = ({ kind, facts }: Resource): boolean =>
  kind === "HelmRelease" && facts.includes("chart flagger");
