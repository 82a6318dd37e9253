import { createHash } from "node:crypto";
import { artifactFiles } from "../../../../server/engine/flux/artifact.ts";
import type { Files, SourceFile } from "../../../../server/engine/kustomize/files.ts";
import { basename, dirname, join } from "../../../../server/engine/path.ts";
import { splitDocuments } from "../../../../server/engine/yaml.ts";
import type { Answer } from "../../../../server/host/host.ts";

/** The files that a source offers; paths count from its root. */
export interface Artifact {
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  /** All folders, also those whose files are ignored. */
  readonly folders: ReadonlySet<string>;
  /** `sha256:` and the hash of all of it. */
  readonly digest: string;
  /** In bytes. */
  readonly size: number;
}

/** What `spec` of a GitRepository says about the content. */
export interface ArtifactOptions {
  readonly ignore: string | undefined;
  readonly sparse: readonly string[];
  readonly includes: readonly Included[];
}

export interface Included {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly artifact: Artifact;
}

/** A problem says its reason, as the condition of the source tells it. */
export type Packed = Answer<Artifact> & { readonly reason?: string };

/** The artifact of a checkout (flux.md §5.1): sparse, with what is included, without what is ignored. */
export function packed(
  checkout: ReadonlyMap<string, string | Uint8Array>,
  { ignore, sparse, includes }: ArtifactOptions,
): Packed {
  const wanted = sparse.map((it) => it.replace(/^\.\//, "").replace(/\/+$/, ""));
  for (const [index, it] of wanted.entries()) {
    if ([...checkout.keys()].some((path) => path.startsWith(`${it}/`))) continue;
    const problem = `failed to sparse checkout directories : sparse checkout dir '${sparse[index]}' does not exist in repository: lstat ${sparse[index]}: no such file or directory`;
    return { problem, reason: "GitOperationFailed" };
  }
  const files = new Map(
    [...checkout].filter(
      ([path]) => wanted.length === 0 || wanted.some((it) => path.startsWith(`${it}/`)),
    ),
  );
  for (const { name, from, to, artifact } of includes) {
    if ([...files.keys()].some((it) => it.startsWith(`${to}/`))) {
      const problem = `failed to copy '${name}' include from ${from} to ${to}: file exists`;
      return { problem, reason: "CopyFailure" };
    }
    const below = from === "" ? "" : `${from}/`;
    for (const [path, content] of artifact.files) {
      if (path.startsWith(below)) files.set(join(to, path.slice(below.length)), content);
    }
  }
  return { value: unignored(files, ignore) };
}

function unignored(
  all: ReadonlyMap<string, string | Uint8Array>,
  ignore: string | undefined,
): Artifact {
  const whole = filesBelow({ files: all, folders: foldersOf(all.keys()) }, ROOT);
  const ignoreFiles = [...all.keys()]
    .filter((it) => basename(it) === ".sourceignore")
    .map((it) => join(ROOT, it));
  const tree = { root: ROOT, ignore, sparse: undefined, includes: [], ignoreFiles };
  const kept = artifactFiles(whole, tree);
  const files = new Map<string, string | Uint8Array>();
  const folders = new Set<string>([""]);
  const visit = (folder: string): void => {
    for (const name of [...(kept.folder(folder) ?? [])].sort()) {
      const path = join(folder, name);
      const relative = path.slice(ROOT.length + 1);
      if (kept.folder(path) !== undefined) {
        folders.add(relative);
        visit(path);
      } else {
        const content = all.get(relative);
        if (content !== undefined) files.set(relative, content);
      }
    }
  };
  visit(ROOT);
  return sealed(files, folders);
}

const ROOT = "/artifact";

function sealed(
  files: ReadonlyMap<string, string | Uint8Array>,
  folders: ReadonlySet<string>,
): Artifact {
  const hash = createHash("sha256");
  let size = 0;
  for (const [path, content] of files) {
    hash.update(`${path}\0`).update(content).update("\0");
    size += typeof content === "string" ? Buffer.byteLength(content) : content.length;
  }
  return { files, folders, digest: `sha256:${hash.digest("hex")}`, size };
}

function foldersOf(paths: Iterable<string>): ReadonlySet<string> {
  const folders = new Set<string>([""]);
  for (const path of paths) {
    for (let at = dirname(path); at !== "" && at !== "."; at = dirname(at)) folders.add(at);
  }
  return folders;
}

/** The files of an artifact as a build reads them, below a folder that stands for the controller's working folder. */
export function filesBelow(
  { files, folders }: Pick<Artifact, "files" | "folders">,
  root: string,
): Files {
  const known = new Map<string, SourceFile>();
  const names = new Map<string, string[]>();
  for (const path of [...folders, ...files.keys()]) {
    if (path === "") continue;
    const above = parentOf(path);
    names.set(above, [...(names.get(above) ?? []), basename(path)]);
  }
  for (const list of names.values()) list.sort();
  const inside = (path: string): string | undefined =>
    path === root ? "" : path.startsWith(`${root}/`) ? path.slice(root.length + 1) : undefined;
  return {
    file(path) {
      const at = inside(path);
      const content = at === undefined ? undefined : files.get(at);
      if (content === undefined) return undefined;
      const found = known.get(path) ?? sourceFile(path, content);
      known.set(path, found);
      return found;
    },
    folder(path) {
      const at = inside(path);
      return at !== undefined && folders.has(at) ? (names.get(at) ?? NOTHING) : undefined;
    },
    real: (path) => path,
  };
}

const NOTHING: readonly string[] = [];

const parentOf = (path: string): string => {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "" : path.slice(0, slash);
};

const sourceFile = (path: string, content: string | Uint8Array): SourceFile => ({
  path,
  content,
  documents: typeof content === "string" ? splitDocuments(content) : [],
});
