import { homedir } from "node:os";
import { delimiter, isAbsolute, join, resolve } from "node:path";

/** Where to look for kubeconfigs, and why there. */
export interface KubeconfigPlace {
  readonly because: "setting" | "KUBECONFIG" | "home";
  readonly paths: readonly string[];
}

export interface Surroundings {
  /** The value of the setting; empty when there is none. */
  readonly setting: string;
  /** Folder that a relative setting starts from. */
  readonly workspace?: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home?: string;
}

/**
 * Which files hold the kubeconfig: those of the setting, else of `KUBECONFIG` (several, separated as
 * the system separates paths), else the one in the home folder.
 */
export function kubeconfigFiles(around: Surroundings): KubeconfigPlace {
  const home = around.home ?? homedir();
  const split = (text: string) => text.split(delimiter).filter((it) => it !== "");
  const absolute = (path: string) => {
    if (path === "~" || path.startsWith("~/") || path.startsWith("~\\"))
      return join(home, path.slice(2));
    return isAbsolute(path) ? path : resolve(around.workspace ?? home, path);
  };
  const setting = split(around.setting.trim());
  if (setting.length > 0) return { because: "setting", paths: setting.map(absolute) };
  const named = split(around.environment.KUBECONFIG ?? "");
  if (named.length > 0) return { because: "KUBECONFIG", paths: named.map(absolute) };
  return { because: "home", paths: [join(home, ".kube", "config")] };
}
