import { element } from "../element.ts";

/** A list to choose one from: value and words. */
export function choice(
  label: string,
  options: readonly (readonly [value: string, words: string])[],
  changed: (value: string) => void,
): HTMLSelectElement {
  const made = element(
    "select",
    { "aria-label": label },
    ...options.map(([value, words]) => element("option", { value }, words)),
  );
  made.addEventListener("change", () => changed(made.value));
  return made;
}

/** A field for a whole number from 0. */
export function countField(label: string, changed: (value: number) => void): HTMLInputElement {
  const made = element("input", {
    type: "number",
    min: 0,
    step: 1,
    "aria-label": label,
    class: "count",
  });
  made.addEventListener("input", () => {
    const value = Number(made.value);
    const isCount = made.value !== "" && Number.isInteger(value) && value >= 0;
    made.setAttribute("aria-invalid", String(!isCount));
    if (isCount) changed(value);
  });
  return made;
}

/** A row of a form: a name, and controls. */
export const row = (name: string, ...controls: readonly HTMLElement[]): HTMLElement =>
  element(
    "div",
    { class: "row", role: "group", "aria-label": name },
    element("span", { class: "row-name" }, name),
    element("span", { class: "controls" }, ...controls),
  );
