import { type PresetName, presets } from "../../../protocol/simulate.ts";
import { button, element } from "../element.ts";
import { type Draft, draftOf, textOf } from "./draft.ts";
import { type DraftRow, metricRow } from "./metricRow.ts";
import { editRows, readinessRow, webhookRow } from "./otherRows.ts";
import type { Actions, Part, Shown } from "./shown.ts";

/** What happens around the rollout: a preset, or what is said of each metric, webhook and workload. */
export function scenario(actions: Pick<Actions, "play" | "save" | "open">): Part {
  let last: Shown | undefined;
  let rows: readonly DraftRow[] = [];
  let kind = "";
  const draft = (): Draft => draftIn(last);
  const changed = (next: Draft) => {
    const { changes } = last?.play ?? {};
    actions.play({ scenario: textOf(next), ...(changes ? { changes } : {}) });
  };
  const chosen = (preset: PresetName) => {
    const { changes } = last?.play ?? {};
    actions.play({ preset, ...(changes ? { changes } : {}) });
  };
  const buttons = presets.map(
    (it) => [it, button(WORDS[it], () => chosen(it), { "aria-pressed": "false" })] as const,
  );
  const list = element("div", { class: "rows" });
  const files = element(
    "div",
    { class: "buttons" },
    button("Save scenario…", actions.save, { title: "Save as a file that simulate plays, too" }),
    button("Open scenario…", actions.open),
  );
  const root = element(
    "section",
    { class: "scenario", "aria-labelledby": "scenario-title" },
    element("h2", { id: "scenario-title" }, "What happens"),
    element(
      "div",
      { class: "buttons presets", role: "group", "aria-label": "Presets" },
      ...buttons.map(([, it]) => it),
    ),
    list,
    files,
  );
  const draw = ({ picture: { metrics, webhooks } }: Shown): readonly DraftRow[] => [
    ...metrics
      .filter((it, at) => metrics.findIndex(({ name }) => name === it.name) === at)
      .map((it) => metricRow(it, draft, changed)),
    ...webhooks.map((it) => webhookRow(it, draft, changed)),
    readinessRow("target", draft, changed),
    readinessRow("primary", draft, changed),
    editRows(draft, changed),
  ];
  return {
    root,
    update(shown) {
      last = shown;
      const { metrics, webhooks } = shown.picture;
      const wanted = JSON.stringify([metrics, webhooks.map(({ name, isGate }) => [name, isGate])]);
      if (wanted !== kind) {
        kind = wanted;
        rows = draw(shown);
        list.replaceChildren(...rows.map((it) => it.root));
      }
      for (const [preset, it] of buttons) {
        const isOn =
          shown.play.scenario === undefined && (shown.play.preset ?? "healthy") === preset;
        it.setAttribute("aria-pressed", String(isOn));
        // Without a gate, none can stay closed.
        it.disabled = preset === "gate-closed" && !webhooks.some(({ isGate }) => isGate);
      }
      for (const it of rows) it.update(draft());
    },
  };
}

/** What is asked for, be it answered already or not. A change makes something else of a preset, so its name goes. */
function draftIn(shown: Shown | undefined): Draft {
  const asked = shown?.play.scenario;
  if (asked !== undefined) return draftOf(asked) ?? {};
  const { title: _, ...preset } = draftOf(shown?.picture.scenario ?? "") ?? {};
  return preset;
}

const WORDS: Readonly<Record<PresetName, string>> = {
  healthy: "Healthy",
  errors: "Errors",
  "no-traffic": "No traffic",
  "gate-closed": "Gate never opens",
  "not-ready": "Crash loop",
};
