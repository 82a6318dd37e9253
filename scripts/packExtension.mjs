import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.mjs";
import { run, toolNode } from "./run.mjs";
import { Failure } from "./tell.mjs";

/** The largest extension worth downloading, in bytes. */
const largest = 2_000_000;

/**
 * Packs what is built into `dist/flightpath.vsix`.
 *
 * @returns {Promise<string>} the path of the packed extension
 */
export async function packExtension() {
  const built = existsSync(join(root, "dist", "client.cjs"));
  if (!built) throw new Failure("There is nothing to pack yet: run npm run build.");
  const vsix = join(root, "dist", "flightpath.vsix");
  const vsce = join(root, "node_modules", "@vscode", "vsce", "vsce");
  const { code, output } = await run(
    toolNode(),
    [vsce, "package", "--no-dependencies", "--out", vsix],
    {
      quiet: true,
    },
  );
  if (code !== 0) throw new Failure(`vsce refused to pack the extension.\n${output.trim()}`);
  const { size } = statSync(vsix);
  if (size <= largest) return vsix;
  throw new Failure(`${vsix} has ${size} bytes; ${largest} is the most it may have.`);
}
