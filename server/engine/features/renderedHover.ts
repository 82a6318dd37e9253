import type { BuiltObject } from "../kustomize/built.ts";
import { get, type Node, at as nodeAt, type Path, samePath, textOf } from "../node.ts";
import { type DocumentPlace, placeOfNode, type Step } from "../origin.ts";
import { parsed } from "../parsed.ts";
import { type Place, type Span, spanOf } from "../source.ts";
import type { View } from "../view.ts";
import { lineOf } from "./lineOf.ts";
import { code, link, paragraphs, plain } from "./markdown.ts";
import {
  type RenderedDocument,
  type RenderedObject,
  type RenderedSpot,
  renderedAt,
} from "./rendered.ts";
import { isSecret, REDACTED, SECRET_FIELDS, type Secrets } from "./secrets.ts";
import { stepWords } from "./stepWords.ts";

/** What is said of a part of rendered manifests. */
export interface RenderedHover {
  /** Counted in the rendered text. */
  readonly span: Span;
  readonly markdown: string;
}

/** The address of a line, counted from 1, as an editor opens it. */
export type AddressOf = (place: Place, line: number) => string;

/**
 * What made the value at an offset of rendered manifests, newest step first; at the head of an object, where the object
 * began and what changed it. Says nothing that a Secret holds.
 *
 * @param view of the moment at which the document was made
 */
export function renderedHover(
  view: View,
  document: RenderedDocument,
  offset: number,
  addressOf: AddressOf,
): RenderedHover | undefined {
  const spot = renderedAt(document, offset);
  if (!spot) return undefined;
  const tell: Teller = {
    line: (place) => {
      const line = lineOf(view, place);
      return line.place && line.line !== undefined
        ? link(line.text, addressOf(line.place, line.line))
        : plain(line.text);
    },
    value: (node) => shownValue(node, spot, document.secrets),
  };
  const head = HEADS.some((it) => samePath(it, spot.path));
  const markdown = paragraphs(chain(spot.node, tell), head ? history(spot.shown, tell) : undefined);
  return { span: spot.span, markdown };
}

/** Where a person asks about the object as a whole. */
const HEADS: readonly Path[] = [["apiVersion"], ["kind"], ["metadata"], ["metadata", "name"]];

interface Teller {
  /** The line of a place, as a link where there is one. */
  readonly line: (place: DocumentPlace) => string;
  /** A value as code; `undefined` for maps, lists and what is secret. */
  readonly value: (node: Node) => string | undefined;
}

function shownValue(node: Node, spot: RenderedSpot, secrets: Secrets): string | undefined {
  if (node.kind !== "scalar" || secrets.holds(node) || isHidden(spot)) return undefined;
  return code(node.text);
}

/** Of what is masked, what stood there before is as secret. */
const isHidden = ({ node, path, shown }: RenderedSpot): boolean =>
  (node?.kind === "scalar" && node.text === REDACTED) ||
  (isSecret(shown.object) && SECRET_FIELDS.includes(String(path[0])));

/** `2` set by replicas in apps/prod/kustomization.yaml:12, before `1` in apps/base/web.yaml:9. */
function chain(node: Node | undefined, tell: Teller): string {
  const parts: string[] = [];
  for (let it = node; it?.from && parts.length < LONGEST; it = it.from.before) {
    const place = placeOfNode(it);
    if (!place) break;
    const { step } = it.from;
    const value = tell.value(it) ?? (parts.length > 0 ? "that" : undefined);
    const set = step ? `set by ${stepWords(step.by)} ` : tell.value(it) ? "" : "written ";
    const asked =
      step && step.place.path !== place.path ? `, named in ${tell.line(step.place)}` : "";
    const words = `${set}in ${tell.line(place)}${asked}`;
    parts.push([parts.length > 0 ? "before" : undefined, value, words].filter(Boolean).join(" "));
  }
  const [first = "", ...rest] = parts;
  const told = [first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(", ");
  return told === "" ? "" : `${told}.`;
}

/** A value that was set more often than this is told from its end. */
const LONGEST = 12;

/** Where an object began, and each step that changed it, in the order of the build. */
function history({ object, node }: RenderedObject, tell: Teller): string {
  const kind = textOf(get(node, "kind")) ?? "";
  const namespace = textOf(nodeAt(node, ["metadata", "namespace"]));
  const name = textOf(nodeAt(node, ["metadata", "name"])) ?? "";
  const title = `**${plain(`${kind} ${namespace ? `${namespace}/` : ""}${name}`)}**`;
  const { generator } = object.began;
  const made = generator ? `made by ${stepWords(generator)} in` : "began in";
  const shown = object.steps.slice(0, SHOWN).map((it) => `- ${toldStep(it, tell)}`);
  if (object.steps.length > SHOWN) shown.push(`- and ${object.steps.length - SHOWN} more`);
  return paragraphs(
    `${title} ${made} ${tell.line(beginning(object))}`,
    shown.length > 0 ? `Changed by\n\n${shown.join("\n")}` : undefined,
  );
}

const SHOWN = 20;

const toldStep = ({ by, place }: Step, tell: Teller): string =>
  `${stepWords(by)} in ${tell.line(place)}`;

function beginning({ began: { path, document, at } }: BuiltObject): DocumentPlace {
  const node = nodeAt(parsed(document).root, at);
  return { path, document, span: node?.span ?? spanOf(0, 0) };
}
