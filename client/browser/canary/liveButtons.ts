import type { LiveActionName, LiveRun } from "../../../protocol/canary.ts";
import { button } from "../element.ts";
import type { Actions } from "./shown.ts";

const TITLES: Readonly<Record<LiveActionName, string>> = {
  suspend: "Suspend…",
  resume: "Resume…",
  restart: "Restart…",
};

/** What a person can do to the rollout; what is not allowed says why. */
export function liveButtons(run: LiveRun, actions: Actions): readonly HTMLButtonElement[] {
  const gates = run.gates.flatMap(({ name, type, refusal }, gate) => {
    const turn = (title: string, isOpening: boolean) =>
      made(title, refusal, () => actions.gate(gate, isOpening));
    return type === "rollback"
      ? [turn(`Roll back by ${name}…`, true), turn(`No roll-back by ${name}…`, false)]
      : [turn(`Open gate ${name}…`, true), turn(`Close gate ${name}…`, false)];
  });
  const others = run.actions.map(({ name, refusal }) =>
    made(TITLES[name], refusal, () => actions.act(name)),
  );
  return [...gates, ...others];
}

const made = (title: string, refusal: string | undefined, run: () => void): HTMLButtonElement =>
  button(title, run, refusal === undefined ? {} : { disabled: true, title: refusal });
