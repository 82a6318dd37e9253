import { memo } from "../memo.ts";
import type { KindInfo, Project } from "../schema/catalogue.ts";

/** What a person would write today: of each kind the version that is served and furthest along. */
export const newestKinds: (kinds: readonly KindInfo[]) => readonly KindInfo[] = memo((kinds) => {
  const best = new Map<string, KindInfo>();
  for (const it of kinds) {
    if (!it.served || it.replacedBy !== undefined) continue;
    const key = `${it.group}|${it.kind}`;
    const known = best.get(key);
    if (!known || maturityOf(known.version) < maturityOf(it.version)) best.set(key, it);
  }
  return [...best.values()].sort((a, b) => rankOf(a.project) - rankOf(b.project));
});

/** Small numbers are what this tool is about. */
export const rankOf = (project: Project): number => projects.indexOf(project);

const projects: readonly Project[] = [
  "flux",
  "kustomize",
  "flagger",
  "kubernetes",
  "flux-operator",
  "gateway-api",
  "smi",
];

/** `v1alpha2` < `v1beta1` < `v1` < `v2`. */
function maturityOf(version: string): number {
  const [, major = "0", stage, minor = "0"] = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version) ?? [];
  const rank = stage === "alpha" ? 0 : stage === "beta" ? 1 : 2;
  return rank * 10_000 + Number(major) * 100 + Number(minor);
}
