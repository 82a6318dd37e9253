import { element, setText } from "../element.ts";
import type { Part, Shown } from "./shown.ts";

/** What this Canary is, and how the rollout would end; how it goes in a cluster stands below. */
export function headline(): Part {
  const name = element("h1");
  const outcome = element("span", { class: "outcome" });
  const facts = element("p", { class: "facts" });
  const ending = element("p", { class: "ending", role: "status" });
  const notes = element("ul", { class: "notes" });
  const root = element(
    "header",
    {},
    element("div", { class: "title" }, name, outcome),
    facts,
    ending,
    notes,
  );
  return {
    root,
    update({ picture }) {
      const { provider, strategyWords, durationWords } = picture;
      setText(name, picture.name);
      setText(outcome, `${PREDICTED} ${SIGNS[picture.ending.mood]} ${picture.ending.outcome}`);
      outcome.dataset.mood = picture.ending.mood;
      setText(facts, `${provider} · ${strategyWords} · ${durationWords}`);
      setText(ending, endingText(picture));
      const lines = [...picture.notes, ...(picture.unmet ?? [])];
      if (notes.childElementCount !== lines.length || notes.textContent !== lines.join("")) {
        notes.replaceChildren(...lines.map((it) => element("li", {}, it)));
      }
    },
  };
}

/** Tells what is foretold from what a cluster has. */
const PREDICTED = "Predicted:";

/** Never colour alone. */
const SIGNS = { good: "✓", bad: "✕", open: "…" } as const;

function endingText({ ending, unmet }: Shown["picture"]): string {
  const expected = unmet ? (unmet.length === 0 ? " As expected." : " Not as expected:") : "";
  return `${PREDICTED} ${ending.sentence}${expected}`;
}
