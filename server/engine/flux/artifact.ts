import type { Files, SourceFile } from "../kustomize/files.ts";
import { basename, dirname, isInside, join } from "../path.ts";
import { type IgnoreRule, isIgnored, readIgnoreRules } from "./ignoreRules.ts";

/** Which files of the workspace a source offers to Flux (flux.md §5.1, §6.4). */
export interface SourceTree {
  /** The folder of the workspace that is the root of the source. */
  readonly root: string;
  /** `spec.ignore` */
  readonly ignore: string | undefined;
  /** `spec.sparseCheckout`: only paths that begin so are there. */
  readonly sparse: readonly string[] | undefined;
  readonly includes: readonly Include[];
  /** Paths of the `.sourceignore` files below the root, in the order in which source-controller meets them. */
  readonly ignoreFiles: readonly string[];
}

/** Another source that is copied into this one. Paths count from the roots. */
export interface Include {
  readonly from: string;
  readonly to: string;
  readonly tree: SourceTree;
}

/**
 * The files of the artifact, at the paths that they have in the workspace; those of an include below the root at
 * `to`, where they are the files of their own folder. Nothing outside the root is there.
 */
export function artifactFiles(files: Files, tree: SourceTree): Files {
  const checkout = withIncludes(sparse(tracked(files, tree.root), tree), files, tree);
  return unignored(checkout, tree);
}

/** Names that are read as text wherever they may be read at all; without text they are links, or git ignores them. */
const READ = /\.(ya?ml|json)$|^(Kustomization|\.sourceignore)$/;

/** What git has: no links (they are not archived), nothing that is only on this disk. */
function tracked({ file, folder, real }: Files, root: string): Files {
  const fileAt = (path: string): SourceFile | undefined => {
    if (!isInside(path, root) || path === root) return undefined;
    const found = file(path);
    if (!found || (found.content === undefined && READ.test(basename(path)))) return undefined;
    const isLink = real(path) !== join(real(dirname(path)), basename(path));
    return isLink || standsForLink(found) ? undefined : found;
  };
  /** Where the system has no links, git writes a file that holds nothing but the path. */
  const standsForLink = ({ path, content }: SourceFile): boolean => {
    if (typeof content !== "string" || content === "" || content.length > 255) return false;
    if (/\n|^\//.test(content) || basename(path) === ".sourceignore") return false;
    const target = join(dirname(path), content);
    return target !== path && (file(target) ?? folder(target)) !== undefined;
  };
  const folderAt = (path: string) =>
    isInside(path, root) && !/(^|\/)\.git$/.test(path) ? folder(path) : undefined;
  return only({ file: fileAt, folder: folderAt, real: (path) => path });
}

function sparse(files: Files, { root, sparse: wanted }: SourceTree): Files {
  if (!wanted) return files;
  const beginnings = wanted.map((it) => join(root, "").concat("/", it.replace(/^\.\//, "")));
  const isWanted = (path: string) => beginnings.some((it) => rooted(path).startsWith(rooted(it)));
  return only({
    ...files,
    file: (path) => (isWanted(path) ? files.file(path) : undefined),
  });
}

const rooted = (path: string): string => path.replace(/^\/?/, "/");

/** The files as `file` has them; only those folders are there that hold one. */
function only({ file, folder, real }: Files): Files {
  const known = new Map<string, readonly string[] | undefined>();
  const folderAt = (path: string): readonly string[] | undefined => {
    if (known.has(path)) return known.get(path);
    const names = folder(path)?.filter(
      (it) => file(join(path, it)) !== undefined || folderAt(join(path, it)) !== undefined,
    );
    const found = names && names.length > 0 ? names : undefined;
    known.set(path, found);
    return found;
  };
  return { file, folder: folderAt, real };
}

function withIncludes(own: Files, files: Files, { root, includes }: SourceTree): Files {
  return includes.reduce((before, { from, to, tree }) => {
    const target = join(root, to);
    const origin = join(tree.root, from);
    const included = artifactFiles(files, tree);
    const inside = (path: string) =>
      isInside(path, target) ? join(origin, path.slice(target.length)) : undefined;
    return {
      file: (path) => {
        const at = inside(path);
        return at === undefined ? before.file(path) : included.file(at);
      },
      folder: (path) => {
        const at = inside(path);
        if (at !== undefined) return included.folder(at);
        const names = before.folder(path);
        if (!isInside(target, path) || included.folder(origin) === undefined) return names;
        const next = target.slice(path === "" ? 0 : path.length + 1).split("/")[0] ?? "";
        return names?.includes(next) ? names : [...(names ?? []), next].sort();
      },
      real: before.real,
    };
  }, own);
}

function unignored(files: Files, tree: SourceTree): Files {
  const rules = rulesOf(files, tree);
  const takesBack = rules.some((it) => it.takesBack);
  const ignored = (path: string, isFolder: boolean): boolean =>
    isIgnored(rules, partsBelow(tree.root, path), isFolder);
  const file = (path: string): SourceFile | undefined =>
    ignored(path, false) ? undefined : files.file(path);
  const known = new Map<string, readonly string[] | undefined>();
  const folder = (path: string): readonly string[] | undefined => {
    if (known.has(path)) return known.get(path);
    const found = namesIn(path);
    known.set(path, found);
    return found;
  };
  const namesIn = (path: string): readonly string[] | undefined => {
    const gone = path !== tree.root && ignored(path, true);
    if (gone && !takesBack) return undefined;
    const names = files.folder(path)?.filter((it) => isThere(join(path, it)));
    // A folder whose files are all ignored is still archived itself.
    return gone && names?.length === 0 ? undefined : names;
  };
  const isThere = (path: string): boolean =>
    files.folder(path) === undefined ? file(path) !== undefined : folder(path) !== undefined;
  return { file, folder, real: files.real };
}

const partsBelow = (root: string, path: string): readonly string[] =>
  path
    .slice(root.length)
    .split("/")
    .filter((it) => it !== "");

function rulesOf(files: Files, { root, ignore, ignoreFiles }: SourceTree): readonly IgnoreRule[] {
  const own = ignoreFiles.flatMap((path) => {
    const content = files.file(path)?.content;
    return typeof content === "string"
      ? readIgnoreRules(content, partsBelow(root, dirname(path)))
      : [];
  });
  const said = [...own, ...readIgnoreRules(ignore ?? "", [])];
  return [...VERSION_CONTROL, ...(said.length > 0 ? said : DEFAULT)];
}

const VERSION_CONTROL = readIgnoreRules(
  [".git/", ".gitignore", ".gitmodules", ".gitattributes"].join("\n"),
  [],
);

/** Used while nobody gives a rule: pictures and archives, files of CI services, settings of tools. */
const DEFAULT = readIgnoreRules(
  `
*.jpg
*.jpeg
*.gif
*.png
*.wmv
*.flv
*.tar.gz
*.zip
.github/
.circleci/
.travis.yml
.gitlab-ci.yml
appveyor.yml
.drone.yml
cloudbuild.yaml
codeship-services.yml
codeship-steps.yml
**/.goreleaser.yml
**/.sops.yaml
**/.flux.yaml
`,
  [],
);
