import {
  type Disposable,
  FoldingRange,
  languages,
  type TextDocument,
  Uri,
  workspace,
} from "vscode";
import { buildsChanged } from "../../../protocol/rendered.ts";
import type { LanguageServer } from "../../languageClient.ts";
import { virtualDocuments } from "../../virtualDocuments.ts";
import type { Desk } from "../api/desk.ts";
import { nameOf } from "../api/kubeObject.ts";
import type { Clusters } from "../clusters.ts";
import { foldingRanges } from "./foldingRanges.ts";
import { LIVE_SCHEME, type Page, type PageKind, pageOfUri } from "./page.ts";
import { type Pages, pagesOf } from "./pages.ts";
import { watchPages } from "./watchPages.ts";

/** Documents about the pinned cluster: read-only, and made anew while they are seen and things change. */
export interface LiveDocuments extends Disposable {
  /** The address of a page about the cluster that a desk stands at. Who has it may have it read. */
  readonly uriOf: (desk: Desk, page: Pick<Page, "kind" | "identity" | "build">) => Uri;
  readonly open: (uri: Uri) => Promise<TextDocument>;
  /** Reads a page again. */
  readonly refresh: (uri: Uri) => void;
}

/** Several changes within this time are one. */
const pause = 400;

export function createLiveDocuments(clusters: Clusters, server: LanguageServer): LiveDocuments {
  /** Pages that a command has asked for: nothing else may make us speak to a cluster. */
  const asked = new Set<string>();
  const pages = pagesOf(clusters, server);
  const documents = virtualDocuments(LIVE_SCHEME, (uri) =>
    textOf(pages, clusters, uri, asked.has(uri.toString())),
  );
  const readAgain = (uri: Uri) => documents.change((it) => it.toString() === uri.toString());
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const soon = (uri: Uri) => {
    const key = uri.toString();
    if (!asked.has(key) || timers.has(key)) return;
    const run = () => {
      timers.delete(key);
      readAgain(uri);
    };
    timers.set(key, setTimeout(run, pause));
  };
  const watching = watchPages(clusters, (uri) => asked.has(uri.toString()), soon);
  const folding = languages.registerFoldingRangeProvider(
    { scheme: LIVE_SCHEME, language: "yaml" },
    {
      provideFoldingRanges: (document) =>
        foldingRanges(document.getText()).map(({ start, end }) => new FoldingRange(start, end)),
    },
  );
  const built = server.listen(buildsChanged, () => {
    for (const { uri } of workspace.textDocuments) if (pageOfUri(uri)?.kind === "wanted") soon(uri);
  });
  return {
    uriOf(desk, page) {
      const uri = uriOf(desk, page);
      asked.add(uri.toString());
      return uri;
    },
    async open(uri) {
      // A document that is open already shows what was read then.
      readAgain(uri);
      return workspace.openTextDocument(uri);
    },
    refresh(uri) {
      asked.add(uri.toString());
      readAgain(uri);
      watching.update();
    },
    dispose() {
      for (const timer of timers.values()) clearTimeout(timer);
      for (const it of [watching, documents, folding, built]) it.dispose();
    },
  };
}

async function textOf(
  pages: Pages,
  clusters: Clusters,
  uri: Uri,
  isAsked: boolean,
): Promise<string> {
  const page = pageOfUri(uri);
  if (!page) return "This address names nothing of a cluster.\n";
  const state = clusters.session.state();
  if (!isAsked) return `${notRead(page)}\n`;
  if (state.kind !== "pinned" || state.pin.identity !== page.pin)
    return `This was read from ${page.context}, which is not the pinned context now; Flightpath: Use Context… goes back to it.\n`;
  return pages[page.kind](page);
}

const notRead = ({ identity, context }: Page): string =>
  `This shows ${identity ? nameOf(identity) : "the state"} in ${context}. Nothing has been read in this window yet: Flightpath: Refresh Page of the Cluster reads it.`;

/** What a tab says behind the name; the sides of a difference are called alike, since they are one object. */
const endings: Readonly<Record<PageKind, string>> = {
  describe: " description.txt",
  events: " events.txt",
  yaml: " live.yaml",
  manifest: " manifest.yaml",
  check: "Flux Check.txt",
  live: ".yaml",
  wanted: ".yaml",
  gone: ".yaml",
};

function uriOf({ pin }: Desk, page: Pick<Page, "kind" | "identity" | "build">): Uri {
  const name = page.identity ? nameOf(page.identity).replaceAll("/", " › ") : "";
  const whole: Page = { ...page, pin: pin.identity, context: pin.context };
  return Uri.from({
    scheme: LIVE_SCHEME,
    path: `/${name}${endings[page.kind]}`,
    query: JSON.stringify(whole),
  });
}
