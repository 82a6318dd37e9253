import type { Files, SourceFile } from "../kustomize/files.ts";
import { outlineOf, type Reader } from "../kustomize/memory.ts";
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
  /** What lies below the root is the artifact already. */
  readonly isPacked?: boolean;
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
export const artifactFiles = (files: Outlined, tree: SourceTree): Files => layersOf(files, tree);

/** Files that tell of one without its text, as a `Reader` does. */
type Outlined = Files & Partial<Pick<Reader, "outline">>;

/** Some files of others. */
interface Layer extends Files {
  /** Is there such a file? Does not depend on what stands in it. */
  readonly has: (path: string) => boolean;
}

function layersOf(files: Outlined, tree: SourceTree): Layer {
  const checkout = withIncludes(sparse(tracked(files, tree.root), tree), files, tree);
  return unignored(checkout, tree);
}

/** As `outline` tells it. */
const UNREAD = "?";

/** Names that are read as text wherever they may be read at all; without text they are links, or git ignores them. */
const READ = /.\.(ya?ml|json)$|^(Kustomization|\.sourceignore)$/;

/** What git has: no links (they are not archived), nothing that is only on this disk. */
function tracked(files: Outlined, root: string): Layer {
  const { file, folder, real, outline = (path) => outlineOf(files, path) } = files;
  const has = (path: string): boolean => {
    if (!isInside(path, root) || path === root) return false;
    const found = outline(path);
    if (found === undefined || (found === UNREAD && READ.test(basename(path)))) return false;
    return !isLinked(path) && !standsForLink(path, found);
  };
  /** Is it a link, or in a folder that is one? The root itself may be reached in any way. */
  const isLinked = (path: string): boolean =>
    real(path) !== join(real(root), path.slice(root.length));
  /** Where the system has no links, git writes a file that holds nothing but the path. */
  const standsForLink = (path: string, found: string): boolean => {
    const content = found.slice(1);
    if (content === "" || /\n|^\//.test(content)) return false;
    if (basename(path) === ".sourceignore") return false;
    const target = join(dirname(path), content);
    return target !== path && (outline(target) ?? folder(target)) !== undefined;
  };
  const folderAt = (path: string) =>
    isInside(path, root) && !/(^|\/)\.git$/.test(path) && !isLinked(path)
      ? folder(path)
      : undefined;
  const fileAt = (path: string) => (has(path) ? file(path) : undefined);
  return only({ file: fileAt, has, folder: folderAt, real: (path) => path });
}

function sparse(files: Layer, { root, sparse: wanted }: SourceTree): Layer {
  if (!wanted) return files;
  const beginnings = wanted.map((it) => join(root, "").concat("/", it.replace(/^\.\//, "")));
  const isWanted = (path: string) => beginnings.some((it) => rooted(path).startsWith(rooted(it)));
  return only({
    ...files,
    has: (path) => isWanted(path) && files.has(path),
    file: (path) => (isWanted(path) ? files.file(path) : undefined),
  });
}

const rooted = (path: string): string => path.replace(/^\/?/, "/");

/** The files as `file` has them; only those folders are there that hold one. */
function only({ folder, ...files }: Layer): Layer {
  const holding = new Map<string, boolean>();
  const isThere = (path: string): boolean => files.has(path) || holds(path);
  const holds = (path: string): boolean => {
    const known = holding.get(path);
    if (known !== undefined) return known;
    const found = folder(path)?.some((it) => isThere(join(path, it))) ?? false;
    holding.set(path, found);
    return found;
  };
  const folderAt = (path: string): readonly string[] | undefined => {
    const names = folder(path)?.filter((it) => isThere(join(path, it)));
    return names && names.length > 0 ? names : undefined;
  };
  return { ...files, folder: folderAt };
}

function withIncludes(own: Layer, files: Outlined, { root, includes }: SourceTree): Layer {
  return includes.reduce((before, { from, to, tree }) => {
    const target = join(root, to);
    const origin = join(tree.root, from);
    const included = layersOf(files, tree);
    const inside = (path: string) =>
      isInside(path, target) ? join(origin, path.slice(target.length)) : undefined;
    return {
      file: (path) => {
        const at = inside(path);
        return at === undefined ? before.file(path) : included.file(at);
      },
      has: (path) => {
        const at = inside(path);
        return at === undefined ? before.has(path) : included.has(at);
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

function unignored(files: Layer, tree: SourceTree): Layer {
  const rules = rulesOf(files, tree);
  const takesBack = rules.some((it) => it.takesBack);
  const ignored = (path: string, isFolder: boolean): boolean =>
    isIgnored(rules, partsBelow(tree.root, path), isFolder);
  const has = (path: string): boolean => !ignored(path, false) && files.has(path);
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
    files.folder(path) === undefined ? has(path) : folder(path) !== undefined;
  return { file, has, folder, real: files.real };
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
