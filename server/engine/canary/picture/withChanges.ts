import type { FieldChange } from "../../../../protocol/fieldChange.ts";
import { memo } from "../../memo.ts";
import type { Path } from "../../node.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import { objectIn } from "../scenario/objectIn.ts";
import type { Setup } from "../setup.ts";
import { changeableIn } from "./changeable.ts";

/**
 * The same with other values in the Canary; a field that cannot be changed stays. The same changes give the same setup, so that
 * what follows from it is worked out once.
 */
export function withChanges(setup: Setup, changes: readonly FieldChange[]): Setup {
  const fields = changeableIn(setup);
  const kept = changes.flatMap(({ name, value }) => {
    const found = fields.find((it) => it.name === name);
    return found && found.value !== value ? [{ at: found.at, value }] : [];
  });
  if (kept.length === 0) return setup;
  const known = changed(setup);
  const key = JSON.stringify(kept);
  const made = known.get(key) ?? make(setup, kept);
  known.delete(key);
  known.set(key, made);
  const [oldest] = known.keys();
  if (known.size > MOST && oldest !== undefined) known.delete(oldest);
  return made;
}

/** While somebody drags a value to and fro. */
const MOST = 40;

const changed = memo((_: Setup) => new Map<string, Setup>());

function make(
  setup: Setup,
  changes: readonly { readonly at: Path; readonly value: Json }[],
): Setup {
  const canary = objectIn(setup, { kind: "Canary", ...setup.canary });
  let object: Json = canary ?? {};
  for (const { at, value } of changes) object = withValue(object, at, value);
  const next = object as JsonObject;
  return { ...setup, objects: setup.objects.map((it) => (it === canary ? next : it)) };
}

function withValue(it: Json, [step, ...rest]: Path, value: Json): Json {
  if (step === undefined) return value;
  if (Array.isArray(it)) {
    return it.map((item: Json, index) => (index === step ? withValue(item, rest, value) : item));
  }
  if (!isObject(it)) return it;
  return { ...it, [step]: withValue(it[step] ?? {}, rest, value) };
}
