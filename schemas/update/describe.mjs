/**
 * The fields of a schema with their sentence, and where history.json knows more, `x-since` (release that
 * brought the field), `x-enum-since` (the same for single values), `x-extended` (installations add values of their own,
 * as for the kinds that another controller sends events of) and `deprecated`.
 * What has no sentence is told to `complain`.
 */
export function described(schema, { row, version, lookup, complain }) {
  const visit = (node, path) => {
    const visited = { ...node };
    if (node.properties) {
      visited.properties = Object.fromEntries(
        Object.entries(node.properties).map(([name, field]) => [
          name,
          fieldOf(field, [...path, name]),
        ]),
      );
    }
    if (node.items) visited.items = visit(node.items, path);
    if (typeof node.additionalProperties === "object") {
      const open = node.additionalProperties;
      const inside = [...path, "*"];
      visited.additionalProperties = open.properties ? fieldOf(open, inside) : visit(open, inside);
    }
    return visited;
  };
  const fieldOf = (field, path) => {
    if (isSame(path)) return field;
    const description = lookup.sentence(row, version, path);
    if (!description) {
      complain(`No description: ${row.project} ${row.kind}.${path.join(".")} (${version.name})`);
    }
    return {
      ...(description ? { description } : {}),
      ...historyOf(field, path),
      ...visit(field, path),
    };
  };
  const historyOf = (field, path) => {
    const fact = (name) => lookup.fact(name, row, version, path);
    const since = fact("since");
    const values = Object.entries(fact("values") ?? {}).filter(
      ([value, release]) => valuesOf(field).includes(value) && isLater(release, version.since),
    );
    return {
      ...(fact("deprecated") ? { deprecated: true } : {}),
      ...(fact("extended") ? { "x-extended": true } : {}),
      ...(since && isLater(since, version.since) ? { "x-since": since } : {}),
      ...(0 < values.length ? { "x-enum-since": Object.fromEntries(values) } : {}),
    };
  };
  return visit(schema, []);
}

const valuesOf = (field) => field.enum ?? field.items?.enum ?? [];

// These are the same for all kinds; whole.mjs writes them.
const isSame = (path) =>
  path.length === 1 && ["apiVersion", "kind", "metadata", "status"].includes(path[0]);

// A field as old as its API version needs no release of its own.
function isLater(release, since) {
  if (!since) return true;
  const [major, minor] = release.split(".").map(Number);
  const [sinceMajor, sinceMinor] = since.split(".").map(Number);
  return sinceMajor < major || (sinceMajor === major && sinceMinor < minor);
}
