import { element, svg } from "../element.ts";

const LINES = [
  ["dependsOn", "must be ready first"],
  ["applies", "applies"],
  ["source", "source, chart, values"],
  ["targets", "works on"],
] as const;

/** What the lines mean. */
export const legend = (): HTMLElement =>
  element(
    "ul",
    { class: "legend", "aria-label": "Lines" },
    ...LINES.map(([type, words]) =>
      element(
        "li",
        {},
        svg(
          "svg",
          { class: "lines", width: 34, height: 10, "aria-hidden": "true" },
          svg("path", { class: `line ${type}`, d: "M1 5h25" }),
          svg("path", { class: `tip ${type}`, d: "M33 5l-7 -4v8z" }),
        ),
        words,
      ),
    ),
  );
