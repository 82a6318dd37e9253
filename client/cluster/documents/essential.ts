import { type Fields, json } from "../api/json.ts";

/** What a person or a controller asked for: neither status nor what the server counts. */
export function essential({ status: _, ...whole }: Fields): Fields {
  const {
    managedFields: _fields,
    resourceVersion: _version,
    uid: _uid,
    generation: _generation,
    creationTimestamp: _time,
    selfLink: _link,
    ...metadata
  } = json.fields(whole.metadata);
  return { ...whole, metadata };
}
