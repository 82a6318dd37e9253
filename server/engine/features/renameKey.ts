import { nameOf } from "../identity.ts";
import { at, startsWith } from "../node.ts";
import type { DocumentPlace } from "../origin.ts";
import { basename } from "../path.ts";
import { treeOf } from "../resource.ts";
import { standingOf } from "../standing.ts";
import type { View } from "../view.ts";
import type { Referrer } from "../workspace.ts";
import { writtenAt } from "../written.ts";
import { isMade } from "./bearer.ts";
import {
  type DataKey,
  declarationsOfKey,
  hasKey,
  isFileName,
  mappingPathOf,
  referrersOfKey,
} from "./dataKeys.ts";
import { wordOf } from "./places.ts";
import { isBootstrap } from "./renameRefusal.ts";
import { isSelection } from "./selectors.ts";

/** The words that change when a key of a ConfigMap or Secret does: where it is declared, and where others name it. */
export function keyPlaces(
  key: Pick<DataKey, "key" | "bearers">,
  view: View,
): readonly DocumentPlace[] {
  const named = referrersOfKey(key, view).ofKey.flatMap((it) => wordOfReferrer(it, view));
  return [...declarationsOfKey(key, view), ...named];
}

function wordOfReferrer({ resource, reference }: Referrer, view: View): readonly DocumentPlace[] {
  const file = view.file(resource.path);
  const written = file && writtenAt(file, resource, reference.path);
  if (!written) return [];
  const { path, document, scalar } = written;
  return [{ path, document, span: wordOf(scalar.span, scalar.style) }];
}

/** Why a key is not ours to change, whatever the new one may be. */
export function keyRefusal(key: Pick<DataKey, "key" | "bearers">, view: View): string | undefined {
  const { bearers } = key;
  const [first] = bearers;
  if (!first) {
    return `No object with the key "${key.key}" is declared in this workspace; it comes from elsewhere.`;
  }
  for (const bearer of bearers) {
    const { resource } = bearer;
    if (resource.sealed) {
      return `${nameOf(resource)} in ${basename(resource.path)} is encrypted by SOPS, and its signature covers the keys; rename it with the sops command.`;
    }
    if (isBootstrap(resource)) {
      return `${nameOf(resource)} is written by flux bootstrap, which would give it the old key again.`;
    }
    if (!isMade(bearer) && standingOf(resource, view) === "template") {
      return `${nameOf(resource)} in ${basename(resource.path)} is a template, so what becomes of the key is not known here.`;
    }
  }
  if (isFileName(key)) {
    return `"${key.key}" is the name of a file that a generator reads; write it as KEY=FILE, or rename the file.`;
  }
  if (declarationsOfKey(key, view).length === 0) {
    return `"${key.key}" is set in a way that cannot be changed from here.`;
  }
  return elsewhereSet(key, view) ?? readWhole(key, view);
}

/** Another object of the same kind has that key, or the name is none. */
export function keyFault(
  { bearers }: Pick<DataKey, "bearers">,
  to: string,
  view: View,
): string | undefined {
  if (!/^[-._a-zA-Z0-9]{1,253}$/.test(to) || to === "." || to === "..") {
    return `"${to}" cannot be a key: letters, digits, dashes, dots and underscores only.`;
  }
  const taken = hasKey(bearers, to, view);
  return taken && `${nameOf(taken)} in ${basename(taken.path)} has a key "${to}" already.`;
}

/** A text that no list of declarations holds, such as an inline patch. */
function elsewhereSet(key: Pick<DataKey, "key" | "bearers">, view: View): string | undefined {
  const known = declarationsOfKey(key, view);
  const bearing = key.bearers.map((it) =>
    isMade(it) ? { ...it.resource, at: [...it.resource.at, ...it.at.slice(0, 2)] } : it.resource,
  );
  for (const built of bearing.flatMap((it) => view.builtFrom(it))) {
    for (const field of ["data", "binaryData"]) {
      for (let it = at(treeOf(built), [field, key.key]); it?.from; it = it.from.before) {
        const { document, path, step } = it.from;
        if (step?.by === "Substitution" || step?.by === "Normalisation") continue;
        if (step?.by.endsWith("Generator") || known.some((place) => place.document === document)) {
          continue;
        }
        return `"${key.key}" is set in ${path} as well, in a way that cannot be changed from here.`;
      }
    }
  }
  return undefined;
}

/** Somebody who takes the object with all its keys, whose names then mean something. */
function readWhole(key: Pick<DataKey, "key" | "bearers">, view: View): string | undefined {
  const found = referrersOfKey(key, view).ofWhole.find(
    (it) => !isSelection(it) && mayMean(it, key),
  );
  if (!found) return undefined;
  const { resource, reference } = found;
  const who = `${nameOf(resource)} in ${basename(resource.path)}`;
  if (reference.row.at.includes("envFrom")) {
    return `${who} takes all keys for environment variables, and programs read "${key.key}" by that name.`;
  }
  if (reference.row.at.includes("volumes")) {
    return `${who} mounts all keys as files, and programs read "${key.key}" by that name.`;
  }
  return `${who} reads the object without naming its keys, so "${key.key}" has a meaning there.`;
}

function mayMean(referrer: Referrer, { key }: Pick<DataKey, "key">): boolean {
  const { resource, reference } = referrer;
  const { at: row } = reference.row;
  if (row.includes("substituteFrom")) return false;
  const mapping = mappingPathOf(referrer);
  const namesKey = resource.references.some(
    (it) => it.row.target.type === "key" && startsWith(it.path, mapping),
  );
  if (namesKey) return false;
  return !row.includes("valuesFrom") || key === "values.yaml";
}
