import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildSchemas } from "./scripts/buildSchemas.mjs";
import { bundle, forNode, lazyBundles } from "./scripts/bundle.mjs";
import { bundleProgram, makeCode } from "./scripts/bundleProgram.mjs";
import { notices } from "./scripts/notices.mjs";
import { root } from "./scripts/paths.mjs";
import { main } from "./scripts/tell.mjs";

const cli = { entry: "server/cli.ts", outfile: "dist/cli.js" };

const bundles = [
  { entry: "client/extension.ts", outfile: "dist/client.cjs", external: ["vscode"] },
  { entry: "server/main.ts", outfile: "dist/server.js", ...forNode("dist") },
  ...lazyBundles,
  ...["js", "css"].map((type) => ({
    entry: `client/browser/canary.${type === "js" ? "ts" : "css"}`,
    outfile: `dist/browser/canary.${type}`,
    platform: "browser",
    format: "iife",
    target: "es2022",
  })),
];

await main(async () => {
  mkdirSync(join(root, "dist"), { recursive: true });
  // The package as a whole is made of ECMAScript modules; what is bundled is not.
  writeFileSync(join(root, "dist", "package.json"), '{ "type": "commonjs" }\n');
  const [program, , ...built] = await Promise.all([
    bundleProgram(cli),
    buildSchemas(),
    ...bundles.map(bundle),
  ]);
  const inputs = [program, ...built].flatMap(({ metafile }) => Object.keys(metafile.inputs));
  // The compiled schemas hold pieces of ajv.
  writeFileSync(join(root, "dist", "NOTICE.txt"), notices([...inputs, "node_modules/ajv"]));
  await makeCode({ ...cli, ...program, runs: overlays().map((it) => ["render", it]) });
});

/** The kustomizations of the examples; to render them takes most of the code that any kustomization does. */
function overlays() {
  const examples = join(root, "examples");
  return readdirSync(examples, { recursive: true })
    .filter((it) => /(^|[\\/])kustomization\.ya?ml$/.test(it))
    .sort()
    .map((it) => dirname(join(examples, it)));
}
