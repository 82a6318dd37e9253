/** Where the schema of a version lies, relative to this folder. */
export const fileOf = (row, version) =>
  `${row.group}/${row.kind.toLowerCase()}_${version.name}.json`;

/** What index.json says of one version of a kind; releases are those of its project. */
export function indexRow(row, version, definition) {
  return {
    project: row.project,
    group: row.group,
    version: version.name,
    kind: row.kind,
    ...(definition.plural ? { plural: definition.plural } : {}),
    file: fileOf(row, version),
    scope: definition.scope ?? "Namespaced",
    documentation: version.documentation ?? row.documentation,
    served: version.removedIn === undefined,
    ...(definition.storage === version.name ? { storage: true } : {}),
    ...given(version, "since", "deprecatedSince", "removedIn", "replacedBy"),
  };
}

const given = (value, ...names) =>
  Object.fromEntries(names.filter((it) => value[it] !== undefined).map((it) => [it, value[it]]));
