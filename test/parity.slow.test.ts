import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import manifest from "../package.json" with { type: "json" };

/** Every command of the `flux` command line, as its reference lists them. */
const commands = [
  "get",
  "reconcile",
  "reconcile --with-source",
  "suspend",
  "resume",
  "tree kustomization",
  "tree artifact generator",
  "trace",
  "events",
  "logs",
  "stats",
  "export",
  "debug kustomization",
  "debug helmrelease",
  "build kustomization",
  "diff kustomization",
  "build artifact",
  "push artifact",
  "pull artifact",
  "list artifacts",
  "tag artifact",
  "diff artifact",
  "envsubst",
  "check",
  "version",
  "migrate",
  "create",
  "create secret",
  "create tenant",
  "delete",
  "bootstrap",
  "install",
  "uninstall",
  "trigger receiver",
  "plugin",
  "completion",
  "docgen",
];

const parity = readFileSync(join(import.meta.dirname, "../docs/flux-parity.md"), "utf8");
const rows = parity
  .split("\n")
  .filter((line) => line.startsWith("| `") && !line.startsWith("| `flux` |"))
  .map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

test("each command of flux has one row, and each row is one of them", () => {
  const named = rows.filter((cells) => cells.length === 4).map(([name = ""]) => name.slice(1, -1));
  expect(named.toSorted()).toEqual(commands.toSorted());
});

const { views = {} } = manifest.contributes as {
  readonly views?: Readonly<Record<string, readonly { readonly id: string }[]>>;
};

test("each counterpart exists; where there is none, the reason is told", () => {
  const known = new Set([
    ...manifest.contributes.commands.map(({ command, title }) => `${title} \`${command}\``),
    ...Object.values(views)
      .flat()
      .map(({ id }) => `view \`${id}\``),
  ]);
  for (const [, counterpart = "", , without = ""] of rows.filter((cells) => cells.length === 4)) {
    const titles = [...counterpart.matchAll(/([A-Z][A-Za-z ]*) \((`flightpath\.\w+`)\)/g)];
    for (const [, title = "", id = ""] of titles) {
      const isView = title === "Cluster";
      expect(known).toContain(isView ? `view ${id}` : `${title} ${id}`);
    }
    if (counterpart === "none") expect(without).not.toBe("");
    else expect(counterpart).not.toBe("");
  }
});
