import type {
  FromGraphView,
  GraphChoice,
  GraphPicture,
  GraphRoom,
  GraphViewState,
  ToGraphView,
} from "../../protocol/graphView.ts";
import { asker } from "./asker.ts";
import type { Actions } from "./graph/actions.ts";
import { matches } from "./graph/matches.ts";
import { page } from "./graph/page.ts";
import { paint } from "./graph/paint.ts";
import { toggled } from "./graph/toggled.ts";
import { toView } from "./graph/toView.ts";
import { connect } from "./host.ts";
import { later } from "./later.ts";

const START: GraphViewState = {
  choice: {
    layer: "files",
    namespaces: [],
    kinds: [],
    states: [],
    expanded: [],
    collapsed: [],
  },
  shows: "picture",
};

let state: GraphViewState | undefined;
let picture: GraphPicture<unknown> | undefined;
/** The number of its answer. */
let shown = 0;
/** What the search has found, and how far it has come. */
let found: readonly number[] = [];
let step = -1;
/** Nodes to choose as soon as they are in a picture. */
let wanted: readonly string[] = [];
let here: readonly string[] = [];
/** The room that there was when a picture was asked for. */
let askedIn: GraphRoom = { width: 0, height: 0 };

const host = connect<ToGraphView, FromGraphView, GraphViewState>(toView, hear);
const pictures = asker<GraphChoice>((number, choice) => {
  const room = view.room();
  askedIn = room ?? askedIn;
  host.post({ type: "draw", number, choice, ...(room ? { room } : {}) });
});
const memory = later(200, () => state && host.remember(state));
/** A large picture is made anew only when nobody is typing. */
const redraw = later(200, follow);
/** Where it is not said, waves go as there is room for them. */
const resized = later(200, () => {
  const { width = 0, height = 0 } = view.room() ?? {};
  if (width > 0 && (width !== askedIn.width || height !== askedIn.height)) ask();
});
window.addEventListener("pagehide", memory.now);

const actions: Actions = {
  choose,
  reveal(place, takesOver) {
    if (place !== undefined) host.post({ type: "reveal", picture: shown, place, takesOver });
  },
  focus(node) {
    const id = node === undefined ? undefined : picture?.nodes[node]?.id;
    const { focus, ...rest } = state?.choice ?? START.choice;
    choice(id === undefined || id === focus ? rest : { ...rest, focus: id });
  },
  expand(node) {
    const found = picture?.nodes[node];
    if (!found || !state || found.applies === 0) return;
    change({ expanded: toggled(state.choice.expanded, found.id) });
  },
  collapse: (group) => state && change({ collapsed: toggled(state.choice.collapsed, group) }),
  change,
  turn: () => picture && change({ flow: picture.flow === "right" ? "down" : "right" }),
  search: () => view.toolbar.search.focus(),
  show(shows) {
    if (!state || !picture) return;
    remember({ ...state, shows });
    draw(picture);
  },
  save: (format) => state && host.post({ type: "export", format, choice: state.choice }),
  ask: (place) => host.post({ type: "findings", picture: shown, place }),
};

const view = page(actions, {
  hover(node) {
    const found = node === undefined ? undefined : picture?.nodes[node];
    // Of the chosen node, all is said beside the picture.
    const isSaid = found === undefined || found.id === state?.chosen;
    if (node === undefined || isSaid) view.tip.over(undefined, undefined);
    else view.tip.over(found, view.canvas.elementOf(node));
  },
  moved(camera) {
    view.tip.hide();
    if (state) remember({ ...state, camera });
  },
  typed(text) {
    found = picture ? matches(picture.nodes, text) : [];
    step = -1;
    view.canvas.mark("match", new Set(found));
    view.toolbar.found(text === "" ? "" : `${found.length} found`);
    if (found.length > 0) goToMatch(1);
  },
  step: goToMatch,
  leave() {
    found = [];
    view.canvas.mark("match", new Set());
    view.toolbar.found("");
    view.canvas.focus();
  },
});
document.getElementById("view")?.replaceChildren(view.root);
new ResizeObserver(resized.ask).observe(view.root);
host.post({ type: "ready" });

