import { existsSync } from "node:fs";
import { join } from "node:path";
import { cached } from "./cached.mjs";
import { cacheFolder } from "./paths.mjs";
import { run } from "./run.mjs";
import { Failure, tell } from "./tell.mjs";

/** Its api and kyaml 0.21.1 are those that kustomize-controller of Flux 2.9 links. */
const VERSION = "5.8.1";
const MODULE = `sigs.k8s.io/kustomize/kustomize/v5@v${VERSION}`;

/**
 * The real kustomize, built once from its Go module and kept in the user's cache.
 *
 * @returns {Promise<string | undefined>} the program; `undefined`, and one sentence why, where it cannot be had
 */
export async function realKustomize() {
  const name = `kustomize-${VERSION}`;
  try {
    if (!existsSync(join(cacheFolder, name))) await demandGo();
    const folder = await cached(name, build);
    return join(folder, process.platform === "win32" ? "kustomize.exe" : "kustomize");
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    tell.note(error.message);
    return undefined;
  }
}

async function demandGo() {
  const found = await run("go", ["version"], { quiet: true }).catch(() => ({ code: 1 }));
  if (found.code === 0) return;
  throw new Failure(`Go is not installed, so there is no kustomize ${VERSION} to compare with.`);
}

async function build(folder) {
  tell.step(`Building kustomize ${VERSION} from its Go module …`);
  const env = { GOBIN: folder };
  const { code, output } = await run("go", ["install", MODULE], { quiet: true, cwd: folder, env });
  if (code === 0) return;
  const why = output.trim().split("\n").at(-1) ?? "";
  throw new Failure(`Go could not build kustomize ${VERSION}, so nothing is compared (${why}).`);
}
