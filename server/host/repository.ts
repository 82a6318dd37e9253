import { join } from "../engine/path.ts";
import {
  REPOSITORY_SETTINGS,
  type RepositorySettings,
  repositorySettingsOf,
} from "../engine/repositorySettings.ts";
import type { Settings } from "../engine/settings.ts";
import type { Host, LoadOptions } from "./host.ts";

/** How one folder is read, its own settings file taken into account. */
export interface RepositoryOptions {
  readonly load: LoadOptions;
  /** Source → folder, as a path. */
  readonly sources: Settings["sources"];
  readonly problems: RepositorySettings["problems"];
}

/** As people write it: from the folder of the settings, or absolute. */
function folderAt(root: string, folder: string): string {
  const bare = folder.replaceAll("\\", "/");
  const drive = /^([a-z]):\//i.exec(bare);
  if (drive) return join("", `${drive[1]?.toLowerCase()}${bare.slice(1)}`);
  return bare.startsWith("/") ? join("/", bare) : join(root, bare);
}

/** Reads `.flightpath.yaml` of a folder before anything else of it. */
export function repositoryOptions(host: Host, root: string, load: LoadOptions): RepositoryOptions {
  const { content } = host.read(join(root, REPOSITORY_SETTINGS), { ...load, exclude: [] });
  if (typeof content !== "object" || !("text" in content)) {
    return { load, sources: {}, problems: [] };
  }
  const { exclude, sources, problems } = repositorySettingsOf(content.text);
  return {
    load: { ...load, exclude: [...load.exclude, ...exclude] },
    sources: Object.fromEntries(
      Object.entries(sources).map(([source, folder]) => [source, folderAt(root, folder)]),
    ),
    problems,
  };
}
