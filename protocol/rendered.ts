import { notification } from "./notification.ts";
import { request } from "./request.ts";

/** The scheme of documents that show what a build gives. They are read-only and known to the server by their id. */
export const RENDERED_SCHEME = "flightpath-rendered";

/** One build, as lists show it. */
export interface BuildItem {
  readonly id: string;
  /** `Kustomization flux-system/apps`, `apps/staging`. */
  readonly label: string;
  /** `clusters/prod`, `12 objects`. */
  readonly detail: string;
}

/** What a list of builds is asked for: a file, a folder or, in a file, the object at a line. Nothing: all builds. */
export interface BuildsQuestion {
  readonly uri?: string;
  /** Counted from 0. On a Flux Kustomization, its builds are meant. */
  readonly line?: number;
}

/** The builds that a file or folder lands in, or that start there, those first; all builds without a URI. */
export const buildsOf = request<BuildsQuestion, readonly BuildItem[]>("flightpath/buildsOf");

/** The manifests of a build: of the files as they are now, or as they are in a git revision. */
export const renderBuild = request<BuildQuestion, RenderedBuild>("flightpath/renderBuild");

export interface BuildQuestion {
  readonly id: string;
  /** What git knows a commit by: `HEAD`, `main~3`. Absent: the files as they are now. */
  readonly revision?: string;
}

export interface RenderedBuild {
  /** Always something to show: where a build fails, comments that say so. */
  readonly text: string;
  /** Why there are no manifests, in one sentence. */
  readonly error?: string;
}

/** The line of a document that was rendered, counted from 0, in which a place of a file has landed; null: in none. */
export const landingOf = request<LandingQuestion, number | null>("flightpath/landingOf");

export interface LandingQuestion {
  /** Of the document that was rendered. */
  readonly rendered: string;
  /** Of the file. */
  readonly uri: string;
  /** In the file, counted from 0. */
  readonly line: number;
  readonly character: number;
}

/** These builds may give something else now. */
export const buildsChanged = notification<{ readonly ids: readonly string[] }>(
  "flightpath/buildsChanged",
);
