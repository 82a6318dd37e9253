import { entryOf } from "../node.ts";
import { basename } from "../path.ts";
import { REPOSITORY_SETTINGS, SEVERITIES } from "../repositorySettings.ts";
import { rules } from "../rules/all.ts";
import { remarkRules } from "../rules/remarkRules.ts";
import { schemaRules } from "../rules/schemaRules.ts";
import { type CompletionItem, orderOf } from "./completionItem.ts";
import type { Slot } from "./completionSlot.ts";

/** Inside `.flightpath.yaml`: its settings, the codes of rules and their severities. `undefined` in other files. */
export function settingsItems(
  { path, on, root, hole }: Slot,
  file: string,
): readonly CompletionItem[] | undefined {
  if (basename(file) !== REPOSITORY_SETTINGS) return undefined;
  const colon = hole.colon ? "" : ":";
  if (on === "key" && path.length === 0) {
    return settings
      .filter(({ name }) => !entryOf(root, name))
      .map(({ name, below, detail }, index) => ({
        label: name,
        kind: "field",
        text: hole.colon ? name : `${name}:\n  ${below}`,
        order: orderOf(1, index),
        detail,
      }));
  }
  if (path[0] !== "rules") return [];
  if (on === "key" && path.length === 1) return codes.map((it) => codeItem(it, colon));
  if (path.length !== 2) return [];
  return SEVERITIES.map((it, index) => ({
    label: it,
    kind: "value",
    text: hole.gap + it,
    order: orderOf(1, index),
  }));
}

const settings = [
  { name: "rules", below: "$1", detail: "severity of each rule, or off" },
  { name: "exclude", below: "- $1", detail: "files that are not read" },
  { name: "sources", below: "$1", detail: "folder of each source" },
];

const codes = [...rules, ...schemaRules, ...remarkRules];

const codeItem = (
  { code, title }: { code: string; title: string },
  colon: string,
): CompletionItem => ({
  label: code,
  kind: "rule",
  text: colon === "" ? code : `${code}: `,
  order: orderOf(1, 0),
  detail: title,
  about: { type: "rule", code },
  ...(colon === "" ? {} : { continues: true }),
});
