import type { KindInfo, SchemaCatalogue } from "../schema/catalogue.ts";
import { apiVersionOf } from "./apiVersion.ts";
import { names, prose } from "./fieldMarkdown.ts";
import { code, link, paragraphs, plain } from "./markdown.ts";

/** What a kind is for, how its version stands, and where to read on. `undefined`: a kind we do not know. */
export function kindMarkdown(
  catalogue: SchemaCatalogue,
  apiVersion: string,
  kind: string,
): string | undefined {
  const info = catalogue.kinds.find((it) => it.kind === kind && apiVersionOf(it) === apiVersion);
  if (!info) return undefined;
  const text = catalogue.find(apiVersion, kind)?.schema.description;
  return paragraphs(
    `**${plain(kind)}** · ${code(apiVersion)} · ${info.scope === "Cluster" ? "cluster-wide" : "in a namespace"}`,
    text === undefined ? undefined : prose(text),
    fate(info),
    link(`${kind} documentation`, info.documentation),
  );
}

/** Deprecated, removed, replaced. */
function fate({ deprecatedSince, removedIn, replacedBy, project }: KindInfo): string | undefined {
  if (deprecatedSince === undefined && removedIn === undefined) return undefined;
  const project_ = names[project];
  const facts = [
    deprecatedSince === undefined ? "" : `deprecated since ${project_} ${plain(deprecatedSince)}`,
    removedIn === undefined ? "" : `removed in ${project_} ${plain(removedIn)}`,
    replacedBy === undefined ? "" : `use ${code(replacedBy)}`,
  ].filter(Boolean);
  return `**${facts[0]}**${facts
    .slice(1)
    .map((it) => `, ${it}`)
    .join("")}.`;
}
