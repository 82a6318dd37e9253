import type {
  CanaryPlay,
  CanaryViewState,
  FromCanaryView,
  ToCanaryView,
} from "../../protocol/canary.ts";
import { asker } from "./asker.ts";
import { draftOf, textOf } from "./canary/draft.ts";
import { page } from "./canary/page.ts";
import type { Actions, Shown } from "./canary/shown.ts";
import { toView } from "./canary/toView.ts";
import { connect } from "./host.ts";
import { later } from "./later.ts";

let state: CanaryViewState | undefined;
let shown: Shown | undefined;
/** The number of the picture that is shown. */
let drawn = 0;
let wantedMatrix = 0;

const host = connect<ToCanaryView, FromCanaryView, CanaryViewState>(toView, hear);
const pictures = asker<CanaryPlay>((number, play) => host.post({ type: "draw", number, play }));
const routings = asker<{ readonly play: CanaryPlay; readonly tick: number }>((number, it) =>
  host.post({ type: "routing", number, ...it }),
);

// While somebody drags, nothing but pictures is on its way.
const memory = later(200, () => state && host.remember(state));
const routing = later(60, askRouting);
const matrix = later(300, askMatrix);
window.addEventListener("pagehide", memory.now);

const actions: Actions = {
  choose,
  play,
  reveal: (place) => host.post({ type: "reveal", picture: drawn, place }),
  apply: () => host.post({ type: "apply", changes: state?.play.changes ?? [] }),
  text: () => state && host.post({ type: "text", play: state.play }),
  save: () => shown && host.post({ type: "save", scenario: savedText(shown) }),
  open: () => host.post({ type: "open" }),
  look: () => host.post({ type: "look" }),
  act: (action) => host.post({ type: "act", action }),
  gate: (gate, isOpening) => host.post({ type: "gate", gate, isOpening }),
};
const view = page(actions, { routing: askRouting, matrix: askMatrix });
document.getElementById("view")?.replaceChildren(view.root);
host.post({ type: "ready" });

function hear(message: ToCanaryView): void {
  switch (message.type) {
    case "start":
      state = remembered(message.state.id) ?? message.state;
      pictures.ask(state.play);
      return;
    case "picture":
      if (!pictures.answered(message.number)) return;
      drawn = message.number;
      draw(message.picture);
      return;
    case "problem":
      if (pictures.answered(message.number)) view.fail(message.problem);
      return;
    case "routing":
      if (routings.answered(message.number)) view.routing.show(message.routing);
      return;
    case "matrix":
      if (message.number === wantedMatrix) view.matrix.show(message.matrix);
      return;
    case "no-matrix":
      if (message.number === wantedMatrix) view.matrix.fail(message.problem);
      return;
    case "scenario":
      play({ scenario: message.text });
      return;
    case "changed":
      if (state) pictures.ask(state.play);
      return;
    case "live":
      view.live.show(message.live);
  }
}

/** The page is made anew whenever it comes into view; what it showed is in the memory of the panel. */
function remembered(id: string): CanaryViewState | undefined {
  const found = toView({ type: "start", state: host.remembered() });
  return found?.type === "start" && found.state.id === id ? found.state : undefined;
}

function play(next: CanaryPlay): void {
  if (!state) return;
  state = { ...state, play: next };
  memory.ask();
  if (shown) {
    shown = { ...shown, play: next };
    view.updateControls(shown);
  }
  pictures.ask(next);
}

function choose(at: number): void {
  if (!state || !shown || at === shown.at) return;
  state = { ...state, tick: at };
  shown = { ...shown, at };
  memory.ask();
  view.update(shown);
  routing.ask();
}

function draw(picture: Shown["picture"]): void {
  if (!state) return;
  const changes = state.play.changes?.filter(
    ({ name, value }) => picture.fields.find((it) => it.name === name)?.written !== value,
  );
  // What has been applied is no change any more.
  const { changes: _, ...plain } = state.play;
  state = { ...state, play: changes && changes.length > 0 ? { ...plain, changes } : plain };
  const at = Math.min(state.tick, Math.max(0, picture.frames.length - 1));
  shown = { picture, play: state.play, at };
  memory.ask();
  view.update(shown);
  routing.ask();
  matrix.ask();
}

function askRouting(): void {
  const frame = shown?.picture.frames[shown.at];
  if (shown && frame && view.routing.isOpen()) routings.ask({ play: shown.play, tick: frame.tick });
}

function askMatrix(): void {
  if (!shown || !view.matrix.isOpen()) return;
  wantedMatrix++;
  host.post({ type: "matrix", number: wantedMatrix, play: shown.play });
}

/** A preset gets its name for a title; what is played now is what is saved. */
function savedText({ picture, play: { scenario } }: Shown): string {
  return textOf(draftOf(scenario ?? picture.scenario) ?? {});
}
