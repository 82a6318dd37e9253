import { Disposable, type Event, EventEmitter, type TextDocument, window, workspace } from "vscode";
import type { WirePlace } from "../../../protocol/canary.ts";
import { type FileObject, objectsChanged, objectsIn } from "../../../protocol/objects.ts";
import type { LanguageServer } from "../../languageClient.ts";
import { knownKind } from "../api/kinds.ts";
import type { Clusters } from "../clusters.ts";

/** Looks at the pinned cluster while an editor shows objects that it may hold. */
export interface ClusterSight extends Disposable {
  readonly isLooking: () => boolean;
  /** The objects of a document; none for one that the server does not know. */
  readonly objectsOf: (document: TextDocument) => Promise<readonly FileObject<WirePlace>[]>;
  /** Documents that are shown and may hold objects. */
  readonly documents: () => readonly TextDocument[];
  /** Something that is shown may be different now: the cluster, the files, or which of them are shown. */
  readonly onChange: Event<void>;
}

/** Events of a cluster come in flocks; what is shown follows this often, in milliseconds. */
const PACE = 250;
/** Lenses tell how long ago something was, in milliseconds. */
const AGEING = 30_000;

/**
 * Contacts nobody by itself: it looks only after somebody has spoken to the pinned cluster in this window, and stops
 * when no editor shows anything of it.
 */
export function createClusterSight(clusters: Clusters, server: LanguageServer): ClusterSight {
  const changes = new EventEmitter<void>();
  const known = new Map<string, Known>();
  let leave: (() => void) | undefined;
  let met: string | undefined;
  let due: ReturnType<typeof setTimeout> | undefined;

  const soon = () => {
    due ??= setTimeout(() => {
      due = undefined;
      void look().then(() => changes.fire());
    }, PACE);
  };
  const objectsOf = async (document: TextDocument): Promise<readonly FileObject<WirePlace>[]> => {
    const key = document.uri.toString();
    const found = known.get(key);
    if (found?.version === document.version) return found.objects;
    const objects = server.send(objectsIn, { uri: key });
    known.set(key, { version: document.version, objects });
    // Another try may get an answer.
    objects.catch(() => known.delete(key));
    return objects;
  };
  const isMet = (): boolean => {
    const state = clusters.session.state();
    if (state.kind !== "pinned") met = undefined;
    else if (clusters.live.state().kind === "connected") met = state.pin.identity;
    return state.kind === "pinned" && met === state.pin.identity;
  };
  const look = async (): Promise<void> => {
    const wanted = isMet() && (await showsObjects());
    if (wanted && isMet()) leave ??= begin();
    else {
      leave?.();
      leave = undefined;
    }
  };
  const begin = (): (() => void) => {
    const stop = clusters.live.look(soon);
    const ageing = setInterval(soon, AGEING);
    return () => {
      clearInterval(ageing);
      stop();
    };
  };
  const showsObjects = async (): Promise<boolean> => {
    const all = await Promise.all(shownDocuments().map((it) => objectsOf(it).catch(() => [])));
    return all.flat().some(({ identity }) => knownKind(identity.kind, identity.group));
  };
  const forget = () => {
    known.clear();
    soon();
  };
  const listening = [
    clusters.onChange(soon),
    window.onDidChangeVisibleTextEditors(soon),
    workspace.onDidChangeTextDocument(soon),
    workspace.onDidSaveTextDocument(soon),
    workspace.onDidCloseTextDocument(({ uri }) => known.delete(uri.toString())),
    server.listen(objectsChanged, forget),
    server.onStarted(forget),
    changes,
  ];
  return {
    isLooking: () => leave !== undefined,
    objectsOf,
    documents: shownDocuments,
    onChange: changes.event,
    dispose() {
      clearTimeout(due);
      leave?.();
      leave = undefined;
      Disposable.from(...listening).dispose();
    },
  };
}

interface Known {
  readonly version: number;
  readonly objects: Promise<readonly FileObject<WirePlace>[]>;
}

/** Files, not what was rendered or read from elsewhere. */
function shownDocuments(): readonly TextDocument[] {
  const schemes = (workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme);
  const isOurs = ({ uri, languageId }: TextDocument) =>
    languageId === "yaml" && (uri.scheme === "file" || schemes.includes(uri.scheme));
  const all = window.visibleTextEditors.map((it) => it.document).filter(isOurs);
  return [...new Set(all)];
}
