import type { GraphEdgeType } from "../../../../protocol/graph.ts";
import type { Piece } from "./piece.ts";

const ENTRIES: readonly { readonly type: GraphEdgeType; readonly words: string }[] = [
  { type: "dependsOn", words: "must be ready first" },
  { type: "applies", words: "applies" },
  { type: "source", words: "source, chart, values" },
  { type: "targets", words: "works on" },
];

const STEP = 180;

/** What the lines mean. */
export function legendSvg(): Piece {
  const entries = ENTRIES.map(({ type, words }, index) => {
    const x = index * STEP;
    return [
      `<path class="edge ${type}" d="M${x} 8h29"/><path class="tip ${type}" d="M${x + 36} 8l-7 -4v8z"/>`,
      `<text class="wave" x="${x + 44}" y="12">${words}</text>`,
    ].join("");
  });
  return { text: entries.join(""), width: ENTRIES.length * STEP, height: 16 };
}
