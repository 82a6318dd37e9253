import type { Path } from "../node.ts";
import type { KindSchema, Project } from "../schema/catalogue.ts";
import { describe } from "../schema/describe.ts";
import { enumOf, requiredOf, type SchemaView, schemaAt } from "../schema/explore.ts";
import { code, link, paragraphs, plain } from "./markdown.ts";

/**
 * What a person wants to know of a field: type, whether it must be there, default, since when, what it does.
 * `value`: the object so far, so that alternatives it contradicts are left out. `undefined`: no such field.
 */
export function fieldMarkdown(schema: KindSchema, path: Path, value?: unknown): string | undefined {
  const view = schemaAt(schema.schema, path, value);
  if (!view) return undefined;
  const { info } = schema;
  const { type, text, since, deprecated, default: usual } = describe(view);
  // Items of a list and keys of a map are explained by the whole; where anything goes there is nothing to say.
  if (text === undefined && (typeof path.at(-1) === "number" || isKeyOfMap(schema, path, value))) {
    return fieldMarkdown(schema, path.slice(0, -1), value);
  }
  if (text === undefined && type === "anything") return undefined;
  const facts = [
    type,
    isRequired(schema, path, value) ? "required" : "",
    usual === undefined ? "" : `default ${code(written(usual))}`,
    since === undefined ? "" : `since ${names[info.project]} ${plain(since)}`,
    deprecated ? "**deprecated**" : "",
  ].filter(Boolean);
  return paragraphs(
    `${code(pathText(path))} · ${facts.join(" · ")}`,
    text === undefined ? undefined : prose(text),
    choices(view),
    link(`${info.kind} documentation`, info.documentation),
  );
}

/** Our own sentences may hold code in backticks, and nothing else of Markdown. */
export const prose = (text: string): string =>
  text
    .split(/(`[^`]+`)/)
    .map((it, index) => (index % 2 === 1 ? code(it.slice(1, -1)) : plain(it)))
    .join("");

/** `spec.dependsOn[].name` */
const pathText = (path: Path): string =>
  path
    .map((it) => (typeof it === "number" ? "[]" : `.${it}`))
    .join("")
    .replace(/^\./, "");

function isRequired({ schema }: KindSchema, path: Path, value: unknown): boolean {
  const name = path.at(-1);
  const parent = typeof name === "string" ? schemaAt(schema, path.slice(0, -1), value) : undefined;
  return parent !== undefined && requiredOf(parent).includes(String(name));
}

function isKeyOfMap({ schema }: KindSchema, path: Path, value: unknown): boolean {
  const name = String(path.at(-1));
  const parts = schemaAt(schema, path.slice(0, -1), value)?.parts ?? [];
  const isNamed = parts.some((it) => Object.hasOwn(it.properties ?? {}, name));
  return !isNamed && parts.some((it) => typeof it.additionalProperties === "object");
}

/** Long lists are shown by completion. */
function choices(view: SchemaView): string | undefined {
  const values = enumOf(view).filter((it) => it !== "" && typeof it !== "boolean");
  if (values.length < 2 || values.length > 20) return undefined;
  return `One of ${values.map((it) => code(String(it))).join(", ")}.`;
}

const written = (value: unknown): string =>
  typeof value === "string" ? value || '""' : JSON.stringify(value);

/** How people call the projects whose releases are counted. */
export const names: Readonly<Record<Project, string>> = {
  flux: "Flux",
  "flux-operator": "flux-operator",
  flagger: "Flagger",
  kustomize: "kustomize",
  "gateway-api": "Gateway API",
  smi: "SMI",
  kubernetes: "Kubernetes",
};
