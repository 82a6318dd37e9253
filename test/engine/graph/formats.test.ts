import fc from "fast-check";
import { expect, test } from "vitest";
import type { Graph, GraphNode, GraphPlace } from "../../../protocol/graph.ts";
import { difference } from "../../../server/engine/graph/difference.ts";
import { graphDot } from "../../../server/engine/graph/formats/graphDot.ts";
import { graphJson } from "../../../server/engine/graph/formats/graphJson.ts";
import { graphMermaid } from "../../../server/engine/graph/formats/graphMermaid.ts";
import { graphSvg } from "../../../server/engine/graph/formats/graphSvg.ts";
import { graphText } from "../../../server/engine/graph/formats/graphText.ts";
import { sorted } from "../../../server/engine/graph/sorted.ts";
import { wavesOf } from "../../../server/engine/graph/wavesOf.ts";
import { bootstrap, graphIn, kustomization } from "./graphIn.ts";

const small = () => graphIn(bootstrap() + kustomization("apps", ["dependsOn: [{ name: infra }]"]));

test("Mermaid", () => {
  expect(graphMermaid(small())).toMatchInlineSnapshot(`
    "flowchart LR
      subgraph g0["cluster clusters/prod"]
        direction LR
        subgraph g0w0["there before"]
          n0["GitRepository<br/>flux-system/flux-system"]
        end
        subgraph g0w1["wave 0, at once"]
          n1["Kustomization<br/>flux-system/flux-system"]
        end
        subgraph g0w2["never"]
          n2["Kustomization<br/>flux-system/infra<br/>not found"]:::error
          n3["Kustomization<br/>flux-system/apps<br/>no Kustomization"]:::error
        end
      end
      n2 ==> n3
      n0 -.->|"source"| n3
      n1 -->|"applies"| n0
      n1 -->|"applies"| n3
      n0 -.->|"source"| n1
      classDef error stroke:#d1242f,stroke-width:2px
      classDef warning stroke:#bf8700,stroke-width:2px
      classDef information stroke-dasharray:4 2
      classDef after stroke:#1a7f37,stroke-width:2px
      classDef before stroke:#d1242f,stroke-dasharray:4 2
    "
  `);
});

test("DOT", () => {
  expect(graphDot(small())).toMatchInlineSnapshot(`
    "digraph flightpath {
      rankdir=LR;
      node [shape=box, style=rounded, fontname="sans-serif"];
      edge [fontname="sans-serif", fontsize=10];
      subgraph cluster_0 {
        label="cluster clusters/prod";
        subgraph cluster_0_0 {
          label="there before";
          n0 [label="GitRepository\\nflux-system/flux-system"];
        }
        subgraph cluster_0_1 {
          label="wave 0, at once";
          n1 [label="Kustomization\\nflux-system/flux-system"];
        }
        subgraph cluster_0_2 {
          label="never";
          n2 [label="Kustomization\\nflux-system/infra\\nnot found", color="#d1242f", tooltip="Nothing here gives it. Kustomization flux-system/apps names it."];
          n3 [label="Kustomization\\nflux-system/apps\\nno Kustomization", color="#d1242f", tooltip="Waits for Kustomization flux-system/infra, which nothing here gives; it never starts."];
        }
      }
      n2 -> n3 [style=bold];
      n0 -> n3 [style=dashed, label="source"];
      n1 -> n0 [style=solid, label="applies"];
      n1 -> n3 [style=solid, label="applies"];
      n0 -> n1 [style=dashed, label="source"];
    }
    "
  `);
});

test("JSON is the graph itself, with the version of its form", () => {
  const graph = graphOf(["apps"]);
  expect(JSON.parse(graphJson(graph))).toEqual({ version: 1, ...graph });
});

