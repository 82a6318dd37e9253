import { isInside } from "./path.ts";
import type { Settings } from "./settings.ts";
import { normalUrl } from "./url.ts";
import type { Root } from "./workspace.ts";

/** What is known of where repositories lie on this machine. */
export interface KnownRepositories {
  readonly roots: readonly Root[];
  readonly settings: Pick<Settings, "sources">;
}

/**
 * The folder that stands in for a repository, by its URL: a folder of the workspace that is a checkout of it, else the
 * one that the settings name. Which branch, tag or commit the URL asks for does not count.
 */
export function standInOf({ roots, settings }: KnownRepositories, url: string): string | undefined {
  const wanted = normalUrl(url);
  const checkout = roots.find((it) => it.remotes.some((remote) => normalUrl(remote) === wanted));
  return checkout?.path ?? saidStandIn(settings, url);
}

/** The folder that the settings name for a URL. */
export function saidStandIn(
  { sources }: Pick<Settings, "sources">,
  url: string,
): string | undefined {
  const wanted = normalUrl(url);
  return Object.entries(sources).find(([key]) => isUrl(key) && normalUrl(key) === wanted)?.[1];
}

/** Folders that the settings name for sources and that nobody has opened: their files have a part in builds alone. */
export const foldersBeyond = ({ roots, settings }: KnownRepositories): readonly string[] => [
  ...new Set(
    Object.values(settings.sources).filter(
      (folder) => !roots.some((it) => isInside(folder, it.path)),
    ),
  ),
];

/** Sources are named `KIND/NAMESPACE/NAME`, or by the URL of their repository. */
const isUrl = (key: string): boolean => key.includes("://") || /^[^/]*[.@:][^/]*[/:]/.test(key);
