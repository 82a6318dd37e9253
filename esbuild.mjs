import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { buildSchemas } from "./scripts/buildSchemas.mjs";
import { notices } from "./scripts/notices.mjs";
import { root } from "./scripts/paths.mjs";
import { Failure, main } from "./scripts/tell.mjs";

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

/** What sources say of themselves as modules, in the words of CommonJS. */
const moduleFacts = {
  define: {
    "import.meta.url": "moduleUrl",
    "import.meta.dirname": "__dirname",
    "import.meta.filename": "__filename",
  },
  banner: { js: 'const moduleUrl=require("node:url").pathToFileURL(__filename).href;' },
};

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

const lazyPackages = {
  name: "lazy-packages",
  setup({ onResolve, onLoad }) {
    const filter = new RegExp(`^(${Object.keys(lazy).join("|")})$`);
    onResolve({ filter }, ({ path }) => ({ path, namespace: "lazy" }));
    onLoad({ filter, namespace: "lazy" }, ({ path }) => ({
      contents: lazy[path].names
        .map(
          (name) =>
            `Object.defineProperty(exports, "${name}", { enumerable: true, get: () => require("./${lazy[path].outfile}").${name} });`,
        )
        .join("\n"),
    }));
  },
};

const server = {
  ...moduleFacts,
  plugins: [lazyPackages],
  external: Object.values(lazy).map(({ outfile }) => `./${outfile}`),
};

const bundles = [
  { entry: "client/extension.ts", outfile: "dist/client.cjs", external: ["vscode"] },
  { entry: "server/main.ts", outfile: "dist/server.js", ...server },
  { entry: "server/cli.ts", outfile: "dist/cli.js", ...server },
  ...Object.entries(lazy).map(([name, { outfile }]) => ({
    entry: name,
    outfile: `dist/${outfile}`,
  })),
];

await main(async () => {
  mkdirSync(join(root, "dist"), { recursive: true });
  // The package as a whole is made of ECMAScript modules; what is bundled is not.
  writeFileSync(join(root, "dist", "package.json"), '{ "type": "commonjs" }\n');
  const [, ...built] = await Promise.all([buildSchemas(), ...bundles.map(bundle)]);
  const inputs = built.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  // The compiled schemas hold pieces of ajv.
  writeFileSync(join(root, "dist", "NOTICE.txt"), notices([...inputs, "node_modules/ajv"]));
});

function bundle({ entry, ...options }) {
  return build({ ...shared, ...options, entryPoints: [entry] }).catch(() => {
    throw new Failure(`${entry} could not be bundled; the reason stands above.`);
  });
}
