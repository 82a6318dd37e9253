import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cached } from "./cached.mjs";
import { cacheFolder, root } from "./paths.mjs";
import { run } from "./run.mjs";
import { Failure, tell } from "./tell.mjs";

const sources = join(root, "test/cluster/control-plane");
/** Everything that decides what the programs are. */
const recipe = ["build.sh", "go.mod", "go.sum", "main.go", "pods.go"];

/**
 * The programs of a real control plane, built once from Go modules and kept in the user's cache, by
 * what they are built from.
 *
 * @returns {Promise<string | undefined>} the folder of the programs; `undefined`, and one sentence why, where they cannot be had
 */
export async function controlPlane() {
  const hash = createHash("sha256");
  for (const file of recipe) hash.update(readFileSync(join(sources, file)));
  const name = `control-plane-${hash.digest("hex").slice(0, 12)}`;
  try {
    if (!existsSync(join(cacheFolder, name))) await demandGo();
    return await cached(name, build);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    tell.note(error.message);
    return undefined;
  }
}

async function demandGo() {
  const found = await run("go", ["version"], { quiet: true }).catch(() => ({
    code: 1,
    output: "",
  }));
  const [, minor] = /go1\.(\d+)/.exec(found.output) ?? [];
  if (found.code === 0 && Number(minor) >= 26) return;
  const has = found.code === 0 ? `Go 1.${minor} is too old` : "Go is not installed";
  throw new Failure(
    `${has}: the real control plane is built with Go 1.26 or later; get it from https://go.dev/dl and run npm run test:cluster again.`,
  );
}

async function build(folder) {
  tell.step("Building etcd, Kubernetes, Flux and Flagger from their Go modules …");
  tell.note("once; it takes 12 minutes and 8 GB of Go's own caches");
  const { code, output } = await run("sh", [join(sources, "build.sh"), folder], { quiet: true });
  if (code === 0) return;
  const why = output.trim().split("\n").at(-1) ?? "";
  throw new Failure(
    `Go could not build the control plane (${why}): see whether it reaches its modules, then run npm run test:cluster again.`,
  );
}
