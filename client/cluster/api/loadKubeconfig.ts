import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { failed, type Outcome } from "./failure.ts";
import { inCluster } from "./inCluster.ts";
import { type Kubeconfig, type KubeconfigFile, kubeconfigOf } from "./kubeconfig.ts";
import { kubeconfigFiles, type Surroundings } from "./kubeconfigFiles.ts";

/**
 * Reads the kubeconfig that counts now. Files of `KUBECONFIG` that are not there are skipped, as
 * kubectl does. Fails with the place that was looked at when nothing is there.
 *
 * @param parse YAML to values
 */
export async function loadKubeconfig(
  around: Surroundings,
  parse: (text: string) => unknown,
): Promise<Outcome<Kubeconfig>> {
  const place = kubeconfigFiles(around);
  const files: KubeconfigFile[] = [];
  const unreadable: string[] = [];
  for (const path of place.paths) {
    const file = await read(path);
    if (typeof file === "string") unreadable.push(file);
    else if (file) files.push(file);
  }
  if (files.length > 0) {
    const merged = kubeconfigOf(files, { parse, read: textOf });
    return { value: { ...merged, problems: [...unreadable, ...merged.problems] } };
  }
  const pod = place.because === "home" ? inCluster(around.environment, textOf) : undefined;
  if (pod) return { value: { files: [], current: pod.name, contexts: [pod], problems: [] } };
  return failed("misconfigured", unreadable[0] ?? nothingThere(place));
}

async function read(path: string): Promise<KubeconfigFile | string | undefined> {
  try {
    return { path, text: await readFile(path, "utf8") };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    return `${path} cannot be read (${code === "EISDIR" ? "it is a folder" : code}).`;
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function nothingThere({ because, paths }: ReturnType<typeof kubeconfigFiles>): string {
  const named = paths.join(" and ");
  if (because === "setting")
    return `The setting flightpath.kubeconfig names ${named}, which does not exist.`;
  if (because === "KUBECONFIG") return `KUBECONFIG names ${named}, which does not exist.`;
  return `There is no kubeconfig: ${named} does not exist, and KUBECONFIG is not set.`;
}
