import { type Brush, standAt } from "./brush.ts";
import type { Line } from "./lines.ts";

/** Paints lines with their points, one by one: one path of thousands of lines takes a browser seconds. */
export function paintLines(brush: Brush, lines: readonly Line[], isChosen: boolean): void {
  const { board, distance, looks } = brush;
  const isFar = distance === "far";
  let look: unknown;
  for (const { edge, corner, path, tip } of lines) {
    standAt(brush, corner);
    const own = looks.line(edge, isChosen);
    if (own !== look) {
      look = own;
      board.strokeStyle = own.colour;
      board.fillStyle = own.colour;
      board.lineWidth = own.width;
      board.lineCap = own.cap;
      // From afar dashes are no more than a grey, and slow.
      board.setLineDash(isFar ? [] : [...own.dash]);
    }
    board.stroke(path);
    if (!isFar) board.fill(tip);
  }
  board.setLineDash([]);
  if (!isFar) paintConditions(brush, lines);
}

/** A sign on each dependency that must satisfy an expression; what it says stands in the details. */
function paintConditions(brush: Brush, lines: readonly Line[]): void {
  const { board, looks } = brush;
  const { font, ground, text } = looks.plain();
  board.font = `10px ${font}`;
  board.textAlign = "center";
  board.textBaseline = "middle";
  board.lineWidth = 4;
  board.lineJoin = "round";
  board.strokeStyle = ground;
  board.fillStyle = text;
  for (const { edge, corner, middle } of lines) {
    if (!edge.words.startsWith("when ")) continue;
    standAt(brush, corner);
    board.strokeText("when", middle.x, middle.y);
    board.fillText("when", middle.x, middle.y);
  }
}
