import { fluxMinors } from "../fluxVersions.ts";
import { at, itemsOf, type Node, textOf } from "../node.ts";
import type { View } from "../view.ts";

/** The release of Flux from which on a variable that is not set ends the build (flux.md §2.6). */
const STRICT_SINCE = 9;

/** Does a variable that is not set end the build? `assumed`: no file tells, so the newest release is taken. */
export interface Strictness {
  readonly strict: boolean;
  readonly assumed: boolean;
}

/**
 * Is `StrictPostBuildSubstitutions` on? As the arguments of the controller say, whose Deployments are given, or a patch of
 * them where flux-operator installs Flux; else as it is by default in the release of Flux that the repository installs.
 */
export function strictness(controllers: readonly (Node | undefined)[], view: View): Strictness {
  const instances = [
    ...view.withFact("chart flux-instance"),
    ...view.ofKind("fluxcd.controlplane.io", "FluxInstance"),
  ];
  const said = [
    ...controllers.flatMap(gateIn),
    ...instances.flatMap(({ document }) => gateSaid(document.text)),
  ];
  if (said.length > 0) return { strict: said.some((it) => it), assumed: false };
  const minors = fluxMinors(view);
  return {
    strict: minors.length === 0 || minors.some((it) => it >= STRICT_SINCE),
    assumed: minors.length === 0,
  };
}

function gateIn(deployment: Node | undefined): readonly boolean[] {
  const containers = itemsOf(at(deployment, ["spec", "template", "spec", "containers"]));
  const words = containers.flatMap((it) => [
    ...itemsOf(at(it, ["args"])),
    ...itemsOf(at(it, ["command"])),
  ]);
  return words.flatMap((it) => gateSaid(textOf(it) ?? ""));
}

function gateSaid(text: string): readonly boolean[] {
  const gate = /StrictPostBuildSubstitutions=(\w+)/.exec(text)?.[1];
  return gate === undefined ? [] : [/^(1|t|true)$/i.test(gate)];
}
