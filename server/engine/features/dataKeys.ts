import type { Definition } from "../flux/variables.ts";
import type { Location } from "../locate.ts";
import { at, entryOf, get, itemsOf, type Node, type Path, type Scalar, scalarOf } from "../node.ts";
import type { DocumentPlace } from "../origin.ts";
import { basename, dirname, join } from "../path.ts";
import { type Resource, resourcesOf, treeOf } from "../resource.ts";
import { type Span, spanOf, touches } from "../source.ts";
import { isPatch } from "../standing.ts";
import type { View } from "../view.ts";
import type { Referrer } from "../workspace.ts";
import { type Bearer, includes, isMade, namesMadeBy, ownName } from "./bearer.ts";
import { builtNamesOf, referrersByBuiltName } from "./builtNames.ts";
import { bearersMeant, sameObject } from "./meant.ts";
import { wordOf } from "./places.ts";
import { holderOf } from "./subject.ts";

/** A key of the data of a ConfigMap or Secret. */
export interface DataKey {
  readonly key: string;
  /** All that is the same object as the one that holds it. */
  readonly bearers: readonly Bearer[];
  /** Where the cursor names it, counted from the start of the document. */
  readonly span: Span;
}

/** The key under the cursor, where an object or a generator declares it. */
export function dataKeyHere(location: Location, view: View): DataKey | undefined {
  const { resource, document, offset } = location;
  if (!resource) return undefined;
  for (const bearer of [ownName(resource), ...namesMadeBy(resource)]) {
    if (!holdsData(bearer)) continue;
    const found = keysWrittenIn(bearer).find((it) => touches(it.span, offset));
    if (!found || found.document !== document) continue;
    return { key: found.key, bearers: sameObject(bearer, view), span: found.span };
  }
  return undefined;
}

/** The key of an object that sets a variable; `undefined` for one of `substitute`. */
export function dataKeyOf({ name, key }: Definition, view: View): DataKey | undefined {
  const place = key.from;
  if (!place) return undefined;
  const { step } = place;
  const made = step?.by.endsWith("Generator") ? step.place : undefined;
  const { path, document } = made ?? place;
  for (const resource of resourcesOf(document, path)) {
    const bearer = [ownName(resource), ...namesMadeBy(resource)].filter(holdsData).find((it) => {
      const spot = made ? generatorEntry(it) : treeOf(it.resource);
      const within = made?.span ?? key.span;
      return spot && isMade(it) === (made !== undefined) && isAround(spot.span, within);
    });
    if (bearer) return { key: name, bearers: sameObject(bearer, view), span: key.span };
  }
  return undefined;
}

const isAround = (a: Span, b: Span): boolean => a.start <= b.start && b.end <= a.end;

const holdsData = ({ group, kind }: Bearer): boolean =>
  group === "" && (kind === "ConfigMap" || kind === "Secret");

interface WrittenKey extends DocumentPlace {
  readonly key: string;
}

/** The keys that stand in the text of an object, or of the entry of a generator. */
function keysWrittenIn(bearer: Bearer): readonly WrittenKey[] {
  const { resource } = bearer;
  const { path, document } = resource;
  const place = (key: string, span: Span) => ({ key, path, document, span });
  if (isMade(bearer)) {
    const entry = generatorEntry(bearer);
    return ["literals", "files"].flatMap((field) =>
      itemsOf(get(entry, field)).flatMap((item) => {
        const pair = pairOf(scalarOf(item));
        return pair ? [place(pair.key, pair.span)] : [];
      }),
    );
  }
  return FIELDS.flatMap((field) => {
    const data = get(treeOf(resource), field);
    if (data?.kind !== "mapping") return [];
    return data.entries.map(({ key }) => place(key.text, wordOf(key.span, key.style)));
  });
}

const FIELDS = ["data", "stringData", "binaryData"] as const;

/** What a generator says of the object; nothing where something else makes it. */
function generatorEntry({ resource, at: path }: Bearer): Node | undefined {
  return /^(configMap|secret)Generator$/.test(String(path[0]))
    ? at(treeOf(resource), path.slice(0, 2))
    : undefined;
}

