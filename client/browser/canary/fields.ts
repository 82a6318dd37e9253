import type { CanaryField } from "../../../protocol/canary.ts";
import type { FieldChange } from "../../../protocol/fieldChange.ts";
import { button, element, setValue } from "../element.ts";
import type { Actions, Part, Shown } from "./shown.ts";

/** Numbers of the Canary, to be tried with other values and written to the file. */
export function fields(actions: Pick<Actions, "play" | "apply" | "reveal">): Part {
  let last: Shown | undefined;
  let inputs: readonly (readonly [string, HTMLInputElement])[] = [];
  let kind = "";
  const put = (name: string, value: number | string, written: number | string) => {
    const { changes: before = [], ...play } = last?.play ?? {};
    const others = before.filter((it) => it.name !== name);
    const changes: readonly FieldChange[] =
      value === written ? others : [...others, { name, value }];
    actions.play(changes.length > 0 ? { ...play, changes } : play);
  };
  const list = element("div", { class: "fields" });
  const apply = button("Apply to file", actions.apply, {
    class: "primary-button",
    title: "Write the changed values to the file; it can be undone",
  });
  const reset = button("Reset", () => {
    const { changes: _, ...play } = last?.play ?? {};
    actions.play(play);
  });
  const root = element(
    "section",
    { class: "what-if", "aria-labelledby": "what-if-title" },
    element("h2", { id: "what-if-title" }, "What if"),
    list,
    element("div", { class: "buttons" }, apply, reset),
  );
  const draw = (all: readonly CanaryField[]) =>
    all.map((field) => {
      const input = fieldInput(field, put);
      const { place } = field;
      const name =
        place === undefined
          ? element("span", { class: "field-name" }, field.label)
          : button(field.label, () => actions.reveal(place), {
              class: "link field-name",
              title: `Show ${field.name}`,
            });
      return { name: field.name, input, root: element("div", { class: "field" }, name, input) };
    });
  return {
    root,
    update(shown) {
      last = shown;
      const { fields: all } = shown.picture;
      const wanted = JSON.stringify(all.map((it) => [it.name, it.label, it.written, it.place]));
      if (wanted !== kind) {
        kind = wanted;
        const made = draw(all);
        inputs = made.map((it) => [it.name, it.input]);
        list.replaceChildren(...made.map((it) => it.root));
      }
      const changes = shown.play.changes ?? [];
      for (const [name, input] of inputs) {
        const change = changes.find((it) => it.name === name);
        const value = change?.value ?? all.find((it) => it.name === name)?.written ?? "";
        setValue(input, String(value));
        input.dataset.changed = String(change !== undefined);
      }
      root.hidden = all.length === 0;
      apply.disabled = changes.length === 0 || changes.some(({ name }) => isFixed(all, name));
      reset.disabled = changes.length === 0;
    },
  };
}

const isFixed = (all: readonly CanaryField[], name: string): boolean =>
  all.find((it) => it.name === name)?.place === undefined;

function fieldInput(
  { name, label, written }: CanaryField,
  put: (name: string, value: number | string, written: number | string) => void,
): HTMLInputElement {
  const isNumber = typeof written === "number";
  const input = element("input", {
    type: isNumber ? "number" : "text",
    step: isNumber ? "any" : undefined,
    "aria-label": label,
    spellcheck: "false",
    class: "value",
  });
  input.addEventListener("input", () => {
    const isGood = isNumber
      ? input.value !== "" && Number.isFinite(Number(input.value))
      : /^(\d+(\.\d+)?(ms|s|m|h))+$/.test(input.value);
    input.setAttribute("aria-invalid", String(!isGood));
    if (isGood) put(name, isNumber ? Number(input.value) : input.value, written);
  });
  return input;
}
