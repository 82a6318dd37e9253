import { relative } from "node:path";
import { build } from "esbuild";
import { root } from "./paths.mjs";
import { Failure } from "./tell.mjs";

const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  target: "node20",
  // CommonJS starts a few milliseconds sooner than ECMAScript modules (64 against 66 ms to the first answer).
  format: "cjs",
  minify: true,
  metafile: true,
  logLevel: "warning",
  legalComments: "none",
};

/**
 * Makes one file of a module and all that it imports.
 *
 * @param {{ entry: string } & import("esbuild").BuildOptions} options paths are relative to the project
 */
export function bundle({ entry, ...options }) {
  return build({ ...shared, ...options, entryPoints: [entry] }).catch(() => {
    throw new Failure(`${entry} could not be bundled; the reason stands above.`);
  });
}

/**
 * Packages that few workspaces ever need, each a file of its own that is read at the first use: npm yaml for documents
 * that the fast reader leaves to it, RE2 for selectors that are no plain names, simple-git for comparisons with a commit.
 * Without them the server starts sooner and smaller.
 */
const lazy = {
  yaml: { names: ["Composer", "Lexer", "Parser"], outfile: "yaml.cjs" },
  re2js: { names: ["RE2JS", "RE2JSException"], outfile: "re2.cjs" },
  "simple-git": { names: ["simpleGit"], outfile: "git.cjs" },
};

export const lazyBundles = Object.entries(lazy).map(([name, { outfile }]) => ({
  entry: name,
  outfile: `dist/${outfile}`,
}));

/**
 * What bundles for Node have in common.
 *
 * @param {string} folder where the bundle is run, relative to the project
 */
export function forNode(folder) {
  const dist = `./${relative(folder, "dist").replaceAll("\\", "/")}`.replace(/\/?$/, "/");
  return {
    // What sources say of themselves as modules, in the words of CommonJS.
    define: {
      "import.meta.url": "moduleUrl",
      "import.meta.dirname": "__dirname",
      "import.meta.filename": "__filename",
    },
    banner: { js: 'const moduleUrl=require("node:url").pathToFileURL(__filename).href;' },
    plugins: [lazyPackages(dist)],
    external: Object.values(lazy).map(({ outfile }) => dist + outfile),
  };
}

const lazyPackages = (dist) => ({
  name: "lazy-packages",
  setup({ onResolve, onLoad }) {
    const filter = new RegExp(`^(${Object.keys(lazy).join("|")})$`);
    onResolve({ filter }, ({ path }) => ({ path, namespace: "lazy" }));
    onLoad({ filter, namespace: "lazy" }, ({ path }) => ({
      contents: lazy[path].names
        .map(
          (name) =>
            `Object.defineProperty(exports, "${name}", { enumerable: true, get: () => require("${dist}${lazy[path].outfile}").${name} });`,
        )
        .join("\n"),
    }));
  },
});
