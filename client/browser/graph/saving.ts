import { type GraphExportFormat, graphExportFormats } from "../../../protocol/graphView.ts";
import { element } from "../element.ts";
import type { Actions } from "./actions.ts";

const WORDS: Readonly<Record<GraphExportFormat, string>> = {
  svg: "SVG",
  png: "PNG",
  mermaid: "Mermaid",
  dot: "DOT",
  json: "JSON",
};

/** A list of the formats in which what is shown can be saved. */
export function saving({ save }: Pick<Actions, "save">): HTMLElement {
  const title = element("option", { value: "" }, "Save as …");
  const options = graphExportFormats.map((value) => element("option", { value }, WORDS[value]));
  const root = element("select", { "aria-label": "Save as" }, title, ...options);
  root.addEventListener("change", () => {
    const format = graphExportFormats.find((it) => it === root.value);
    root.value = "";
    if (format) save(format);
  });
  return root;
}
