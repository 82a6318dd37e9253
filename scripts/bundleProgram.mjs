import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { basename, delimiter, dirname, join, parse, relative } from "node:path";
import { bundle, forNode } from "./bundle.mjs";
import { root } from "./paths.mjs";
import { run, toolNode } from "./run.mjs";
import { tell } from "./tell.mjs";

/**
 * Makes a program: its text, a small file that starts each of its parts (`server/start.ts`), and later (`makeCode`) the
 * code that V8 makes of the text, with which nothing has to be compiled any more.
 *
 * @param {{ entry: string, text: string, starters: Record<string, { outfile: string, isCompiled: boolean }> }} options
 *   paths are relative to the project; `starters` by the name of the part, all beside the text
 * @returns {Promise<{ metafile: import("esbuild").Metafile, code: string }>}
 *   `code`: how the names of files with compiled code begin. They tell the text by its hash: V8 itself does not.
 */
export async function bundleProgram({ entry, text, starters }) {
  const { dir: folder, name, base } = parse(text);
  const node = forNode(folder);
  const { metafile } = await bundle({ entry, outfile: text, ...node });
  const code = join(folder, "code", `${name}-${hashOf(join(root, text))}`);
  const { define } = node;
  await Promise.all(
    Object.entries(starters).map(([part, { outfile, isCompiled }]) => {
      const ownCode = isCompiled ? relative(folder, code) : "none";
      const said = { TEXT: base, PART: part, CODE: ownCode.replaceAll("\\", "/") };
      const texts = Object.entries(said).map(([key, it]) => [key, JSON.stringify(it)]);
      return bundle({
        entry: "server/start.ts",
        outfile,
        define: { ...define, ...Object.fromEntries(texts) },
      });
    }),
  );
  return { metafile, code: join(root, code) };
}

/**
 * Runs a program and keeps the code that V8 made meanwhile, once for every Node that is likely to run it here.
 *
 * @param {{ text: string, code: string, part: string, runs: readonly (readonly string[])[] }} options lists of arguments
 */
export async function makeCode({ text, code, part, runs }) {
  const path = join(root, text);
  removeOld(code);
  for (const node of nodes()) {
    const args = [join(root, "scripts", "makeCode.mjs"), path, code, part, JSON.stringify(runs)];
    const { code: status, output } = await run(node, args, { quiet: true });
    if (status !== 0) tell.note(`${text} will start without compiled code. ${output.trim()}`);
  }
}

const hashOf = (path) => createHash("sha256").update(readFileSync(path)).digest("hex").slice(0, 12);

function removeOld(code) {
  const name = basename(code).replace(/-[^-]*$/, "-");
  mkdirSync(dirname(code), { recursive: true });
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
