import { structuredPatch } from "diff";
import type { BuildDifference, ObjectDifference } from "../engine/features/differences.ts";
import type { BuildError } from "../engine/kustomize/stop.ts";
import { isInside, relative } from "../engine/path.ts";
import type { RenderingName } from "../engine/rendering.ts";
import { shownMessage } from "../engine/shownMessage.ts";
import { printable } from "./formats/printable.ts";

/** What `diff` found. */
export interface DiffReport {
  /** Folders in the report are relative to this one. */
  readonly root: string;
  readonly revision: string;
  readonly differences: readonly BuildDifference[];
}

type DiffFormat = (report: DiffReport) => string;

const text: DiffFormat = ({ root, revision, differences }) =>
  differences.map((it) => block(it, root, revision)).join("") + summary(differences);

const json: DiffFormat = ({ root, revision, differences }) =>
  `${JSON.stringify(
    {
      revision,
      builds: differences.map((it) => ({
        build: titleOf(it.name, root),
        folder: relative(root, it.name.folder),
        ...(it.name.cluster === undefined ? {} : { cluster: relative(root, it.name.cluster) }),
        ...(it.name.kustomization === undefined ? {} : { kustomization: it.name.kustomization }),
        change: it.change,
        ...(it.errorBefore ? { errorBefore: said(it.errorBefore, root) } : {}),
        ...(it.errorAfter ? { errorAfter: said(it.errorAfter, root) } : {}),
        objects: it.objects.map((object) => ({ ...object, diff: linesOf(object).join("\n") })),
      })),
    },
    null,
    1,
  )}\n`;

/** By the name that `--format` takes. */
export const diffFormats = { text, json } as const;

function block(build: BuildDifference, root: string, revision: string): string {
  const change = build.change === "changed" ? "" : ` ${build.change}`;
  const lines = [
    `${titleOf(build.name, root)}${change}`,
    ...(build.errorBefore
      ? [`  fails in ${revision}: ${oneLine(said(build.errorBefore, root))}`]
      : []),
    ...(build.errorAfter ? [`  fails now: ${oneLine(said(build.errorAfter, root))}`] : []),
    ...build.objects.flatMap((it) => [
      `  ${it.change} ${nameOf(it)}`,
      ...linesOf(it).map((line) => `    ${line}`.trimEnd()),
    ]),
  ];
  return `${lines.map((it) => printable(it)).join("\n")}\n\n`;
}

/** With paths that count from the folder, which is another one in everybody's checkout. */
const said = ({ message }: BuildError, root: string): string =>
  shownMessage({ roots: [{ path: root }] }, message);

/** `clusters/prod, Kustomization flux-system/apps (apps/prod)`, or the folder alone. */
function titleOf({ cluster, kustomization, folder }: RenderingName, root: string): string {
  const shown = isInside(folder, root) ? relative(root, folder) : folder;
  if (kustomization === undefined) return shown;
  const entry = cluster === undefined ? "" : `${relative(root, cluster)}, `;
  return `${entry}Kustomization ${kustomization} (${shown})`;
}

const nameOf = ({ kind, namespace, name }: ObjectDifference): string =>
  `${kind} ${namespace === "" ? "" : `${namespace}/`}${name}`;

const oneLine = (message: string): string => message.replace(/\s*\n\s*/g, " ");

/** A unified difference of the two texts, without the names of files. */
function linesOf({ before, after }: ObjectDifference): readonly string[] {
  const { hunks } = structuredPatch("", "", before, after, "", "", { context: 3 });
  return hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
    `@@ -${range(oldStart, oldLines)} +${range(newStart, newLines)} @@`,
    ...lines,
  ]);
}

/** Where there are no lines, the number is that of the line before. */
const range = (start: number, count: number): string =>
  `${count === 0 ? start - 1 : start},${count}`;

function summary(differences: readonly BuildDifference[]): string {
  if (differences.length === 0) return "No build gives anything else.\n";
  const objects = differences.flatMap((it) => it.objects);
  const parts = (["added", "removed", "changed"] as const)
    .map((change) => ({ change, n: objects.filter((it) => it.change === change).length }))
    .filter(({ n }) => n > 0)
    .map(({ change, n }) => `${n} object${n === 1 ? "" : "s"} ${change}`);
  const builds = `${differences.length} build${differences.length === 1 ? "" : "s"}`;
  return `${[builds, ...parts].join(", ")}.\n`;
}
