import { graphLayers, type ToGraphView } from "../../../protocol/graphView.ts";

type Fields = Readonly<Record<string, unknown>>;

/** A message to this view; `undefined` for what is none. */
export function toView(message: unknown): ToGraphView | undefined {
  if (!isFields(message)) return undefined;
  const type = String(message.type);
  const isOne = Object.hasOwn(SHAPES, type) && SHAPES[type]?.(message);
  return isOne ? (message as unknown as ToGraphView) : undefined;
}

/** What makes a message of each type one. The extension is ours, so what it draws from is not looked at field by field. */
const SHAPES: Readonly<Record<string, (it: Fields) => boolean>> = {
  start: ({ state }) => isFields(state) && isChoice(state.choice),
  picture: ({ number, picture }) =>
    isCount(number) &&
    isFields(picture) &&
    ["groups", "nodes", "edges", "notes"].every((it) => Array.isArray(picture[it])) &&
    isFields(picture.choices) &&
    typeof picture.summary === "string",
  problem: ({ number, problem }) => isCount(number) && typeof problem === "string",
  findings: ({ picture, place, findings }) =>
    isCount(picture) && isCount(place) && Array.isArray(findings),
  show: ({ ids }) => areTexts(ids),
  at: ({ ids }) => areTexts(ids),
  paint: ({ svg }) => typeof svg === "string",
  layers: ({ layers }) => areTexts(layers),
  changed: () => true,
};

const isChoice = (it: unknown): boolean =>
  isFields(it) &&
  graphLayers.some((layer) => layer === it.layer) &&
  ["namespaces", "kinds", "states", "expanded", "collapsed"].every((name) => areTexts(it[name]));

const areTexts = (it: unknown): boolean =>
  Array.isArray(it) && it.every((text) => typeof text === "string");

const isFields = (it: unknown): it is Fields => typeof it === "object" && it !== null;

const isCount = (it: unknown): boolean => Number.isInteger(it) && Number(it) >= 0;
