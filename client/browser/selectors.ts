import type {
  FromSelectorsView,
  LiveSelectors,
  MomentName,
  SelectorPicture,
  SelectorsViewState,
  ToSelectorsView,
} from "../../protocol/selectors.ts";
import { asker } from "./asker.ts";
import { connect } from "./host.ts";
import { page } from "./selectors/page.ts";
import { momentAt } from "./selectors/shown.ts";
import { toView } from "./selectors/toView.ts";

let state: SelectorsViewState | undefined;
let picture: SelectorPicture<unknown> | undefined;
/** The number of its answer. */
let drawn = 0;
let live: LiveSelectors = { kind: "none" };

const host = connect<ToSelectorsView, FromSelectorsView, SelectorsViewState>(toView, hear);
const pictures = asker<undefined>((number) =>
  host.post({ type: "draw", number, isWhole: state?.isWhole === true }),
);
const view = page({
  choose,
  reveal: (place) => host.post({ type: "reveal", picture: drawn, place }),
  unfold,
  look: () => host.post({ type: "look" }),
  mend: (fault, fix) => host.post({ type: "mend", fault, fix }),
});
document.getElementById("view")?.replaceChildren(view.root);
host.post({ type: "ready" });

function hear(message: ToSelectorsView): void {
  switch (message.type) {
    case "start":
      state = remembered(message.state.id) ?? message.state;
      host.remember(state);
      pictures.ask(undefined);
      return;
    case "picture":
      if (!pictures.answered(message.number)) return;
      picture = message.picture;
      drawn = message.number;
      draw();
      return;
    case "problem":
      if (pictures.answered(message.number)) view.fail(message.problem);
      return;
    case "changed":
      if (state) pictures.ask(undefined);
      return;
    case "live":
      live = message.live;
      draw();
  }
}

/** The page is made anew whenever it comes into view; what it showed is in the memory of the panel. */
function remembered(id: string): SelectorsViewState | undefined {
  const found = toView({ type: "start", state: host.remembered() });
  return found?.type === "start" && found.state.id === id ? found.state : undefined;
}

function choose(moment: MomentName, step: number): void {
  if (!state) return;
  state = { ...state, moment, step };
  host.remember(state);
  draw();
}

function unfold(isWhole: boolean): void {
  if (!state) return;
  const { isWhole: _, ...rest } = state;
  state = isWhole ? { ...rest, isWhole } : rest;
  host.remember(state);
  pictures.ask(undefined);
}

function draw(): void {
  if (!state || !picture) return;
  const moment = momentAt(picture, state.moment, state.step);
  if (moment) view.update({ picture, moment, live, isWhole: state.isWhole === true });
}
