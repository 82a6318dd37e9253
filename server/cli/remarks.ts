import { relative } from "node:path";
import { isInside } from "../engine/path.ts";
import { fileAt, type Workspace } from "../engine/workspace.ts";
import type { LoadOptions } from "../host/host.ts";
import { isRead } from "../host/reading.ts";
import type { CheckOptions } from "./findings.ts";
import { isFolder } from "./isFolder.ts";

/** What is to be said of files that could not be read as they are: nobody is to think that they were checked. */
export interface Remarks {
  readonly tell: NonNullable<LoadOptions["tell"]>;
  /** Says it on stderr, and what became of files that were named but are not among those that were read. */
  readonly print: (workspace: Workspace) => void;
}

export function remarks({ base, only }: CheckOptions): Remarks {
  const all = new Map<string, string>();
  return {
    tell: (path, what) => {
      const isAsked = only?.some((it) => isInside(path, it)) ?? true;
      // Large JSON is hardly ever a manifest.
      if (isAsked && (!path.endsWith(".json") || only?.includes(path))) all.set(path, what);
    },
    print: (workspace) => {
      for (const path of only ?? []) {
        const isChecked = fileAt(workspace, path)?.text !== undefined;
        if (isChecked || all.has(path) || isFolder(path, path)) continue;
        all.set(path, `${whyNot(path)}, so it is not checked`);
      }
      const lines = [...all].map(([path, what]) => `${relative(base, path)} ${what}.`);
      const more = lines.length - MOST;
      for (const line of lines.slice(0, MOST)) process.stderr.write(`flightpath: ${line}\n`);
      if (more > 0)
        process.stderr.write(`flightpath: ${more} more files are not checked either.\n`);
    },
  };
}

const MOST = 20;

const whyNot = (path: string): string =>
  isRead(path)
    ? "is left out (by .gitignore, a pattern, or as a link that leads elsewhere)"
    : "is neither YAML nor JSON";
