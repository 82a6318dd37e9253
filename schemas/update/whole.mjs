import { fileOf } from "./indexRow.mjs";
import { metadataOf } from "./metadata.mjs";

/** The finished file: identity, kind, metadata and status around the described fields of one version. */
export function wholeSchema(shape, { row, version, lookup, shared, complain }) {
  const description = lookup.sentence(row, version, []);
  if (!description) complain(`No description: ${row.project} ${row.kind}`);
  const { apiVersion, kind, metadata, status, ...fields } = shape.properties;
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    $id: `flightpath:/${fileOf(row, version)}`,
    title: row.kind,
    ...(description ? { description } : {}),
    ...(row.caseInsensitive ? { "x-case-insensitive": true } : {}),
    type: "object",
    required: requiredOf(row, shape),
    properties: {
      apiVersion: {
        description: shared.apiVersion,
        type: "string",
        enum: [`${row.group}/${version.name}`],
      },
      kind: { description: shared.kind, type: "string", enum: [row.kind] },
      metadata: { $ref: "#/definitions/metadata" },
      ...fields,
      ...(status ? { status: { description: shared.status, type: "object" } } : {}),
    },
    additionalProperties: version.open ?? false,
    definitions: { metadata: metadataOf(row, shared) },
  };
}

function requiredOf(row, shape) {
  const identity = row.optionalIdentity ?? ["apiVersion", "kind", "metadata"];
  // The API server accepts an object without spec, the controller then misses every field that spec requires.
  const spec = shape.properties.spec?.required ? ["spec"] : [];
  const given = (shape.required ?? []).filter((it) => !identity.includes(it) && it !== "spec");
  return [...identity, ...given, ...spec];
}
