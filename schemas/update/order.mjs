const identity = ["apiVersion", "group", "version", "kind", "name", "generateName", "namespace"];

/** Field names as a person writes them: what identifies the thing, what is required, then the order given. */
export function inWritingOrder(names, required) {
  const rank = (name) => {
    const must = required.includes(name);
    const position = identity.indexOf(name);
    if (must && 0 <= position) return position;
    return must ? identity.length : identity.length + 1;
  };
  return names
    .map((name, position) => ({ name, position }))
    .sort((a, b) => rank(a.name) - rank(b.name) || a.position - b.position)
    .map((it) => it.name);
}
