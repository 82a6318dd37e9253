import {
  type FromGraphView,
  type GraphChoice,
  type GraphRoom,
  type GraphViewState,
  graphExportFormats,
  graphFlows,
  graphLayers,
} from "../../protocol/graphView.ts";

type Fields = Readonly<Record<string, unknown>>;

/** A message of the view, read anew field by field; `undefined` for what is none. */
export function fromView(message: unknown): FromGraphView | undefined {
  if (!isFields(message)) return undefined;
  const { type, number, picture, place, takesOver, png } = message;
  switch (type) {
    case "ready":
      return { type };
    case "draw": {
      const choice = choiceIn(message.choice);
      const room = roomIn(message.room);
      return isCount(number) && choice
        ? { type, number, choice, ...(room ? { room } : {}) }
        : undefined;
    }
    case "reveal":
      return isCount(picture) && isCount(place)
        ? { type, picture, place, takesOver: takesOver === true }
        : undefined;
    case "findings":
      return isCount(picture) && isCount(place) ? { type, picture, place } : undefined;
    case "export": {
      const choice = choiceIn(message.choice);
      const format = graphExportFormats.find((it) => it === message.format);
      return format && choice ? { type, format, choice } : undefined;
    }
    case "painted":
      return typeof png === "string" ? { type, png } : undefined;
    default:
      return undefined;
  }
}

/** What a panel has remembered over a reload of the window; `undefined` for anything else. */
export function viewStateIn(state: unknown): GraphViewState | undefined {
  if (!isFields(state)) return undefined;
  const choice = choiceIn(state.choice);
  if (!choice) return undefined;
  const { chosen } = state;
  const camera = cameraIn(state.camera);
  return {
    choice,
    shows: state.shows === "table" ? "table" : "picture",
    ...(typeof chosen === "string" ? { chosen } : {}),
    ...(camera ? { camera } : {}),
  };
}

function choiceIn(it: unknown): GraphChoice | undefined {
  if (!isFields(it)) return undefined;
  const layer = graphLayers.find((known) => known === it.layer);
  const [namespaces, kinds, states, expanded, collapsed] = LISTS.map((name) => textsIn(it[name]));
  if (!layer || !namespaces || !kinds || !states || !expanded || !collapsed) return undefined;
  const { focus } = it;
  if (focus !== undefined && typeof focus !== "string") return undefined;
  const lists = { namespaces, kinds, states, expanded, collapsed };
  const flow = graphFlows.find((known) => known === it.flow);
  return {
    layer,
    ...lists,
    ...(focus === undefined ? {} : { focus }),
    ...(flow ? { flow } : {}),
  };
}

function roomIn(it: unknown): GraphRoom | undefined {
  if (!isFields(it)) return undefined;
  const { width, height } = it;
  const isOne = [width, height].every((length) => isCount(length) && length > 0);
  return isOne ? { width: Number(width), height: Number(height) } : undefined;
}

const LISTS = ["namespaces", "kinds", "states", "expanded", "collapsed"] as const;

const textsIn = (it: unknown): readonly string[] | undefined =>
  Array.isArray(it) && it.every((text) => typeof text === "string") ? it : undefined;

function cameraIn(it: unknown): GraphViewState["camera"] {
  if (!isFields(it)) return undefined;
  const [x, y, zoom] = [it.x, it.y, it.zoom].map(Number);
  const isOne = [x, y, zoom].every(Number.isFinite) && Number(zoom) > 0;
  return isOne ? { x: Number(x), y: Number(y), zoom: Number(zoom) } : undefined;
}

const isFields = (it: unknown): it is Fields => typeof it === "object" && it !== null;

const isCount = (it: unknown): it is number => Number.isInteger(it) && Number(it) >= 0;
