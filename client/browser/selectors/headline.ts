import { element, setText } from "../element.ts";
import type { Part } from "./shown.ts";

/** What is looked at, and what the picture says. */
export function headline(): Part {
  const name = element("h1");
  const kind = element("span", { class: "subject" });
  const summary = element("p", { class: "summary" });
  const notes = element("ul", { class: "notes" });
  const root = element(
    "header",
    {},
    element("div", { class: "title" }, name, kind),
    summary,
    notes,
  );
  return {
    root,
    update({ picture }) {
      setText(name, `Labels of ${picture.name}`);
      setText(kind, picture.build === "" ? picture.kind : `${picture.kind} in ${picture.build}`);
      setText(summary, picture.summary);
      const lines = [
        ...picture.notes,
        ...(picture.unreached === undefined ? [] : [`It gets no further: ${picture.unreached}`]),
      ];
      if (notes.textContent !== lines.join("")) {
        notes.replaceChildren(...lines.map((it) => element("li", {}, it)));
      }
    },
  };
}
