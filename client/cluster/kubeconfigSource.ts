import { delimiter } from "node:path";
import { type Disposable, workspace } from "vscode";
import { clusterSettings } from "../settings.ts";
import type { Outcome } from "./api/failure.ts";
import { kubeLibrary } from "./api/kube.ts";
import type { Kubeconfig } from "./api/kubeconfig.ts";
import { kubeconfigFiles } from "./api/kubeconfigFiles.ts";
import { loadKubeconfig } from "./api/loadKubeconfig.ts";
import { watchFiles } from "./api/watchFiles.ts";

/** Where this window takes its kubeconfig from. */
export interface KubeconfigSource extends Disposable {
  readonly load: () => Promise<Outcome<Kubeconfig>>;
  /** Why the last reading gave none. */
  readonly problem: () => string | undefined;
  /** Takes a file beside those of the person, first. */
  readonly adopt: (path: string, context: string) => void;
  readonly release: (path: string) => void;
  /** Whether a context comes from an adopted file: such a one is not remembered. */
  readonly isAdopted: (context: string) => boolean;
}

/** Reads the files anew at each call, and tells when one of them has changed since. */
export function kubeconfigSource(changed: () => void): KubeconfigSource {
  const adopted = new Map<string, string>();
  let problem: string | undefined;
  let watched = "";
  let unwatch = () => {};
  const watch = (paths: readonly string[]) => {
    const key = paths.join("\n");
    if (key === watched) return;
    watched = key;
    unwatch();
    unwatch = watchFiles(paths, changed);
  };
  return {
    async load() {
      const around = surroundings();
      const own = kubeconfigFiles(around).paths;
      const paths = [...adopted.keys(), ...own];
      watch(paths);
      const { parse } = await kubeLibrary();
      const setting = adopted.size > 0 ? paths.join(delimiter) : around.setting;
      const loaded = await loadKubeconfig({ ...around, setting }, parse);
      problem = loaded.failure?.sentence;
      return loaded;
    },
    problem: () => problem,
    adopt: (path, context) => void adopted.set(path, context),
    release: (path) => void adopted.delete(path),
    isAdopted: (context) => [...adopted.values()].includes(context),
    dispose: () => unwatch(),
  };
}

function surroundings() {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  return {
    setting: clusterSettings().kubeconfig,
    ...(folder?.scheme === "file" ? { workspace: folder.fsPath } : {}),
    environment: process.env,
  };
}
