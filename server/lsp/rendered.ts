import type { BuildQuestion, RenderedBuild } from "../../protocol/rendered.ts";
import { questionOf } from "../../protocol/renderedUri.ts";
import { type RenderedDocument, renderedDocument } from "../engine/features/rendered.ts";
import type { Rendering } from "../engine/rendering.ts";
import { rendering, renderingsOf } from "../engine/renderings.ts";
import { viewOf } from "../engine/view.ts";
import type { Workspace } from "../engine/workspace.ts";
import type { Revisions } from "./revisions.ts";

/** Rendered manifests as the editor shows them. They are no files of the workspace. */
export interface RenderedDocuments {
  /** The manifests of a build; from here on, positions count in this text. */
  readonly render: (question: BuildQuestion) => Promise<RenderedBuild>;
  /** What was rendered last for a URI; `undefined` for any other. */
  readonly shownAt: (uri: string) => ShownDocument | undefined;
  /** The editor has closed it. */
  readonly close: (uri: string) => void;
  /** These builds give something else now. */
  readonly changed: (ids: readonly string[]) => void;
  /** Everything known has been built and checked. */
  readonly settled: () => void;
  /** A commit was made, or another one was checked out. */
  readonly committed: () => void;
}

/** A rendered document and the moment that it was made from. */
export interface ShownDocument {
  readonly document: RenderedDocument;
  readonly workspace: Workspace;
}

/** What rendered documents need to know. */
export interface RenderedSources {
  readonly workspace: () => Workspace;
  /** Resolves once everything known has been built. */
  readonly ready: () => Promise<void>;
  /** May git be run? */
  readonly trusted: () => boolean;
  readonly revisions: Revisions;
  /** Tells the editor which builds to ask for again. */
  readonly tell: (ids: readonly string[]) => void;
}

export function renderedDocuments(sources: RenderedSources): RenderedDocuments {
  /** What the editor has asked for and may still show. */
  const asked = new Map<string, BuildQuestion>();
  const shown = new Map<string, ShownDocument>();
  const tell = (which: (question: BuildQuestion) => boolean): void => {
    const ids = new Set([...asked.values()].filter(which).map((it) => it.id));
    if (ids.size > 0) sources.tell([...ids]);
  };
  return {
    async render(question) {
      const key = keyOf(question);
      // Before everything is read, a build would fail for files that are there.
      if (!asked.has(key)) await sources.ready();
      asked.set(key, question);
      const made = await make(sources, question);
      if (made.type === "shown") {
        shown.set(key, made);
        return { text: made.document.file.text };
      }
      shown.delete(key);
      const text = `# ${made.sentence}\n`;
      return made.type === "absent" ? { text } : { text, error: made.sentence };
    },
    shownAt(uri) {
      const question = questionOf(uri);
      return question && shown.get(keyOf(question));
    },
    close(uri) {
      const question = questionOf(uri);
      if (!question) return;
      asked.delete(keyOf(question));
      shown.delete(keyOf(question));
    },
    changed: (ids) => tell(({ id, revision }) => revision === undefined && ids.includes(id)),
    settled() {
      // A folder that others take up is a build only for who asks for it; nobody else says when it changes.
      const known = new Set(renderingsOf(sources.workspace()).map((it) => it.id));
      tell((it) => it.revision === undefined && !known.has(it.id) && isStale(sources, it, shown));
    },
    committed: () => tell(({ revision }) => revision !== undefined),
  };
}

const keyOf = ({ id, revision }: BuildQuestion): string => JSON.stringify([id, revision]);

function isStale(
  { workspace }: RenderedSources,
  question: BuildQuestion,
  shown: ReadonlyMap<string, ShownDocument>,
): boolean {
  const now = rendering(workspace(), question.id);
  const before = shown.get(keyOf(question))?.document.rendering;
  return now !== before;
}

type Made =
  | ({ readonly type: "shown" } & ShownDocument)
  /** There was no such build, which is an answer. */
  | { readonly type: "absent"; readonly sentence: string }
  /** It cannot be told whether there is one. */
  | { readonly type: "problem"; readonly sentence: string };

async function make(sources: RenderedSources, { id, revision }: BuildQuestion): Promise<Made> {
  const workspace = sources.workspace();
  const now = rendering(workspace, id);
  if (revision === undefined) {
    return now ? shownOf(workspace, now) : { type: "problem", sentence: GONE };
  }
  if (!sources.trusted()) return { type: "problem", sentence: UNTRUSTED };
  const folder = now?.name.folder ?? workspace.roots[0]?.path ?? "";
  const past = await sources.revisions.rendering(id, folder, revision);
  if ("problem" in past) return { type: "problem", sentence: past.problem };
  const { rendering: then, workspace: moment } = past.value;
  if (then) return shownOf(moment, then);
  return { type: "absent", sentence: `There was no such build in ${revision}.` };
}

const GONE = "This build is no more: nothing in the workspace asks for it.";

const UNTRUSTED =
  "git runs only in workspaces that you trust; the command Workspaces: Manage Workspace Trust says so of this one.";

const shownOf = (workspace: Workspace, rendering: Rendering): Made => ({
  type: "shown",
  workspace,
  document: renderedDocument(viewOf(workspace), rendering),
});
