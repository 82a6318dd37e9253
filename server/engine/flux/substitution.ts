import type { BuiltObject } from "../kustomize/built.ts";
import { expectSimpleKeys } from "../kustomize/complexKeys.ts";
import { goFault, parsedAsGo } from "../kustomize/parsedAsGo.ts";
import { printObject } from "../kustomize/print.ts";
import { scalarText } from "../kustomize/scalars.ts";
import { attempt, stop, within } from "../kustomize/stop.ts";
import { fieldOf } from "../kustomize/tree.ts";
import { unreadable } from "../kustomize/unreadable.ts";
import type { Node } from "../node.ts";
import { type DocumentPlace, placeOfNode } from "../origin.ts";
import { bytesOf } from "./byteString.ts";
import { substitute } from "./envsubst.ts";
import { MASK } from "./mask.ts";
import { readBack } from "./readBack.ts";
import { readTemplate, type Use } from "./template.ts";
import { mayBeDefined, type VariableSource, type Variables, winnerOf } from "./variables.ts";

/** What the substitution of one Flux Kustomization does, the same for all its objects. */
export interface Substitution {
  readonly variables: Variables;
  /** A variable that is not set and has no default ends the build: the gate `StrictPostBuildSubstitutions`. */
  readonly strict: boolean;
  /** Whether it is strict no file tells. */
  readonly assumed?: boolean;
  /** Also without any variable: `substituteStrategy: Always`. */
  readonly always: boolean;
  /** `postBuild` of the Kustomization. */
  readonly place: DocumentPlace;
}

/**
 * The object with its variables replaced (flux.md §2.6). Printed, replaced and read again as YAML 1.1, as Flux does it;
 * what holds no variable keeps its nodes. Stops in Flux's words.
 */
export function substituteObject(object: BuiltObject, substitution: Substitution): BuiltObject {
  const { variables, always, place } = substitution;
  if (isOptedOut(object.node)) return object;
  expectSources(variables);
  if (variables.definitions.size === 0 && !always && !mayBeDefined(variables)) return object;
  return within("envsubst error: ", () => {
    expectNames(variables);
    if (!hasDollar(object.node)) return object;
    const node = replaced(object.node, substitution);
    if (node === object.node) return object;
    const step = { by: "Substitution", place } as const;
    return { ...object, node, steps: [...object.steps, step] };
  });
}

/** Compared exactly, and looked for among annotations and labels. */
const OPT_OUT = "kustomize.toolkit.fluxcd.io/substitute";

export const isOptedOut = (object: Node): boolean =>
  ["labels", "annotations"].some(
    (it) => scalarText(fieldOf(fieldOf(fieldOf(object, "metadata"), it), OPT_OUT)) === "disabled",
  );

function expectSources({ sources }: Variables): void {
  const missing = sources.find((it) => it.state === "missing" && !it.optional);
  if (missing) stop(missingSource(missing), placeOfNode(missing.node));
}

const missingSource = ({ kind, name }: VariableSource): string =>
  `substitute from '${kind}/${name}' error: ${kind.toLowerCase()}s "${name}" not found`;

const NAME = /^[_a-zA-Z][_a-zA-Z0-9]*$/;

function expectNames({ definitions }: Variables): void {
  for (const [name, all] of definitions) {
    if (NAME.test(name)) continue;
    stop(
      `'${name}' var name is invalid, must match '^[_[:alpha:]][_[:alpha:][:digit:]]*$'`,
      placeOfNode(all.at(-1)?.node),
    );
  }
}

function hasDollar(node: Node): boolean {
  switch (node.kind) {
    case "scalar":
      return node.text.includes("$");
    case "sequence":
      return node.items.some((it) => it !== undefined && hasDollar(it));
    case "mapping":
      return node.entries.some(
        ({ key, value }) => key.text.includes("$") || (value !== undefined && hasDollar(value)),
      );
    default:
      return false;
  }
}