test("SVG says in words what it shows, for light and for dark", () => {
  const svg = graphSvg(small());
  expect(wordsIn(svg)).toMatchInlineSnapshot(`
    [
      "cluster clusters/prod",
      "there before",
      "wave 0, at once",
      "never",
      "GitRepository · flux-system",
      "flux-system",
      "Kustomization · flux-system",
      "flux-system",
      "Kustomization · flux-system",
      "infra",
      "not found",
      "Kustomization · flux-system",
      "apps",
      "no Kustomization",
      "must be ready first",
      "applies",
      "source, chart, values",
      "works on",
    ]
  `);
  expect(svg).toContain("prefers-color-scheme:dark");
  expect(svg).not.toMatch(/<script|href|url\(|on\w+=/);
});

test("a difference shows in each format", () => {
  const before = graphIn(bootstrap() + kustomization("apps"));
  const now = graphIn(bootstrap() + kustomization("shop"));
  const both = difference(before, now);
  expect(graphMermaid(both)).toMatch(/"new: Kustomization<br\/>flux-system\/shop.*:::after/);
  expect(graphMermaid(both)).toMatch(/"gone: Kustomization<br\/>flux-system\/apps.*:::before/);
  expect(graphDot(both)).toContain('label="new: Kustomization\\nflux-system/shop');
  expect(wordsIn(graphSvg(both))).toEqual(
    expect.arrayContaining(["shop", "new, nothing waits for it", "gone, nothing waits for it"]),
  );
});

const wordsIn = (svg: string): readonly string[] =>
  [...svg.matchAll(/<text[^>]*>([^<]*)/g)].map((it) => it[1] ?? "");

/** A graph in which everything that a person writes is one of these words. */
function graphOf(words: readonly string[]): Graph<GraphPlace> {
  const pick = (index: number) => words[index % words.length] ?? "";
  const group = `cluster ${pick(0)}`;
  const nodes = Array.from({ length: 8 }, (_, index): GraphNode<GraphPlace> => {
    const place = { file: pick(index), line: 1, column: 1 };
    return {
      id: `${index}`,
      group,
      type: index % 2 === 0 ? "kustomization" : "release",
      status: "here",
      apiGroup: pick(index),
      kind: pick(index + 1),
      namespace: pick(index + 2),
      name: pick(index + 3),
      place,
      facts: { path: pick(index), chart: pick(index + 1) },
      schedule:
        index > 5
          ? { type: "never", step: index - 6 }
          : { type: "starts", wave: index >> 1, step: index % 2, earliest: 0, latest: 9 },
      applies: [{ apiGroup: "", kind: pick(index), namespace: "", name: pick(index) }],
      marks: [{ code: "leaf", severity: "error", short: pick(index), message: pick(index + 1) }],
    };
  });
  return sorted({
    groups: [{ id: group, type: "cluster", folder: pick(0), waves: wavesOf(nodes) }],
    nodes,
    edges: nodes.slice(1).map((it, index) => ({
      from: it.id,
      to: `${index}`,
      type: index % 2 === 0 ? ("dependsOn" as const) : ("applies" as const),
      readyExpr: pick(index),
    })),
  });
}

/** Words that mean something to one of the formats, and any others. */
const hostile = fc.oneof(
  fc.constantFrom(
    '"',
    "<script>alert(1)</script>",
    "</text>",
    "]]>",
    "&amp;",
    "&#0;",
    "\\",
    '\\"',
    '"]; x -> y [label="',
    "a\n  b --> c",
    "a\r\nend\n",
    "`%%{init: {}}%%`",
    "#quot;",
    "|x|",
    "${a}",
    "\u0000\u001b[31m",
    "\u202eevil",
    "\ud800",
    "\uffff",
    "",
  ),
  // Any units at all, halves of characters among them.
  fc.array(fc.nat(0xffff), { maxLength: 60 }).map((units) => String.fromCharCode(...units)),
);

const graphs = fc.array(hostile, { minLength: 1, maxLength: 6 }).map(graphOf);

/** Control characters but the line feed, half characters, and what turns the direction of the text. */
const FORBIDDEN = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u;

const expectPlain = (text: string) => expect(text.replaceAll("\n", "")).not.toMatch(FORBIDDEN);

test("text: whatever a file holds, no line and no sign is made by it", () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const lines = graphText(graph).split("\n");
      expectPlain(lines.join(""));
      for (const line of lines) expect(line).toMatch(/^($|\S|[├└│ ])/);
    }),
  );
});

test("text: no line is longer than 100 columns, words allowing", () => {
  const word = fc.integer({ min: 1, max: 20 }).map((length) => "w".repeat(length));
  const text = fc.array(word, { minLength: 1, maxLength: 13 }).map((all) => all.join(" "));
  const words = fc.array(text, { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(words, (all) => {
      const graph = graphOf(all.map((it) => it.slice(0, 60)));
      for (const line of graphText(graph).split("\n")) expect(line.length).toBeLessThanOrEqual(100);
    }),
  );
});

test("Mermaid: whatever a file holds, every line is one of ours", () => {
  const word = String.raw`(?:[\w ./,:-]|#\d+;)*`;
  const known = [
    /^flowchart LR$/,
    new RegExp(`^ +subgraph g\\d+(w\\d+)?\\["${word}"\\]$`),
    /^ +direction LR$/,
    new RegExp(`^ +n\\d+\\["${word}(<br/>${word})*"\\](:::\\w+)?$`),
    new RegExp(`^ +n\\d+ (==>|-->|-\\.->)(\\|"${word}"\\|)? n\\d+$`),
    /^ +end$/,
    /^ +classDef \w+ [\w:#,-]+( \d)?$/,
    /^$/,
  ];
  fc.assert(
    fc.property(graphs, (graph) => {
      for (const line of graphMermaid(graph).split("\n")) {
        expect(known.some((it) => it.test(line)) ? "" : line).toBe("");
      }
    }),
  );
});

test("DOT: whatever a file holds, it stays in its string", () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const text = graphDot(graph);
      expectPlain(text);
      const rest = text.replace(/"(?:[^"\\\n]|\\["\\n])*"/g, "S");
      expect(rest).toMatch(/^[\w\s[\]=,;{}>-]*$/);
    }),
  );
});

test("SVG: whatever a file holds, it stays text", () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const svg = graphSvg(graph);
      expectPlain(svg);
      const open: string[] = [];
      const style = svg.replace(/<style>[^<]*<\/style>/, "");
      const rest = style.replace(
        /<(\/?)(\w+)((?: [\w-]+="[^"<>]*")*)(\/?)>/g,
        (_, end: string, name: string, __: string, empty: string) => {
          if (end) expect(open.pop()).toBe(name);
          else if (!empty) open.push(name);
          return "";
        },
      );
      expect(open).toEqual([]);
      expect(rest).not.toMatch(/[<>]|&(?!(amp|lt|gt|quot);)/);
      expect(svg).not.toMatch(/<(?!\/?(svg|style|rect|g|text|title|path)\b)/);
    }),
  );
});
