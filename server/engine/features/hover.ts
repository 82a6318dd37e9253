import { type Location, locate } from "../locate.ts";
import { jsonOf, samePath } from "../node.ts";
import { resourcesOf, treeOf } from "../resource.ts";
import { type Cursor, type Place, type Span, shifted } from "../source.ts";
import { type View, viewOf } from "../view.ts";
import type { Workspace } from "../workspace.ts";
import { apiVersionOf } from "./apiVersion.ts";
import { canaryHover } from "./canaryHover.ts";
import { displayPath } from "./displayPath.ts";
import { fieldMarkdown } from "./fieldMarkdown.ts";
import { type GeneratedName, generatedName } from "./generatedNames.ts";
import { helmMarkdown } from "./helmMarkdown.ts";
import { kindMarkdown } from "./kindMarkdown.ts";
import { code, paragraphs, plain } from "./markdown.ts";
import { objectMarkdown } from "./objectMarkdown.ts";
import { overrideMarkdown } from "./overrideMarkdown.ts";
import { type Subject, subjectAt } from "./subject.ts";
import { variableAt } from "./variableAt.ts";
import { variableHover } from "./variableHover.ts";

export interface Hover {
  /** What the text is about. */
  readonly place: Place;
  readonly markdown: string;
}

/** What is under the cursor: a field and what it does, a kind, the object or file that is named, a variable. */
export function hover(workspace: Workspace, cursor: Cursor): Hover | undefined {
  const location = locate(workspace, cursor);
  if (!location?.node || location.on === "nowhere") return undefined;
  const view = viewOf(workspace);
  const variable = variableHover(view, location);
  const found = variable ?? (location.resource && contentOf(view, location));
  const overrides = variable ? undefined : overrideMarkdown(workspace, location);
  const helm = variable ? undefined : helmMarkdown(workspace, location);
  const rollout = variable ? undefined : canaryHover(workspace, location);
  if (!found && [overrides, helm, rollout].every((it) => it === undefined)) return undefined;
  const span = shifted(found?.span ?? location.node.span, location.start);
  const markdown = paragraphs(found?.markdown, rollout, overrides, helm);
  return { place: { path: cursor.path, span }, markdown };
}

interface Content {
  readonly markdown: string;
  /** In the document; the whole key or value when absent. */
  readonly span?: Span;
}

function contentOf(view: View, location: Location): Content | undefined {
  const { on, resourcePath } = location;
  if (samePath(resourcePath, ["kind"]) || samePath(resourcePath, ["apiVersion"])) {
    return ofKind(view, location);
  }
  if (on === "value") {
    const variable = variableAt(location);
    if (variable) return variable;
    const subject = subjectAt(location, view);
    const markdown = subject && subjectMarkdown(view, subject);
    if (markdown) return { markdown, span: subject.span };
    const generated = generatedName(location, view);
    if (generated) return { markdown: generatedMarkdown(view, generated), span: generated.span };
  }
  return ofField(view, location);
}

function ofKind(view: View, { resource }: Location): Content | undefined {
  const markdown = resource && kindMarkdown(view.catalogue, apiVersionOf(resource), resource.kind);
  return markdown === undefined ? undefined : { markdown };
}

function ofField(view: View, { resource, resourcePath }: Location): Content | undefined {
  if (!resource || resourcePath.length === 0) return undefined;
  const schema = view.catalogue.find(apiVersionOf(resource), resource.kind);
  if (!schema) return undefined;
  const markdown = fieldMarkdown(schema, resourcePath, jsonOf(treeOf(resource)));
  return markdown === undefined ? undefined : { markdown };
}

/** What a name or path stands for; nothing for an object's own name. */
function subjectMarkdown(view: View, subject: Subject): string | undefined {
  switch (subject.type) {
    case "object":
      if (subject.by === "name") return undefined;
      return cards(subject.bearers.map(({ resource }) => objectMarkdown(view, resource)));
    case "path":
      return cards(subject.paths.map((it) => pathMarkdown(view, it)));
    case "key":
      return cards(
        subject.bearers.map(({ resource }) =>
          paragraphs(`Key ${code(subject.key)} of`, objectMarkdown(view, resource)),
        ),
      );
  }
}

const generatedMarkdown = (view: View, { name, canaries }: GeneratedName): string =>
  paragraphs(
    `${code(name)} is made by Flagger for`,
    cards(canaries.map((it) => objectMarkdown(view, it))),
  );

/** Where files alone cannot tell, the first few of those that may be meant. */
function cards(all: readonly string[]): string | undefined {
  if (all.length === 0) return undefined;
  const distinct = [...new Set(all)];
  const more = distinct.length > SHOWN ? `and ${distinct.length - SHOWN} more` : undefined;
  return paragraphs(...distinct.slice(0, SHOWN), more);
}

const SHOWN = 3;

/** A file and what is in it; a folder by its kustomization file. */
function pathMarkdown(view: View, path: string): string {
  const isFile = view.exists(path);
  const names = isFile ? objectsIn(view, path) : view.folder(path);
  const shown = names.slice(0, LISTED).map((it) => `- ${plain(it)}`);
  if (names.length > LISTED) shown.push(`- and ${names.length - LISTED} more`);
  return paragraphs(
    `${isFile ? "File" : "Folder"} ${code(displayPath(view, path))}`,
    shown.join("\n"),
  );
}

const LISTED = 8;

const objectsIn = (view: View, path: string): readonly string[] =>
  (view.file(path)?.documents ?? []).flatMap(({ document }) =>
    resourcesOf(document, path).map((it) => (it.name === "" ? it.kind : `${it.kind} ${it.name}`)),
  );
