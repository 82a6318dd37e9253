/** Paths of SVG for series over ticks: each tick is a column of the same width. Numbers are rounded to tenths. */

/** A line in steps: a value holds for the whole column of its tick. Gaps where there is none. */
export function stepLine(
  values: readonly (number | null)[],
  column: number,
  y: (value: number) => number,
): string {
  let path = "";
  let isOpen = false;
  values.forEach((value, index) => {
    if (value === null) {
      isOpen = false;
      return;
    }
    const [left, right, height] = [index * column, (index + 1) * column, y(value)].map(tenths);
    path += isOpen ? `V${height}H${right}` : `M${left} ${height}H${right}`;
    isOpen = true;
  });
  return path;
}

/** The area between steps and a base line. */
export function stepArea(
  values: readonly number[],
  column: number,
  y: (value: number) => number,
  base: number,
): string {
  if (values.length === 0) return "";
  const line = stepLine(values, column, y).replace("M0 ", `M0 ${tenths(base)}V`);
  return `${line}V${tenths(base)}Z`;
}

/** Marks in the middle of columns. */
export type Mark = "dot" | "ring" | "cross" | "triangle" | "diamond";

/** Marks of one form at many places. */
export function marks(
  mark: Mark,
  places: readonly { readonly x: number; readonly y: number }[],
  size: number,
): string {
  return places.map(({ x, y }) => drawn[mark](tenths(x), tenths(y), size)).join("");
}

const drawn: Readonly<Record<Mark, (x: number, y: number, size: number) => string>> = {
  dot: circle,
  ring: circle,
  cross: (x, y, r) => `M${x - r} ${y - r}l${2 * r} ${2 * r}m0 ${-2 * r}l${-2 * r} ${2 * r}`,
  triangle: (x, y, r) => `M${x} ${y - r}l${r} ${2 * r}h${-2 * r}Z`,
  diamond: (x, y, r) => `M${x} ${y - r}l${r} ${r}l${-r} ${r}l${-r} ${-r}Z`,
};

function circle(x: number, y: number, r: number): string {
  return `M${tenths(x - r)} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
}

const tenths = (value: number): number => Math.round(value * 10) / 10;

/** A function from values to heights: `from` at the bottom, `to` at the top, what is beyond at the edge. */
export function heights(
  from: number,
  to: number,
  height: number,
  margin = 1,
): (value: number) => number {
  const room = height - 2 * margin;
  return (value) => {
    const share = to === from ? 0 : (value - from) / (to - from);
    return margin + room * (1 - Math.min(1, Math.max(0, share)));
  };
}

/** So many columns that a label of some width fits into each. */
export function labelEvery(column: number, width: number): number {
  const least = width / Math.max(column, 0.01);
  const nice = [1, 2, 5, 10, 20, 50, 100, 200, 500];
  return nice.find((it) => it >= least) ?? 1000;
}
