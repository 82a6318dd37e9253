import type { PictureNode } from "../../../protocol/graphView.ts";
import { kindWords, nameWords, stateWords } from "./boxWords.ts";
import { type Brush, standAt } from "./brush.ts";
import { cutText, twoLines } from "./fitText.ts";
import { iconPath } from "./icon.ts";

/** What is marked, by index. */
export interface Marks {
  readonly chosen: number | undefined;
  readonly match: ReadonlySet<number>;
  readonly here: ReadonlySet<number>;
}

/** Paints boxes as their elements look, for when there are too many of them for elements. */
export function paintBoxes(
  brush: Brush,
  nodes: ReadonlyMap<number, PictureNode>,
  { chosen, match, here }: Marks,
): void {
  const { board, looks } = brush;
  const { accent, here: glow } = looks.plain();
  for (const [index, node] of nodes) {
    standAt(brush, node);
    board.globalAlpha = match.size > 0 && !match.has(index) && index !== chosen ? PALE : 1;
    if (here.has(index)) ring(brush, node, glow, { apart: 1.5, width: 3 });
    paintBox(brush, node);
    if (index === chosen) ring(brush, node, accent, { apart: 2, width: 2 });
  }
  board.globalAlpha = 1;
}

const PALE = 0.35;

function paintBox(brush: Brush, node: PictureNode): void {
  const { board, distance, looks } = brush;
  const { width, height } = node;
  const { fill, border, isDashed, stripe } = looks.box(node, distance);
  board.fillStyle = fill;
  board.fillRect(0, 0, width, height);
  if (distance === "far") return;
  board.fillStyle = stripe;
  board.fillRect(0, 0, 4, height);
  board.strokeStyle = border;
  board.lineWidth = 1;
  board.setLineDash(isDashed ? [3, 2] : []);
  board.strokeRect(0.5, 0.5, width - 1, height - 1);
  board.setLineDash([]);
  if (distance === "near") paintWords(brush, node);
  else paintName(brush, node, { size: 22, icon: 24, y: height / 2 });
}

function paintWords(brush: Brush, node: PictureNode): void {
  const { board, distance, looks } = brush;
  const { font, muted } = looks.plain();
  paintName(brush, node, { size: 13, icon: 15, y: 14 });
  board.font = `12px ${font}`;
  const room = node.width - 20;
  board.fillStyle = muted;
  board.fillText(cutText(board, kindWords(node), room), 12, 32);
  board.fillStyle = looks.box(node, distance).words;
  board.fillText(cutText(board, stateWords(node), room), 12, 48);
}

/** The name behind the sign of its type; `y` is the middle of both. Large names may take two lines. */
function paintName(
  { board, looks }: Brush,
  node: PictureNode,
  { size, icon, y }: { readonly size: number; readonly icon: number; readonly y: number },
): void {
  const { type, width } = node;
  const name = nameWords(node);
  const { font, text } = looks.plain();
  const scale = icon / 16;
  board.textAlign = "left";
  board.textBaseline = "middle";
  board.font = `600 ${size}px ${font}`;
  board.fillStyle = text;
  const room = width - icon - 26;
  const lines = size < LARGE ? [cutText(board, name, room)] : twoLines(board, name, room);
  const first = y - ((lines.length - 1) * LINE) / 2;
  for (const [index, it] of lines.entries()) {
    board.fillText(it, 12 + icon + 6, first + index * LINE);
  }
  board.translate(12, y - icon / 2);
  board.scale(scale, scale);
  board.strokeStyle = text;
  board.lineWidth = 1.2;
  board.stroke(iconPath(type));
  board.scale(1 / scale, 1 / scale);
  board.translate(-12, icon / 2 - y);
}

/** From this size on names may take two lines, which are so far apart. */
const LARGE = 20;
const LINE = 25;

function ring(
  { board, camera }: Brush,
  { width, height }: PictureNode,
  colour: string,
  { apart, width: thick }: { readonly apart: number; readonly width: number },
): void {
  // From afar it would be too thin to be seen.
  board.lineWidth = Math.max(thick, 2 / camera.zoom);
  board.strokeStyle = colour;
  board.strokeRect(-apart, -apart, width + 2 * apart, height + 2 * apart);
}
