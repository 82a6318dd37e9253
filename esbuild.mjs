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
 * npm yaml is asked only about documents that the fast reader leaves to it, so it is a file of its own, read when the
 * first of them comes: without it the server starts a few milliseconds sooner and smaller.
 */
const lazyYaml = {
  name: "lazy-yaml",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^yaml$/ }, () => ({ path: "yaml", namespace: "lazy" }));
    onLoad({ filter: /^yaml$/, namespace: "lazy" }, () => ({
      contents: ["Composer", "Lexer", "Parser"]
        .map(
          (name) =>
            `Object.defineProperty(exports, "${name}", { enumerable: true, get: () => require("./yaml.cjs").${name} });`,
        )
        .join("\n"),
    }));
  },
};

const server = { ...moduleFacts, plugins: [lazyYaml], external: ["./yaml.cjs"] };

const bundles = [
  { entry: "client/extension.ts", outfile: "dist/client.cjs", external: ["vscode"] },
  { entry: "server/main.ts", outfile: "dist/server.js", ...server },
  { entry: "server/cli.ts", outfile: "dist/cli.js", ...server },
  { entry: "node_modules/yaml/dist/index.js", outfile: "dist/yaml.cjs" },
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
