import type { JsonObject } from "../json.ts";
import { count, fieldsOf, object, oneOf, type Read, text } from "./fieldReader.ts";
import type { EditedObject, ScenarioEdit } from "./scenario.ts";

/** Reads one entry of `edits`. */
export const edit: Read<ScenarioEdit> = (value, pointer, mistakes) => {
  const before = mistakes.length;
  const found = written(value, pointer, mistakes);
  if (!found || mistakes.length > before) return undefined;
  const { tick = 0, edit: word, object: named, body } = found;
  switch (word) {
    case "revision":
      return { tick, edit: word, body };
    case "config":
    case "delete":
      return { tick, edit: word, object: named };
    case "patch":
      if (body) return { tick, edit: word, object: named, body };
      mistakes.push({ pointer, message: 'A "patch" lacks "body", the fields that it sets.' });
      return undefined;
    default:
      return word && { tick, edit: word };
  }
};

const named: Read<EditedObject> = (value, pointer, mistakes) => {
  const found = fieldsOf<Required<EditedObject>>({ kind: text, name: text, namespace: text }, [
    "kind",
    "name",
  ])(value, pointer, mistakes);
  const { kind, name, namespace } = found ?? {};
  if (kind === undefined || name === undefined) return undefined;
  return { kind, name, ...(namespace === undefined ? {} : { namespace }) };
};

const written = fieldsOf<{
  tick: number;
  edit: ScenarioEdit["edit"];
  object: EditedObject;
  body: JsonObject;
}>(
  {
    tick: count,
    edit: oneOf([
      "revision",
      "back",
      "config",
      "suspend",
      "resume",
      "skipAnalysis",
      "patch",
      "delete",
    ]),
    object: named,
    body: object,
  },
  ["tick", "edit"],
);
