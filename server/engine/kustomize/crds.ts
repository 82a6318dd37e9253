import { get, mappingOf, type Node, resolved, type Scalar, textOf } from "../node.ts";
import { type DocumentPlace, placeOfNode } from "../origin.ts";
import {
  type Configuration,
  emptyConfiguration,
  mergeConfigurations,
  sorted,
} from "./configuration.ts";
import type { FieldSpec } from "./fieldSpec.ts";
import type { SourceFile } from "./files.ts";
import { isJson } from "./isJson.ts";
import type { Kustomization } from "./kustomization.ts";
import { type Loader, loadFile } from "./loading.ts";
import { isNull, tag11Of } from "./scalars.ts";
import { stop, within } from "./stop.ts";
import { firstOfFile } from "./yamlRoots.ts";

/** What the type definitions of `crds` say of names, labels and annotations in custom resources (kustomize.md §21.2). */
export function crdConfiguration(loader: Loader, { crds }: Kustomization): Configuration {
  const paths = crds.map((it) => it.text).join(" ");
  let configuration = emptyConfiguration;
  within(`loading CRDs [${paths}]: `, () => {
    for (const entry of crds) {
      const file = loadFile(loader, entry.text, entry);
      // Here kustomize crashes.
      if (file.content === "") stop(`'${entry.text}' is empty`, placeOfNode(entry));
      configuration = mergeConfigurations(configuration, configurationIn(file, entry.text));
    }
  });
  return configuration;
}

function configurationIn(file: SourceFile, path: string): Configuration {
  const told = `unable to parse open API definition from '${path}': `;
  const text = typeof file.content === "string" ? file.content : "";
  const strict = text.startsWith("{");
  const root = within(told, () => definitionsIn(file, text, strict));
  const decoding = strict ? told : `${told}error unmarshaling JSON: while decoding JSON: `;
  const types = new Map<string, Node | undefined>();
  within(decoding, () => expectMapping(root, "nameToApiMap", placeOfNode(root)));
  for (const { key, value } of mappingOf(root)?.entries ?? []) {
    within(decoding, () => expectMapping(value, "OpenAPIDefinition", placeOfNode(key)));
    types.set(key.text, get(get(value, "Schema"), "properties"));
  }
  let configuration = emptyConfiguration;
  for (const [name, properties] of types) {
    if (!isType(properties)) continue;
    const kind = name.slice(name.lastIndexOf(".") + 1);
    const walk: Walk = { kind, types, found: [], within: new Set() };
    follow(name, [], walk);
    for (const it of walk.found) configuration = mergeConfigurations(configuration, it);
  }
  return configuration;
}

function definitionsIn(file: SourceFile, text: string, strict: boolean): Node | undefined {
  if (strict && !isJson(text)) stop("invalid JSON");
  return within(strict ? "" : "error converting YAML to JSON: ", () => firstOfFile(file, strict));
}

/** Nothing at all will do, too. */
function expectMapping(node: Node | undefined, type: string, place: DocumentPlace | undefined) {
  const it = resolved(node);
  if (it === undefined || it.kind === "mapping" || isNull(it)) return;
  const found = it.kind === "sequence" ? "array" : jsonType(it);
  stop(`json: cannot unmarshal ${found} into Go value of type accumulator.${type}`, place);
}

function jsonType(scalar: Scalar): string {
  const tag = tag11Of(scalar);
  if (tag === "!!bool") return "bool";
  return tag === "!!int" || tag === "!!float" ? "number" : "string";
}

const isType = (properties: Node | undefined): boolean =>
  ["kind", "apiVersion", "metadata"].every((it) => has(properties, it));

const has = (node: Node | undefined, key: string): boolean =>
  mappingOf(node)?.entries.some((it) => it.key.text === key) ?? false;

interface Walk {
  readonly kind: string;
  readonly types: ReadonlyMap<string, Node | undefined>;
  readonly found: Configuration[];
  /** Types that are being followed; one inside itself would never end. */
  readonly within: Set<string>;
}

function follow(type: string, path: readonly string[], walk: Walk) {
  if (walk.within.has(type)) return;
  walk.within.add(type);
  for (const { key, value } of mappingOf(walk.types.get(type))?.entries ?? []) {
    const at = [...path, key.text];
    note(value, at, walk);
    const reference = textOf(get(value, "$ref"));
    if (reference !== undefined) follow(reference, at, walk);
  }
  walk.within.delete(type);
}

function note(property: Node | undefined, at: readonly string[], { kind, found }: Walk) {
  const said = (key: string) => textOf(extension(property, key));
  const spec = (...more: readonly string[]): FieldSpec => ({
    kind,
    path: [...at, ...more].join("/"),
  });
  const add = (more: Partial<Configuration>) =>
    found.push(sorted({ ...emptyConfiguration, ...more }));
  if (said("x-kubernetes-annotation") !== undefined) add({ commonAnnotations: [spec()] });
  if (said("x-kubernetes-label-selector") !== undefined) add({ commonLabels: [spec()] });
  if (said("x-kubernetes-identity") !== undefined) add({ namePrefix: [spec()] });
  const version = said("x-kubernetes-object-ref-api-version");
  const referred = said("x-kubernetes-object-ref-kind");
  if (version === undefined || referred === undefined) return;
  const name = said("x-kubernetes-object-ref-name-key") ?? "name";
  add({ nameReference: [{ version, kind: referred, fieldSpecs: [spec(name)] }] });
}

const extension = (node: Node | undefined, key: string): Node | undefined =>
  mappingOf(node)?.entries.find((it) => it.key.text.toLowerCase() === key)?.value;
