/**
 * A raw schema with the differences of an older version applied. Paths read `spec.list[].field` and `spec.map{}`.
 * `changes`: `rename` {path: new name}, `remove` [path], `add` {path: schema or name of a shape},
 * `required` {path: names}, `facets` {path: {keyword: value, null removes it}}.
 */
export function changed(schema, changes, shapes) {
  for (const [path, name] of Object.entries(changes.rename ?? {})) rename(schema, path, name);
  for (const path of changes.remove ?? []) remove(schema, path);
  for (const [path, shape] of Object.entries(changes.add ?? {})) add(schema, path, shape, shapes);
  for (const [path, names] of Object.entries(changes.required ?? {})) {
    const node = nodeAt(schema, path);
    if (0 < names.length) node.required = names;
    else delete node.required;
  }
  for (const [path, facets] of Object.entries(changes.facets ?? {})) {
    const node = nodeAt(schema, path);
    for (const [keyword, value] of Object.entries(facets)) {
      if (value === null) delete node[keyword];
      else node[keyword] = value;
    }
  }
  return schema;
}

function rename(schema, path, name) {
  const [parent, old] = split(path);
  const node = nodeAt(schema, parent);
  node.properties[name] = node.properties[old];
  delete node.properties[old];
}

function remove(schema, path) {
  const [parent, name] = split(path);
  const node = nodeAt(schema, parent);
  if (!node.properties?.[name])
    throw new Error(`versions.json removes ${path}, which is not there.`);
  delete node.properties[name];
  if (node.required) node.required = node.required.filter((it) => it !== name);
}

function add(schema, path, shape, shapes) {
  const [parent, name] = split(path);
  const found = typeof shape === "string" ? shapes[shape] : shape;
  if (!found) throw new Error(`versions.json names the shape ${shape}, which is not there.`);
  nodeAt(schema, parent).properties[name] = structuredClone(found);
}

function split(path) {
  const dot = path.lastIndexOf(".");
  return [path.slice(0, dot), path.slice(dot + 1)];
}

function nodeAt(schema, path) {
  let node = schema;
  for (const step of path.match(/[^.[\]{}]+|\[\]|\{\}/g) ?? []) {
    if (step === "[]") node = node.items;
    else if (step === "{}") node = node.additionalProperties;
    else node = node.properties?.[step];
    if (!node) throw new Error(`versions.json names ${path}, which is not there.`);
  }
  return node;
}
