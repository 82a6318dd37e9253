/** How much of a box can be read: all, its name, nothing. */
export type Distance = "near" | "middle" | "far";

export const distanceOf = (zoom: number): Distance =>
  zoom < NAMES ? "far" : zoom < WORDS ? "middle" : "near";

/** The least zoom at which names, and at which all words can be read. */
const NAMES = 0.3;
const WORDS = 0.55;