function pairOf(scalar: Scalar | undefined): { key: string; span: Span } | undefined {
  const equals = scalar?.text.indexOf("=") ?? -1;
  if (!scalar || equals <= 0) return undefined;
  const { start } = wordOf(scalar.span, scalar.style);
  return { key: scalar.text.slice(0, equals), span: spanOf(start, start + equals) };
}

/** All places that declare the key: objects, what patches them, generators and the env files that those read. */
export function declarationsOfKey(
  { key, bearers }: Pick<DataKey, "key" | "bearers">,
  view: View,
): readonly DocumentPlace[] {
  const all = [...bearers, ...patchesOf(bearers, view)];
  return all.flatMap((it) => [
    ...keysWrittenIn(it).filter((written) => written.key === key),
    ...envLinesOf(it, key, view),
  ]);
}

function patchesOf(bearers: readonly Bearer[], view: View): readonly Bearer[] {
  const [first] = bearers;
  if (!first) return [];
  return view
    .named(first.group, first.kind, first.name)
    .filter((it) => isPatch(it.path, view))
    .map(ownName)
    .filter((it) => !includes(bearers, it))
    .filter((it) => sameObject(it, view).some((object) => includes(bearers, object)));
}

/** Lines `KEY=value` of the env files of a generator. */
function envLinesOf(bearer: Bearer, key: string, view: View): readonly DocumentPlace[] {
  const entry = isMade(bearer) ? generatorEntry(bearer) : undefined;
  const { path } = bearer.resource;
  return [get(entry, "env"), ...itemsOf(get(entry, "envs"))].flatMap((item) => {
    const name = scalarOf(item)?.text;
    const file = name === undefined ? undefined : view.file(join(dirname(path), name));
    return (file?.documents ?? []).flatMap(({ document }) =>
      [...document.text.matchAll(/^[ \t]*([^=\s#][^=\n]*)=/gm)].flatMap((match) => {
        if (match[1] !== key) return [];
        const start = match.index + match[0].indexOf(key);
        return [{ path: file?.path ?? "", document, span: spanOf(start, start + key.length) }];
      }),
    );
  });
}

/** Does the name of a file give the key? */
export const isFileName = ({ key, bearers }: Pick<DataKey, "key" | "bearers">): boolean =>
  bearers.some((it) =>
    itemsOf(get(isMade(it) ? generatorEntry(it) : undefined, "files")).some((item) => {
      const text = scalarOf(item)?.text ?? "";
      return !text.includes("=") && basename(text) === key;
    }),
  );

/** Who names the key of these objects, and who names the objects, keys aside. */
export function referrersOfKey(
  { key, bearers }: Pick<DataKey, "key" | "bearers">,
  view: View,
): { readonly ofKey: readonly Referrer[]; readonly ofWhole: readonly Referrer[] } {
  const [first] = bearers;
  if (!first) return { ofKey: [], ofWhole: [] };
  const all = view.namersOf(first.group, first.kind, first.name);
  const isKey = ({ reference }: Referrer) => reference.row.target.type === "key";
  const ofKey = all.filter((it) => isKey(it) && it.reference.text === key);
  const ofWhole = all.filter((it) => it.reference.row.target.type === "object");
  const renamed = builtNamesOf(bearers, view).flatMap((it) =>
    referrersByBuiltName(bearers, it, view),
  );
  return {
    ofKey: [
      ...ofKey.filter(({ resource, reference }) =>
        bearersMeant({ resource, reference: holderOf(reference) }, view).some((it) =>
          includes(bearers, it),
        ),
      ),
      ...renamed.filter((it) => isKey(it) && it.reference.text === key),
    ],
    ofWhole: [
      ...ofWhole.filter((it) => bearersMeant(it, view).some((bearer) => includes(bearers, bearer))),
      ...renamed.filter((it) => !isKey(it)),
    ],
  };
}

/** The path of the mapping in which a reference names its object. */
export const mappingPathOf = ({ reference }: Referrer): Path => reference.path.slice(0, -1);

/** Does an object already have such a key? */
export const hasKey = (bearers: readonly Bearer[], key: string, view: View): Resource | undefined =>
  bearers.find(
    (it) =>
      declarationsOfKey({ key, bearers: [it] }, view).length > 0 ||
      FIELDS.some((field) => !isMade(it) && entryOf(get(treeOf(it.resource), field), key)),
  )?.resource;