function hear(message: ToGraphView): void {
  switch (message.type) {
    case "start":
      state = remembered() ?? message.state;
      ask();
      return;
    case "picture":
      if (!pictures.answered(message.number)) return;
      shown = message.number;
      draw(message.picture);
      return;
    case "problem":
      if (pictures.answered(message.number)) view.fail(message.problem);
      return;
    case "findings":
      if (message.picture !== shown) return;
      view.details.tell(message.place, message.findings);
      view.tip.tell(message.place, message.findings);
      return;
    case "show":
      wanted = message.ids;
      showWanted();
      return;
    case "at":
      here = message.ids;
      markHere();
      return;
    case "layers":
      view.toolbar.allow(message.layers);
      return;
    case "paint":
      void paint(message.svg).then((png) => host.post({ type: "painted", png }));
      return;
    case "changed":
      if ((picture?.nodes.length ?? 0) > 600) redraw.ask();
      else follow();
  }
}

/** The page is made anew whenever it comes into view; what it showed is in the memory of the panel. */
function remembered(): GraphViewState | undefined {
  const found = toView({ type: "start", state: host.remembered() });
  return found?.type === "start" ? found.state : undefined;
}

function remember(next: GraphViewState): void {
  state = next;
  memory.ask();
}

function ask(): void {
  if (state) pictures.ask(state.choice);
}

/** While somebody types, waves go on where they go. */
function follow(): void {
  if (!state) return;
  const { flow = picture?.flow } = state.choice;
  pictures.ask({ ...state.choice, ...(flow ? { flow } : {}) });
}

function change(part: Partial<GraphChoice>): void {
  if (state) choice({ ...state.choice, ...part });
}

function choice(next: GraphChoice): void {
  if (!state) return;
  remember({ ...state, choice: next });
  if (picture) view.toolbar.update(picture, state);
  pictures.ask(next);
}

function draw(next: GraphPicture<unknown>): void {
  if (!state) return;
  const id = state.chosen;
  picture = next;
  view.update(next, state);
  view.canvas.update(next, state.camera);
  const index = next.nodes.findIndex((it) => it.id === id);
  mark(index < 0 ? undefined : index);
  found = [];
  if (view.toolbar.search.value !== "") {
    found = matches(next.nodes, view.toolbar.search.value);
    view.canvas.mark("match", new Set(found));
  }
  markHere();
  showWanted();
}

function choose(node: number | undefined): void {
  if (!state) return;
  view.tip.hide();
  const id = node === undefined ? undefined : picture?.nodes[node]?.id;
  const { chosen: _, ...rest } = state;
  remember(id === undefined ? rest : { ...rest, chosen: id });
  mark(node);
}

function mark(node: number | undefined): void {
  view.canvas.choose(node);
  if (!picture) return;
  view.details.update(picture, node);
  if (state?.shows === "table") view.twin.update(picture, node);
}

function goToMatch(by: 1 | -1): void {
  if (found.length === 0) return;
  step = (step + by + found.length) % found.length;
  const node = found[step];
  if (node === undefined) return;
  choose(node);
  view.canvas.bring(node, "middle");
  view.toolbar.found(`${step + 1} of ${found.length}`);
}

/** What a lens or a command has asked for. */
function showWanted(): void {
  if (wanted.length === 0 || !picture) return;
  const index = picture.nodes.findIndex((it) => wanted.includes(it.id));
  if (index < 0) return;
  wanted = [];
  choose(index);
  view.canvas.bring(index, "middle");
  view.canvas.focus();
}

function markHere(): void {
  const ids = new Set(here);
  const own = [...(picture?.nodes.entries() ?? [])].flatMap(([index, it]) =>
    ids.has(it.id) ? [index] : [],
  );
  view.canvas.mark("here", new Set(own));
}
