/**
 * The same schema with its larger objects moved to `definitions`, each once. Every definition becomes a function,
 * so code is smaller, and of a large schema only what a value touches has to be compiled by the engine that runs it.
 * Values break the same keywords as before.
 */
export function shareShapes(schema) {
  const places = new Map();
  count(schema, places);
  const names = new Map();
  const definitions = {};
  const share = (it, isRoot = false) => {
    if (Array.isArray(it)) return it.map((item) => share(item));
    if (typeof it !== "object" || it === null) return it;
    const key = isRoot ? "" : JSON.stringify(it);
    if (names.has(key)) return { $ref: `#/definitions/${names.get(key)}` };
    const copy = Object.fromEntries(
      // The errors of alternatives are told apart by their path, so alternatives stay where they are.
      Object.entries(it).map(([name, value]) => [name, isChoice(name) ? value : share(value)]),
    );
    if (!isShape(it, key) || (places.get(key) < 2 && key.length < LARGE)) return copy;
    names.set(key, `shape${names.size}`);
    definitions[names.get(key)] = copy;
    return { $ref: `#/definitions/${names.get(key)}` };
  };
  const root = share(schema, true);
  return { ...root, definitions: { ...root.definitions, ...definitions } };
}

const SMALL = 120;
const LARGE = 300;

function count(it, places) {
  if (typeof it !== "object" || it === null) return;
  const key = JSON.stringify(it);
  if (isShape(it, key)) places.set(key, (places.get(key) ?? 0) + 1);
  for (const [name, value] of Object.entries(it)) if (!isChoice(name)) count(value, places);
}

const isChoice = (keyword) => /^(anyOf|oneOf|allOf|not)$/.test(keyword);

const isShape = (it, key) => (it.type === "object" || it.type === "array") && key.length > SMALL;
