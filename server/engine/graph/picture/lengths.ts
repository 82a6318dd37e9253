/** Of a picture, in pixels at a zoom of 100 %. */
export const LENGTHS = {
  box: { width: 184, height: 60 },
  /** Columns in the direction of the flow, rows across it. */
  between: { columns: 46, rows: 12 },
  /** Inside the frame of a group. */
  padding: 16,
  /** Of a band, around its boxes. */
  inset: 8,
  /** Room for the title of a group. */
  title: 40,
  /** For the heads of waves above their boxes, and beside them. */
  heads: 52,
  gutter: 112,
  betweenGroups: 24,
} as const;
