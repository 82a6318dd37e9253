/** Values by key, each list in the order of the values. */
export function groupedBy<Key, Value>(
  values: Iterable<Value>,
  keyOf: (value: Value) => Key,
): ReadonlyMap<Key, readonly Value[]> {
  const out = new Map<Key, Value[]>();
  for (const it of values) {
    const key = keyOf(it);
    const known = out.get(key);
    if (known) known.push(it);
    else out.set(key, [it]);
  }
  return out;
}
