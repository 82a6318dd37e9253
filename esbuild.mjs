import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSchemas } from "./scripts/buildSchemas.mjs";
import { bundle, forNode, lazyBundles } from "./scripts/bundle.mjs";
import { bundleProgram, makeCode } from "./scripts/bundleProgram.mjs";
import { notices } from "./scripts/notices.mjs";
import { root } from "./scripts/paths.mjs";
import { main } from "./scripts/tell.mjs";
import { warmUps } from "./scripts/warmUps.mjs";

/** The command line and the server. What users install of the latter has no code that was made before, so ours has none. */
const program = {
  entry: "server/program.ts",
  text: "dist/program.cjs",
  starters: {
    cli: { outfile: "dist/cli.js", isCompiled: true },
    server: { outfile: "dist/server.js", isCompiled: false },
  },
};

/** The pages of webviews. */
const pages = ["canary", "graph", "selectors"];

const node = forNode("dist");
const extension = {
  ...{ entry: "client/extension.ts", outfile: "dist/client.cjs" },
  ...{ ...node, external: ["vscode", ...node.external] },
};

const bundles = [
  extension,
  ...lazyBundles,
  ...pages.flatMap((page) =>
    ["js", "css"].map((type) => ({
      entry: `client/browser/${page}.${type === "js" ? "ts" : "css"}`,
      outfile: `dist/browser/${page}.${type}`,
      platform: "browser",
      format: "iife",
      target: "es2022",
    })),
  ),
];

await main(async () => {
  mkdirSync(join(root, "dist"), { recursive: true });
  // The package as a whole is made of ECMAScript modules; what is bundled is not.
  writeFileSync(join(root, "dist", "package.json"), '{ "type": "commonjs" }\n');
  const [made, , ...built] = await Promise.all([
    bundleProgram(program),
    buildSchemas(),
    ...bundles.map(bundle),
  ]);
  const inputs = [made, ...built].flatMap(({ metafile }) => Object.keys(metafile.inputs));
  // The compiled schemas hold pieces of ajv.
  writeFileSync(join(root, "dist", "NOTICE.txt"), notices([...inputs, "node_modules/ajv"]));
  const runs = warmUps().map((it) => ["render", it]);
  await makeCode({ ...program, ...made, part: "cli", runs });
});
