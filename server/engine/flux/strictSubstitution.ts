import { fluxMinors } from "../fluxVersions.ts";
import { at, itemsOf, type Node, textOf } from "../node.ts";
import type { View } from "../view.ts";

/** The release of Flux from which on a variable that is not set ends the build (flux.md §2.6). */
const STRICT_SINCE = 9;

/**
 * Is `StrictPostBuildSubstitutions` on? As the arguments of the controller say, whose Deployments are given; else as it is
 * by default in the release of Flux that the repository installs.
 */
export function isStrict(controllers: readonly (Node | undefined)[], view: View): boolean {
  const said = controllers.flatMap(gateIn);
  if (said.length > 0) return said.some((it) => it);
  const minors = fluxMinors(view);
  return minors.length === 0 || minors.some((it) => it >= STRICT_SINCE);
}

function gateIn(deployment: Node | undefined): readonly boolean[] {
  const containers = itemsOf(at(deployment, ["spec", "template", "spec", "containers"]));
  const words = containers.flatMap((it) => [
    ...itemsOf(at(it, ["args"])),
    ...itemsOf(at(it, ["command"])),
  ]);
  return words.flatMap((it) => {
    const gate = /StrictPostBuildSubstitutions=(\w+)/.exec(textOf(it) ?? "")?.[1];
    return gate === undefined ? [] : [/^(1|t|true)$/i.test(gate)];
  });
}