function replaced(object: BuiltObject["node"], substitution: Substitution): BuiltObject["node"] {
  const { variables, strict, place } = substitution;
  const printed = printObject(object);
  const textWith = ({ lookUp }: Veil) =>
    within("variable substitution failed: ", () => {
      const template = readTemplate(printed);
      if (template.error) return stop(template.error.message, faultyPlace(object) ?? place);
      const done = substitute(template, lookUp, strict);
      if (done.error === undefined) return done.text;
      return stop(done.error, placeOfUse(object, done.use) ?? place);
    });
  let veil = newVeil(variables, mayBeDefined(variables));
  let text = textWith(veil);
  if (veil.hidesUnknown() && !isReadable(text)) {
    // The default may be what makes it YAML, such as a quote; whether it is taken nobody knows here.
    veil = newVeil(variables, false);
    const defaults = veil;
    const again = attempt(() => textWith(defaults));
    if ("error" in again || !isReadable(again.value)) return object;
    text = again.value;
  }
  return within("YAMLToJSON: ", () => {
    const root = parse(text, object, place);
    const node = readBack(root, object, { substitution, unveil: veil.lift });
    return node.kind === "mapping" ? node : object;
  });
}

function parse(text: string, object: Node, place: DocumentPlace): Node {
  const bytes = Uint8Array.from(bytesOf(text), (it) => it.charCodeAt(0));
  const near = firstUse(object) ?? place;
  const fault = /[\udc80-\udcff]/.test(text) ? unreadable(bytes) : unreadable(text);
  if (fault !== undefined) stop(`yaml: ${fault}`, near);
  const document = { text, inherited: undefined };
  const refused = goFault(document, 2);
  if (refused) stop(`yaml: ${refused.message}`, near);
  const { root } = parsedAsGo(document);
  within("", () => expectSimpleKeys(root), near);
  return root ?? stop("the object is empty", near);
}

const isReadable = (text: string): boolean =>
  goFault({ text, inherited: undefined }, 2) === undefined;

/** Values that nobody may see, or that nobody knows, pass through the text as marks that no text holds. */
interface Veil {
  readonly lookUp: (name: string) => string | undefined;
  readonly lift: (text: string) => string;
  /** Did a variable pass that may be defined elsewhere? */
  readonly hidesUnknown: () => boolean;
}

/** `open`: variables that are not found here may be defined elsewhere. */
function newVeil(variables: Variables, open: boolean): Veil {
  const shown: string[] = [];
  let unknown = false;
  const mark = (text: string) => `\ue000${shown.push(text) - 1}\ue001`;
  return {
    hidesUnknown: () => unknown,
    lookUp: (name) => {
      const winner = winnerOf(variables, name);
      if (!winner && open) unknown = true;
      if (!winner) return open ? mark(`\${${name}}`) : undefined;
      return winner.value ?? mark(MASK);
    },
    lift: (text) => text.replace(/\ue000(\d+)\ue001/g, (_, index) => shown[index] ?? ""),
  };
}

/** The value in which a variable is read. */
function placeOfUse(object: Node, { name }: Use): DocumentPlace | undefined {
  return search(object, (text) =>
    new RegExp(`\\$\\{#?${name}(?![\\p{L}\\p{Nd}_])`, "u").test(text),
  );
}

/** The value whose variables cannot be read. */
const faultyPlace = (object: Node): DocumentPlace | undefined =>
  search(object, (text) => readTemplate(text).error !== undefined);

const firstUse = (object: Node): DocumentPlace | undefined =>
  search(object, (text) => text.includes("${"));

function search(
  node: Node | undefined,
  wanted: (text: string) => boolean,
): DocumentPlace | undefined {
  if (node?.kind === "scalar") return wanted(node.text) ? placeOfNode(node) : undefined;
  if (node?.kind === "sequence") {
    for (const it of node.items) {
      const found = search(it, wanted);
      if (found) return found;
    }
  }
  if (node?.kind !== "mapping") return undefined;
  for (const { key, value } of node.entries) {
    const found = search(key, wanted) ?? search(value, wanted);
    if (found) return found;
  }
  return undefined;
}
