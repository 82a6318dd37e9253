import type { CanaryMetric } from "../../../protocol/canary.ts";
import { element, setValue } from "../element.ts";
import { choice, row } from "./choice.ts";
import { type Draft, type MetricSaid, metricIn, withMetric } from "./draft.ts";

/** A row of the scenario. */
export interface DraftRow {
  readonly root: HTMLElement;
  readonly update: (draft: Draft) => void;
}

/** What a metric answers: by a slider, a curve or a pasted series. */
export function metricRow(
  { name, unit, from, to, healthy }: CanaryMetric,
  draft: () => Draft,
  changed: (draft: Draft) => void,
): DraftRow {
  const say = (said: MetricSaid, field?: HTMLInputElement) => {
    const next = withMetric(draft(), name, said);
    field?.setAttribute("aria-invalid", String(!next));
    if (next) changed(next);
  };
  const kind = choice(`What ${name} answers`, KINDS, (value) => say(first(value)));
  const first = (value: string): MetricSaid => {
    const said = metricIn(draft(), name);
    const now = said.kind === "value" ? said.value : healthy;
    if (value === "value") return { kind: value, value: now };
    if (value === "curve")
      return {
        kind: value,
        text: `0: ${healthy}, 5: ${now === healthy ? round((from + to) / 2) : now}`,
      };
    if (value === "series") return { kind: value, text: `${healthy} ${healthy} ${now}` };
    return { kind: value as "healthy" | "none" | "error" | "other" };
  };
  const step = stepOf(from, to);
  const slider = element("input", {
    type: "range",
    min: from,
    max: to,
    step,
    "aria-label": `${name} as a slider`,
  });
  const number = element("input", {
    type: "number",
    step: "any",
    "aria-label": name,
    class: "value",
  });
  const text = element("input", { type: "text", spellcheck: "false", class: "series" });
  slider.addEventListener("input", () => {
    number.value = slider.value;
    say({ kind: "value", value: Number(slider.value) });
  });
  number.addEventListener("input", () => {
    const value = number.value === "" ? Number.NaN : Number(number.value);
    say({ kind: "value", value }, number);
  });
  text.addEventListener("input", () => {
    const { kind: now } = metricIn(draft(), name);
    say({ kind: now === "curve" ? "curve" : "series", text: text.value }, text);
  });
  const words = element("span", { class: "unit" }, unit);
  const root = row(name, kind, slider, number, words, text);
  return {
    root,
    update(now) {
      const said = metricIn(now, name);
      setValue(kind, said.kind);
      const isValue = said.kind === "value";
      for (const it of [slider, number, words]) it.hidden = !isValue;
      text.hidden = said.kind !== "curve" && said.kind !== "series";
      if (isValue) {
        setValue(slider, String(said.value));
        setValue(number, String(said.value));
        slider.setAttribute("aria-valuetext", `${said.value} ${unit}`);
      }
      if (said.kind === "curve" || said.kind === "series") {
        setValue(text, said.text);
        text.setAttribute(
          "aria-label",
          said.kind === "curve"
            ? `${name}: tick: value, from tick on`
            : `${name}: values, one after the other`,
        );
        text.title =
          said.kind === "curve"
            ? "tick: value, …; each holds from its tick on"
            : "Values, one for each check; null for no data. The last one repeats.";
      }
    },
  };
}

const KINDS = [
  ["healthy", "healthy"],
  ["value", "a value"],
  ["curve", "a curve"],
  ["series", "a series"],
  ["none", "no data"],
  ["error", "error 503"],
  ["other", "as in the file"],
] as const;

/** About 200 steps of a round size. */
function stepOf(from: number, to: number): number {
  const raw = Math.abs(to - from) / 200;
  return raw > 0 ? 10 ** Math.floor(Math.log10(raw) + 0.3) : 1;
}

const round = (value: number): number => Math.round(value * 100) / 100;
