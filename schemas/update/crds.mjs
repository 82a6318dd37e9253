import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";

/**
 * The CustomResourceDefinitions of a folder by `group/Kind`: plural, scope, and the raw schema of each version.
 */
export function readDefinitions(folder) {
  const definitions = new Map();
  for (const name of yamlFilesOf(folder)) {
    const documents = parseAllDocuments(readFileSync(join(folder, name), "utf8"));
    for (const document of documents) {
      const value = document.toJS();
      if (value?.kind !== "CustomResourceDefinition") continue;
      const { group, names, scope, versions } = value.spec;
      definitions.set(`${group}/${names.kind}`, {
        plural: names.plural,
        scope,
        versions: Object.fromEntries(versions.map((it) => [it.name, it.schema.openAPIV3Schema])),
        served: Object.fromEntries(versions.map((it) => [it.name, it.served])),
        storage: versions.find((it) => it.storage)?.name,
      });
    }
  }
  return definitions;
}

function yamlFilesOf(folder) {
  try {
    return readdirSync(folder)
      .filter((it) => /\.ya?ml$/.test(it))
      .sort();
  } catch {
    throw new Error(`Cannot read the folder ${folder}: give one with --crds DIR.`);
  }
}
