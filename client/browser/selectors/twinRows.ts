import type { SelectorLink, SelectorMoment, SelectorNode } from "../../../protocol/selectors.ts";

/** A moment as a table: what is drawn, in words. */
export function twinRows({ nodes, links, ways }: SelectorMoment): {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
} {
  const named = new Map(nodes.map((it) => [it.id, it]));
  return {
    head: ["Object", "Says", "Leads to", "Traffic"],
    rows: [
      ...ways.map((it) => [`${it.kind} ${it.name}`, it.isMade ? MADE : "", it.words, ""]),
      ...nodes
        .filter((it) => it.column !== "label" && (it.kind !== "" || it.count))
        .map((it) => {
          const out = links.filter(({ from }) => from === it.id);
          return [
            titleOf(it),
            linesOf(it),
            out.map((link) => toWords(link, named)).join("; "),
            shares(out),
          ];
        }),
    ],
  };
}

const MADE = "made by Flagger";

/** `Deployment face-primary (primary)` */
export const titleOf = ({ kind, name, role }: SelectorNode): string =>
  `${kind} ${name}${role === undefined ? "" : ` (${role})`}`.trim();

const linesOf = ({ lines, isMade }: SelectorNode): string =>
  [...lines, ...(isMade ? [MADE] : [])].join("; ");

const shares = (links: readonly SelectorLink[]): string =>
  links.flatMap(({ share }) => share ?? []).join(", ");

/** Where a link leads, in words. */
export function toWords(
  { to, state }: SelectorLink,
  named: ReadonlyMap<string, SelectorNode>,
): string {
  const node = named.get(to);
  if (!node) return "";
  if (state === "broken") return node.column === "pods" ? "finds no pods" : node.name;
  if (node.column === "label") return node.isPicked ? `${node.name} (picked)` : node.name;
  return `${titleOf(node)}${state === "idle" ? ", no pods now" : ""}`;
}
