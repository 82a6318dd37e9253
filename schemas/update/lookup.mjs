/**
 * What the tables know of a field: its sentence, the release that brought it or one of its values, its end.
 * A field is looked up as `Kind@version.path`, then `Kind.path`; sentences also by their ending, `*.path`.
 */
export function lookupOf(tables) {
  const used = new Set();
  const find = (name, table, keys) => {
    const key = keys.find((it) => table?.[it] !== undefined);
    if (key === undefined) return undefined;
    used.add(`${name} ${key}`);
    return table[key];
  };
  return {
    /** The sentence of a field, or of the kind itself for an empty path. */
    sentence: (row, version, path) =>
      find(row.project, tables.texts[row.project], [
        ...ownKeys(row, version, path),
        ...endings(path),
      ]),
    /** `since`, `values`, `extended` or `deprecated` of a field. */
    fact: (fact, row, version, path) =>
      find(
        `history ${row.project} ${fact}`,
        tables.history[row.project]?.[fact],
        ownKeys(row, version, path),
      ),
    /** Entries that no field asked for: most often a misspelt path. */
    unused: () => allKeys(tables).filter((it) => !used.has(it)),
  };
}

function ownKeys(row, version, path) {
  const kinds = [`${row.kind}@${version.name}`, row.kind, row.describedAs].filter(Boolean);
  return [path, ...earlierNames(version, path)].flatMap((names) =>
    kinds.map((kind) => [kind, ...names].join(".")),
  );
}

// A renamed field is described as the one it became.
function earlierNames(version, path) {
  const renames = Object.entries(version.changes?.rename ?? {});
  return renames.flatMap(([from, to]) => {
    const origin = from.split(".");
    const old = [...origin.slice(0, -1), to];
    return old.every((it, i) => path[i] === it) ? [[...origin, ...path.slice(old.length)]] : [];
  });
}

const endings = (path) => path.map((_, start) => ["*", ...path.slice(start)].join("."));

function allKeys({ texts, history }) {
  const tables = [...Object.entries(texts)];
  for (const [project, facts] of Object.entries(history)) {
    for (const [fact, table] of Object.entries(facts)) {
      tables.push([`history ${project} ${fact}`, table]);
    }
  }
  return tables.flatMap(([name, table]) => Object.keys(table).map((key) => `${name} ${key}`));
}
