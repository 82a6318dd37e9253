import type { Artifact } from "./artifact.ts";

/** The artifacts that source-controller serves, by their URL. They are in memory: after a new start, sources fetch again. */
export interface Artifacts {
  readonly get: (url: string) => Artifact | undefined;
  readonly put: (url: string, artifact: Artifact) => void;
  readonly drop: (url: string) => void;
}

export function newArtifacts(): Artifacts {
  const all = new Map<string, Artifact>();
  return {
    get: (url) => all.get(url),
    put: (url, artifact) => void all.set(url, artifact),
    drop: (url) => void all.delete(url),
  };
}
