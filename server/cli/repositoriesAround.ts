import { existsSync } from "node:fs";
import { dirname, join } from "../engine/path.ts";
import { defaultSettings } from "../engine/settings.ts";
import type { KnownRepositories } from "../engine/standIns.ts";
import { nodeHost } from "../host/files.ts";
import { defaultConfiguration } from "../lsp/configuration.ts";
import { type Loading, loadingOf } from "./loading.ts";

/**
 * What is known of repositories where a folder lies: what `.flightpath.yaml` says in it or in the nearest folder above
 * that has one, and the checkout around it.
 */
export async function repositoriesAround(folder: string): Promise<KnownRepositories> {
  const settled = nearest(folder, ".flightpath.yaml");
  const checkout = nearest(folder, ".git");
  const roots: Loading["roots"] =
    checkout === undefined ? [] : [{ path: checkout, remotes: await nodeHost.remotes(checkout) }];
  if (settled === undefined) return { roots, settings: defaultSettings };
  const { settings } = await loadingOf([settled], defaultConfiguration.load);
  return { roots, settings };
}

/** The folder, or the nearest one above it, that holds something of that name. */
function nearest(folder: string, name: string): string | undefined {
  for (let at = folder; at !== ""; at = dirname(at)) {
    if (existsSync(join(at, name))) return at;
  }
  return undefined;
}
