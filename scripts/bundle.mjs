import { readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
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
  const from = options.stdin ? {} : { entryPoints: [entry] };
  return build({ ...shared, ...options, ...from }).catch(() => {
    throw new Failure(`${entry} could not be bundled; the reason stands above.`);
  });
}

/**
 * Packages that few workspaces ever need, each a file of its own that is read at the first use: npm yaml for documents
 * that the fast reader leaves to it, RE2 for selectors that are no plain names, simple-git for comparisons with a commit,
 * client-node for kubeconfigs. Without them the server and the extension start sooner and smaller.
 */
const lazy = {
  yaml: { names: ["Composer", "Lexer", "Parser"], outfile: "yaml.cjs" },
  re2js: { names: ["RE2JS", "RE2JSException"], outfile: "re2.cjs" },
  "simple-git": { names: ["simpleGit"], outfile: "git.cjs" },
  "@kubernetes/client-node": { names: ["KubeConfig", "loadYaml"], outfile: "kube.cjs" },
};

export const lazyBundles = Object.entries(lazy).map(([name, { outfile }]) => ({
  entry: name,
  outfile: `dist/${outfile}`,
  ...(name === "@kubernetes/client-node" ? sparingly(name) : {}),
}));

/**
 * Takes of a package only what is used of it: client-node is 62 MB, most of it generated clients, which none of the
 * parts that we take needs. Nor do they need its undici, which does not load on Node 20.
 */
function sparingly(name) {
  const setup = ({ onResolve, onLoad, resolve }) => {
    onResolve({ filter: unused }, () => ({ path: "unused", namespace: "absent" }));
    onLoad({ filter: /^/, namespace: "absent" }, () => ({ contents: absent }));
    onResolve({ filter: /^/ }, async ({ path, pluginData, importer, resolveDir, kind }) => {
      const isOurs = importer.includes(name.replace("/", sep)) || path === name;
      if (!isOurs || pluginData === resolving) return undefined;
      const found = await resolve(path, { importer, resolveDir, kind, pluginData: resolving });
      return { ...found, sideEffects: false };
    });
  };
  const contents = `export { KubeConfig } from "${name}/dist/config.js"; export * from "${name}/dist/yaml.js";`;
  return { stdin: { contents, resolveDir: root }, plugins: [{ name: "sparingly", setup }] };
}

const resolving = Symbol("resolving");
const unused = /^(undici|jsonpath-plus)$|^\.\/gen\/(index|models\/ObjectSerializer)\.js$/;
const absent = `class Absent { constructor() { throw new Error("not bundled"); } }
class Plain { static deserialize(it) { return it; } static serialize(it) { return it; } }
export { Absent as Agent, Absent as ProxyAgent, Absent as fetch, Plain as ObjectSerializer };
export { Absent as createConfiguration, Absent as ServerConfiguration, Absent as JSONPath };`;

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
    plugins: [lazyPackages(dist), withoutExamples],
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

/** The examples of rules are there for their pages and tests: more than a tenth of the server. */
const withoutExamples = {
  name: "without-examples",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/example(Checks|Pieces|Scalers)\.ts$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path),
      sideEffects: false,
    }));
    onLoad({ filter: /[\\/]engine[\\/]rules[\\/].*\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replace(EXAMPLES, ""),
      loader: "ts",
    }));
  },
};

const EXAMPLES = /^ {2}examples: \{\r?\n[\s\S]*?^ {2}\},\r?\n/m;
