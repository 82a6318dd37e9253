import type { CanaryRouting } from "../../../protocol/canary.ts";
import { element, setText } from "../element.ts";
import { folded } from "../folded.ts";
import type { Part } from "./shown.ts";

/** The routing object at the chosen tick. */
export interface RoutingPart extends Part {
  readonly show: (routing: CanaryRouting) => void;
  readonly isOpen: () => boolean;
}

/** @param opened it has come into view and wants to be filled */
export function routing(opened: () => void): RoutingPart {
  const code = element("code");
  const text = element("pre", { tabindex: 0, "aria-label": "Routing object" }, code);
  const { root, title } = folded("Routing", true, opened, text);
  return {
    root,
    isOpen: () => root.open,
    update: () => {},
    show({ tick, name, text: yaml }) {
      setText(
        title,
        name === "" ? "Routing: no object yet" : `Routing: ${name} after tick ${tick}`,
      );
      setText(code, yaml);
    },
  };
}
