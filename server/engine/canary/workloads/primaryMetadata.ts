type Strings = Readonly<Record<string, string>>;

/** Labels and annotations that tie an object to Flux stay with the original. */
const isFlux = (key: string): boolean => key.includes("toolkit.fluxcd.io");

/** Everything but what ties the original to Flux. */
export function withoutFlux(metadata: Strings): Strings {
  return pick(metadata, (key) => !isFlux(key));
}

/** Those with one of the prefixes; `*` takes all. */
export function included(metadata: Strings, prefixes: readonly string[]): Strings {
  const fits = (key: string) =>
    prefixes.some((prefix) => prefix === "*" || (prefix !== "" && key.startsWith(prefix)));
  return pick(metadata, (key) => !isFlux(key) && fits(key));
}

/** Labels of the primary: the selector label has a value of its own. */
export const primaryLabels = (labels: Strings, key: string, value: string): Strings => ({
  ...withoutFlux(labels),
  [key]: value,
});

/** Annotations of the primary's pods; a new identity makes sure that they are rolled. */
export const podAnnotations = (annotations: Strings, identity: string): Strings => ({
  ...withoutFlux(annotations),
  "flagger-id": identity,
});

function pick(metadata: Strings, wanted: (key: string) => boolean): Strings {
  const picked: Record<string, string> = {};
  for (const key of Object.keys(metadata)) {
    const value = metadata[key];
    if (value !== undefined && wanted(key)) picked[key] = value;
  }
  return picked;
}
