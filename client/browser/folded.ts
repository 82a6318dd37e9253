import { element } from "./element.ts";

/** A section that can be folded away. */
export function folded(
  name: string,
  isOpen: boolean,
  opened: () => void,
  ...content: readonly HTMLElement[]
): { readonly root: HTMLDetailsElement; readonly title: HTMLElement } {
  const title = element("h2", {}, name);
  const root = element("details", { open: isOpen }, element("summary", {}, title), ...content);
  root.addEventListener("toggle", () => {
    if (root.open) opened();
  });
  return { root, title };
}
