const known = new Map<string, string>();

/** So many texts are remembered. */
const MOST = 4000;

/** A text that is no wider than so many pixels in the font of the board; cut texts end in `…`. */
export function cutText(board: CanvasRenderingContext2D, text: string, width: number): string {
  const key = `${board.font} ${width} ${text}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  if (known.size >= MOST) known.clear();
  const cut = board.measureText(text).width <= width ? text : shortened(board, text, width);
  known.set(key, cut);
  return cut;
}

/** A name on one line where there is room, else on two; broken behind a hyphen, where there is one. */
export function twoLines(
  board: CanvasRenderingContext2D,
  name: string,
  width: number,
): readonly string[] {
  const first = cutText(board, name, width).replace(/…$/, "");
  if (first === name) return [name];
  const end = first.lastIndexOf("-") + 1 || first.length;
  return [name.slice(0, end), cutText(board, name.slice(end), width)];
}

function shortened(board: CanvasRenderingContext2D, text: string, width: number): string {
  let fits = 0;
  let tooLong = text.length;
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (board.measureText(`${text.slice(0, middle)}…`).width <= width) fits = middle;
    else tooLong = middle;
  }
  return `${text.slice(0, fits)}…`;
}
