import type { CanaryAxis, CanaryMatrix } from "../../../protocol/canary.ts";
import { svg } from "../element.ts";
import { plotText, shape } from "./lane.ts";
import { niceValues } from "./niceValues.ts";

/** CSS pixels: of the cells, of the numbers to their left, and of those below. */
export const HEAT = { height: 150, left: 44, below: 16 } as const;

/** The class of the cells of each letter. */
export const KINDS = { P: "good-cell", R: "bad-cell", N: "open-cell", S: "open-cell" } as const;

/** Values of a scenario: where they lie in a matrix. */
export interface Spot {
  readonly across: number;
  readonly down: number;
}

/** The cells of a matrix with its axes; a ring marks the spot that is played. */
export function heatMap(
  { across, down, outcomes }: CanaryMatrix,
  spot: Spot | undefined,
  width: number,
): readonly SVGElement[] {
  const room = width - HEAT.left;
  const cell = { width: room / across.values.length, height: HEAT.height / down.values.length };
  const kinds = Object.entries(KINDS).map(([letter, kind]) =>
    shape(kind, cells(outcomes, letter, cell)),
  );
  const left = labels(down, 5).map((value) => {
    const y = shareOf(down, value) * HEAT.height + 4;
    return svg(
      "text",
      { class: "plot-text end", x: HEAT.left - 5, y: Math.min(HEAT.height - 1, Math.max(10, y)) },
      String(value),
    );
  });
  const below = labels(across, Math.max(2, Math.floor(room / 90))).map((value) => {
    const x = HEAT.left + shareOf(across, value) * room;
    const anchor = width - x < 14 ? "plot-text end" : "plot-text middle";
    return plotText(Math.min(width, x), HEAT.height + 13, String(value), anchor);
  });
  const hatch = shape("bad-hatch", cells(outcomes, "R", cell));
  return [
    pattern(),
    ...kinds,
    hatch,
    ...left,
    ...below,
    ...(spot ? ring(across, down, spot, room) : []),
  ];
}

/** Round numbers; ticks are whole. */
const labels = ({ values, metric }: CanaryAxis, wanted: number): readonly number[] => {
  const nice = niceValues(values[0] ?? 0, values.at(-1) ?? 0, wanted);
  return metric === "" ? nice.filter(Number.isInteger) : nice;
};

/** Where a value lies along an axis, from 0 to 1: the middle of its cell. */
function shareOf({ values }: CanaryAxis, value: number): number {
  const [first, last] = [values[0] ?? 0, values.at(-1) ?? 0];
  const share = first === last ? 0 : (value - first) / (last - first);
  const cells = Math.max(values.length, 1);
  return (Math.min(1, Math.max(0, share)) * (cells - 1) + 0.5) / cells;
}

function ring(
  across: CanaryAxis,
  down: CanaryAxis,
  spot: Spot,
  room: number,
): readonly SVGElement[] {
  const at = {
    cx: HEAT.left + shareOf(across, spot.across) * room,
    cy: shareOf(down, spot.down) * HEAT.height,
    r: 5,
  };
  return [svg("circle", { class: "here-halo", ...at }), svg("circle", { class: "here", ...at })];
}

/** Hatching marks what rolls back, for those who do not see colours. */
const pattern = (): SVGElement =>
  svg(
    "pattern",
    { id: "hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse" },
    shape("hatch-line", "M0 6L6 0M-1.5 1.5L1.5 -1.5M4.5 7.5L7.5 4.5"),
  );

/** One rectangle for each run of a row. */
function cells(
  outcomes: readonly string[],
  letter: string,
  { width, height }: { readonly width: number; readonly height: number },
): string {
  const runs = new RegExp(`${letter}+`, "g");
  return outcomes
    .flatMap((row, index) =>
      [...row.matchAll(runs)].map(({ index: from, 0: run }) => {
        const [x, y] = [HEAT.left + from * width, index * height].map(tenths);
        const [wide, high] = [run.length * width, height].map(tenths);
        return `M${x} ${y}h${wide}v${high}h${-(wide ?? 0)}Z`;
      }),
    )
    .join("");
}

const tenths = (value: number): number => Math.round(value * 10) / 10;
