import { dependencies } from "../engine/graph/dependencies.ts";
import { difference } from "../engine/graph/difference.ts";
import { filtered } from "../engine/graph/filtered.ts";
import { focused } from "../engine/graph/focused.ts";
import { keepMemorySmall } from "../host/memory.ts";
import { defaultConfiguration } from "../lsp/configuration.ts";
import { type ShownGraph, shownGraph } from "../lsp/shownGraph.ts";
import type { Command } from "./command.ts";
import { chosenNodes, known } from "./graph/chosen.ts";
import { type GraphOptions, readOptions } from "./graph/options.ts";
import { moments } from "./moments.ts";
import { repository } from "./repository.ts";

/** Prints what depends on what. */
export const graph: Command = {
  name: "graph",
  summary: "show what depends on what, wave by wave",
  help: `Usage: flightpath graph [PATH…] [options]

Shows the sources, Flux Kustomizations, HelmReleases and Canaries of a folder (default: the current one; several, where
the repository of the applications lies beside), as the builds give them, cluster by cluster: who waits for whom, what
can start together and when at the earliest, what never starts, and what nothing waits for (docs/graph.md).

  --format text|json|mermaid|dot|svg   how to print (default: text)
  --focus KIND/NAMESPACE/NAME          only that object, what it needs, and what needs it
  --namespace NAMESPACE                only objects of that namespace; repeatable
  --kind KIND                          only objects of that kind; repeatable
  --against REV                        mark what is not the same in that git revision
  --help                               this text

Exit code: 0 printed, 2 could not run.
`,
  run: async (args) => {
    const options = readOptions(args);
    const whole = await graphOf(options);
    process.stdout.write(options.format(chosen(whole, options)));
    return 0;
  },
};

async function graphOf({ roots, against }: GraphOptions): Promise<ShownGraph> {
  const [root = ""] = roots;
  if (against === undefined) {
    const workspace = await repository(roots);
    return shownGraph(workspace, dependencies(workspace));
  }
  keepMemorySmall();
  const { before, after } = await moments(root, against, defaultConfiguration.load);
  return difference(
    shownGraph(before, dependencies(before)),
    shownGraph(after, dependencies(after)),
  );
}

function chosen(whole: ShownGraph, { focus, namespaces, kinds }: GraphOptions): ShownGraph {
  const near = focus ? focused(whole, chosenNodes(whole, focus)) : whole;
  return filtered(near, {
    namespaces: known(
      "--namespace",
      namespaces,
      whole.nodes.map((it) => it.namespace),
    ),
    kinds: known(
      "--kind",
      kinds,
      whole.nodes.map((it) => it.kind),
    ),
  });
}
