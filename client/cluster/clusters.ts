import {
  type Disposable,
  type Event,
  EventEmitter,
  type ExtensionContext,
  type LogOutputChannel,
  type Uri,
  workspace,
} from "vscode";
import { clusterSettings, onClusterSettings } from "../settings.ts";
import { clusterAccess } from "./api/clusterAccess.ts";
import type { Desk } from "./api/desk.ts";
import { kubeLibrary } from "./api/kube.ts";
import type { Kubeconfig } from "./api/kubeconfig.ts";
import { type Live, openLive } from "./api/live.ts";
import type { Pin } from "./api/pin.ts";
import { openSession, type Session } from "./api/session.ts";
import { realTime } from "./api/time.ts";
import { contextPins } from "./contextPins.ts";
import { kubeconfigSource } from "./kubeconfigSource.ts";
import { portsTogether, writePorts } from "./writePorts.ts";

/** The one pinned cluster of this window, for whoever shows it or acts on it. */
export interface Clusters extends Disposable {
  readonly session: Session;
  readonly live: Live;
  /** Reads the kubeconfig and takes up what was pinned, once; contacts nobody. */
  readonly open: () => Promise<void>;
  /** Why there is no kubeconfig; `undefined` while there is one or nobody looked. */
  readonly problem: () => string | undefined;
  /**
   * Everything that an action needs. Asks for a context where none is pinned, and where the settings
   * name another one for the file; `undefined` when the person chose none. Throws one sentence when
   * the cluster cannot be spoken to.
   *
   * @param file for which it is
   */
  readonly desk: (file?: Uri) => Promise<Desk | undefined>;
  /**
   * The same desk, on which changes with one of these verbs need no further question: asks once for
   * all of them. `undefined` when the person says no.
   */
  readonly together: (desk: Desk, agreement: Agreement) => Promise<Desk | undefined>;
  /** Pins a context of this window by its name, and remembers it. Throws one sentence when there is none. */
  readonly use: (context: string) => Promise<void>;
  /** Lets the person choose; `undefined` when none was chosen. */
  readonly choose: () => Promise<string | undefined>;
  /** Lets go of the pinned context. */
  readonly disconnect: () => Promise<void>;
  /** Takes a kubeconfig file beside the person's for this window, and pins a context of it. */
  readonly adopt: (path: string, context: string) => Promise<void>;
  readonly release: (path: string) => Promise<void>;
  /** Another context, or another state of it; or it was locked or unlocked. */
  readonly onChange: Event<void>;
  /** The kubeconfig was read again because its files changed. */
  readonly onRead: Event<void>;
}

/** What a person agrees to at once. */
export interface Agreement {
  /** Verbs of actions that it covers, such as `reconcile`. */
  readonly verbs: readonly string[];
  /** `Reconcile the chain of Kustomization flux-system/apps` */
  readonly title: string;
  /** What will be done, line by line. */
  readonly detail: string;
}

/** Contacts nobody before somebody looks at `live` or asks for a desk. */
export function createClusters(context: ExtensionContext, log: LogOutputChannel): Clusters {
  const changes = new EventEmitter<void>();
  const reads = new EventEmitter<void>();
  const source = kubeconfigSource(() => void readAgain());
  const session = openSession({
    time: realTime,
    load: async () => {
      const loaded = await source.load();
      if (loaded.value) tellProblems(loaded.value, log);
      return loaded;
    },
    protectedContexts: () => clusterSettings().protectedContexts,
    access: (pinned) =>
      clusterAccess({
        context: pinned,
        isTrusted: () => workspace.isTrusted,
        library: kubeLibrary,
        userAgent: `flightpath/${context.extension.packageJSON.version}`,
      }),
  });
  const live = openLive({
    session,
    time: realTime,
    namespaces: () => clusterSettings().namespaces,
  });
  const readAgain = async () => {
    await session.reread();
    reads.fire();
    // New credentials may open what was refused.
    if (live.state().kind === "refused") live.retry();
  };
  const pins = contextPins({ context, session, live, source, log });
  const ports = writePorts(log);
  let kind = live.state().kind;
  const unlisten = session.onChange(() => changes.fire());
  const unlook = live.onState(() => {
    const now = live.state().kind;
    if (now === kind) return;
    kind = now;
    changes.fire();
  });
  const settings = onClusterSettings(() => {
    if (pins.isOpen()) void readAgain().then(live.retry);
  });
  const desk = async (file?: Uri): Promise<Desk | undefined> => {
    const pin = await pins.pinFor(file);
    if (!pin) return undefined;
    const { value: served, failure } = await live.served(new AbortController().signal);
    if (failure) throw new Error(failure.sentence);
    return { session, pin, served, ports, time: realTime };
  };
  return {
    session,
    live,
    open: pins.open,
    problem: source.problem,
    desk,
    together: async (given, agreement) => {
      const agreed = await portsTogether(given.ports, shownName(session, given.pin), agreement);
      return agreed && { ...given, ports: agreed };
    },
    use: pins.use,
    choose: pins.choose,
    disconnect: pins.disconnect,
    async adopt(path, name) {
      source.adopt(path, name);
      await pins.use(name);
    },
    async release(path) {
      source.release(path);
      await session.reread();
      if (session.state().kind === "stopped") session.unpin();
    },
    onChange: changes.event,
    onRead: reads.event,
    dispose() {
      unlisten();
      unlook();
      settings.dispose();
      source.dispose();
      live.close();
      session.close();
      changes.dispose();
      reads.dispose();
    },
  };
}

function shownName(session: Session, pin: Pin): string {
  const state = session.state();
  return state.kind === "pinned" ? state.context : pin.context;
}

function tellProblems({ problems }: Kubeconfig, log: LogOutputChannel): void {
  for (const problem of problems) log.warn(problem);
}
