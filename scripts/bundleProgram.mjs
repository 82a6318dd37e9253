import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { basename, delimiter, dirname, join, parse } from "node:path";
import { bundle, forNode } from "./bundle.mjs";
import { root } from "./paths.mjs";
import { run, toolNode } from "./run.mjs";
import { tell } from "./tell.mjs";

/**
 * Makes a program of three parts: a small file that starts it (`server/start.ts`), its text in `code/` beside that, and
 * later (`makeCode`) the code that V8 makes of the text, with which nothing has to be compiled any more.
 *
 * @param {{ entry: string, outfile: string }} options paths are relative to the project
 * @returns {Promise<{ metafile: import("esbuild").Metafile, code: string }>}
 *   `code`: how the names of files with compiled code begin. They tell the text by its hash: V8 itself does not.
 */
export async function bundleProgram({ entry, outfile }) {
  const { dir: folder, name } = parse(outfile);
  const text = `code/${name}.js`;
  const { banner, ...node } = forNode(folder);
  const wrapper = `(function(exports,require,module,__filename,__dirname){${banner.js}`;
  const { metafile } = await bundle({
    entry,
    outfile: join(folder, text),
    ...node,
    banner: { js: wrapper },
    footer: { js: "})" },
  });
  const code = `code/${name}-${hashOf(join(root, folder, text))}`;
  const names = { TEXT: JSON.stringify(text), CODE: JSON.stringify(code) };
  await bundle({ entry: "server/start.ts", outfile, define: { ...node.define, ...names } });
  return { metafile, code: join(root, folder, code) };
}

/**
 * Runs a program and keeps the code that V8 made meanwhile, once for every Node that is likely to run it here.
 *
 * @param {{ outfile: string, code: string, runs: readonly (readonly string[])[] }} options lists of arguments
 */
export async function makeCode({ outfile, code, runs }) {
  const program = join(root, outfile);
  removeOld(code);
  for (const node of nodes()) {
    const args = [join(root, "scripts", "makeCode.mjs"), program, code, JSON.stringify(runs)];
    const { code: status, output } = await run(node, args, { quiet: true });
    if (status !== 0) tell.note(`${outfile} will start without compiled code. ${output.trim()}`);
  }
}

const hashOf = (path) => createHash("sha256").update(readFileSync(path)).digest("hex").slice(0, 12);

function removeOld(code) {
  const name = basename(code).replace(/-[^-]*$/, "-");
  for (const it of readdirSync(dirname(code))) {
    if (it.startsWith(name)) rmSync(join(dirname(code), it));
  }
}

function nodes() {
  const name = process.platform === "win32" ? "node.exe" : "node";
  const onPath = (process.env.PATH ?? "").split(delimiter).map((it) => join(it, name));
  const all = [process.execPath, toolNode(), ...onPath].filter((it) => existsSync(it));
  return new Set(all.map((it) => realpathSync(it)));
}
