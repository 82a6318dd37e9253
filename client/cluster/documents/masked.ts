import { type Fields, json } from "../api/json.ts";

/** Stands for the value of a Secret wherever it would be shown. */
export const REDACTED = "**REDACTED**";

/** An object as it may be shown: nothing that a Secret holds, nor the copy that kubectl keeps of it. */
export function masked(whole: Fields): Fields {
  if (!isSecret(whole)) return whole;
  return {
    ...whole,
    ...(whole.data === undefined ? {} : { data: hidden(whole.data) }),
    ...(whole.stringData === undefined ? {} : { stringData: hidden(whole.stringData) }),
    metadata: withoutCopy(json.fields(whole.metadata)),
  };
}

export const isSecret = ({ apiVersion, kind }: Fields): boolean =>
  apiVersion === "v1" && kind === "Secret";

const hidden = (values: unknown): Fields =>
  Object.fromEntries(Object.keys(json.fields(values)).map((key) => [key, REDACTED]));

const copy = "kubectl.kubernetes.io/last-applied-configuration";

function withoutCopy(metadata: Fields): Fields {
  const annotations = json.fields(metadata.annotations);
  if (!Object.hasOwn(annotations, copy)) return metadata;
  return { ...metadata, annotations: { ...annotations, [copy]: REDACTED } };
}
