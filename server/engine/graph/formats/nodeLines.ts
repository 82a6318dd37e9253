import type { GraphEdge, GraphEdgeType, GraphNode } from "../../../../protocol/graph.ts";
import { nodeName } from "../nodeName.ts";
import { factWords, STATUS_WORDS } from "./factWords.ts";

/** What nodes name, wherever that is. */
export interface Surroundings<Place> {
  readonly nodes: ReadonlyMap<string, GraphNode<Place>>;
  readonly leaving: ReadonlyMap<string, readonly GraphEdge<Place>[]>;
}

/** A node in words: its name and facts, what it waits for and takes, what else it applies, what is worth knowing. */
export function nodeLines<Place>(
  node: GraphNode<Place>,
  { nodes, leaving }: Surroundings<Place>,
  children: readonly GraphNode<Place>[],
): readonly string[] {
  const edges = leaving.get(node.id) ?? [];
  const named = (Object.keys(LEADS) as GraphEdgeType[]).flatMap((type) => {
    const own = edges.filter((it) => it.type === type);
    if (own.length === 0) return [];
    return [`${LEADS[type]} ${own.map((it) => endWords(node, it, nodes.get(it.to))).join(", ")}`];
  });
  const applied = appliedWords(node, children);
  return [
    `${SIGNS[node.only ?? "both"]}${[nodeName(node), ...factWords(node).map(unbroken)].join(" · ")}`,
    ...named,
    ...(applied === "" ? [] : [`applies ${applied}`]),
    ...node.marks.map(
      (it) => `${it.severity === "information" ? "note" : it.severity}: ${it.message}`,
    ),
  ];
}

/** A space at which no line ends. */
export const UNBROKEN = "\u00a0";

const unbroken = (words: string): string => words.replaceAll(" ", UNBROKEN);

const SIGNS = { before: "- ", after: "+ ", both: "" } as const;

/** What is applied stands below, and is counted. */
const LEADS: Readonly<Partial<Record<GraphEdgeType, string>>> = {
  dependsOn: "after",
  source: "from",
  chart: "chart from",
  values: "values from",
  targets: "works on",
};

function endWords<Place>(
  from: GraphNode<Place>,
  { type, readyExpr, optional, only }: GraphEdge<Place>,
  to: GraphNode<Place> | undefined,
): string {
  if (!to) return "";
  const namespace =
    to.namespace === "" || to.namespace === from.namespace ? "" : `${to.namespace}/`;
  const kind = type === "dependsOn" ? "" : `${to.kind} `;
  const said = [
    ...(readyExpr === undefined ? [] : [`when ${readyExpr}`]),
    ...(optional ? ["optional"] : []),
    ...(to.status === "here" ? [] : [STATUS_WORDS[to.status]]),
  ].join(", ");
  // Of what is new or gone as a whole, that need not be said again.
  const sign = SIGNS[only === from.only ? "both" : (only ?? "both")];
  return `${sign}${kind}${namespace}${to.name}${said === "" ? "" : ` (${said})`}`;
}

/** All that it applies and that does not stand below it, kind by kind. */
function appliedWords<Place>(
  { applies }: GraphNode<Place>,
  children: readonly GraphNode<Place>[],
): string {
  const counts = new Map<string, number>();
  for (const { kind } of applies) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  for (const { kind } of children) counts.set(kind, (counts.get(kind) ?? 0) - 1);
  return [...counts]
    .filter(([, count]) => count > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, count]) => unbroken(`${count} ${count === 1 ? kind : pluralOf(kind)}`))
    .join(", ");
}

function pluralOf(kind: string): string {
  if (/(s|x|ch|sh)$/.test(kind)) return `${kind}es`;
  return /[^aeiou]y$/.test(kind) ? `${kind.slice(0, -1)}ies` : `${kind}s`;
}
