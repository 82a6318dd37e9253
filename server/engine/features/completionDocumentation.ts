import { scopesAt } from "../flux/variableScopes.ts";
import { locate } from "../locate.ts";
import { resourcesOf } from "../resource.ts";
import { rules } from "../rules/all.ts";
import { remarkRules } from "../rules/remarkRules.ts";
import { schemaRules } from "../rules/schemaRules.ts";
import { type View, viewOf } from "../view.ts";
import type { Workspace } from "../workspace.ts";
import type { About } from "./completionItem.ts";
import { fieldMarkdown, prose } from "./fieldMarkdown.ts";
import { kindMarkdown } from "./kindMarkdown.ts";
import { objectMarkdown } from "./objectMarkdown.ts";
import { variableMarkdown } from "./variableMarkdown.ts";

/** More of an item that somebody looks at, as Markdown. */
export function completionDocumentation(workspace: Workspace, about: About): string | undefined {
  const { catalogue } = workspace;
  switch (about.type) {
    case "field": {
      const schema = catalogue.find(about.apiVersion, about.kind);
      return schema && fieldMarkdown(schema, about.path);
    }
    case "kind":
      return kindMarkdown(catalogue, about.apiVersion, about.kind);
    case "object":
      return objectAt(viewOf(workspace), about);
    case "rule":
      return ruleMarkdown(about.code);
    case "variable":
      return variableAbout(workspace, about);
  }
}

function objectAt(view: View, about: About & { readonly type: "object" }): string | undefined {
  const found = (view.file(about.path)?.documents ?? [])
    .flatMap(({ document }) => resourcesOf(document, about.path))
    .find(
      (it) =>
        it.group === about.group &&
        it.kind === about.kind &&
        it.name === about.name &&
        (it.namespace ?? "") === about.namespace,
    );
  return found && objectMarkdown(view, found);
}

function variableAbout(
  workspace: Workspace,
  { name, path, offset }: About & { readonly type: "variable" },
): string | undefined {
  const view = viewOf(workspace);
  const location = locate(workspace, { path, offset });
  const scopes = location ? scopesAt(view, path, location.document, location.path) : [];
  return scopes.length > 0 ? variableMarkdown(view, name, scopes) : undefined;
}

function ruleMarkdown(code: string): string | undefined {
  const rule = [...rules, ...schemaRules, ...remarkRules].find((it) => it.code === code);
  return rule && prose(rule.explanation);
}
