import type { Disposable } from "vscode";
import { fileCommands } from "./commands.ts";
import { type ClusterLensParts, createClusterLenses } from "./lenses.ts";

/** The cluster in files: lenses, problems and the commands that bring a file there or take it back. */
export interface ClusterFiles extends Disposable {
  /** By id. */
  readonly commands: Readonly<Record<string, (given: readonly unknown[]) => Promise<unknown>>>;
}

/** Contacts nobody by itself. */
export function startClusterFiles(parts: ClusterLensParts): ClusterFiles {
  const lenses = createClusterLenses(parts);
  const own = Object.entries(fileCommands).map(
    ([id, command]) =>
      [id, (given: readonly unknown[]) => command({ ...parts, lenses }, given)] as const,
  );
  return { commands: Object.fromEntries(own), dispose: lenses.dispose };
}
