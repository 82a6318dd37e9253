import { type ExtensionContext, type LogOutputChannel, type Uri, window, workspace } from "vscode";
import { clusterSettings } from "../settings.ts";
import { folderContext } from "./api/folderContext.ts";
import { json } from "./api/json.ts";
import type { Live } from "./api/live.ts";
import type { Pin } from "./api/pin.ts";
import type { Session } from "./api/session.ts";
import type { KubeconfigSource } from "./kubeconfigSource.ts";
import { pickContext } from "./pickContext.ts";

/** Which context this window is pinned to, remembered for the workspace. */
export interface ContextPins {
  readonly open: () => Promise<void>;
  readonly isOpen: () => boolean;
  readonly use: (context: string) => Promise<void>;
  readonly choose: () => Promise<string | undefined>;
  readonly disconnect: () => Promise<void>;
  /** The pin to act with, for a file where the settings name a context for it. */
  readonly pinFor: (file?: Uri) => Promise<Pin | undefined>;
}

export interface ContextPinsOptions {
  readonly context: ExtensionContext;
  readonly session: Session;
  readonly live: Live;
  readonly source: KubeconfigSource;
  readonly log: LogOutputChannel;
}

const remembered = "flightpath.pin";

export function contextPins(options: ContextPinsOptions): ContextPins {
  const { context, session, source } = options;
  let opening: Promise<void> | undefined;
  const open = () => {
    opening ??= start(options);
    return opening;
  };
  const use = async (name: string) => {
    await open();
    await session.reread();
    const { value: pin, failure } = session.pin(name);
    if (failure) throw new Error(failure.sentence);
    // A cluster that ends with the window is nothing to come back to.
    if (!source.isAdopted(name)) await context.workspaceState.update(remembered, pin);
  };
  const choose = async () => {
    await open();
    await session.reread();
    const name = await pickContext(session, source.problem());
    if (name !== undefined) await use(name);
    return name;
  };
  return {
    open,
    isOpen: () => opening !== undefined,
    use,
    choose,
    async disconnect() {
      session.unpin();
      await context.workspaceState.update(remembered, undefined);
    },
    async pinFor(file) {
      await open();
      if (!(await isSettled(session, contextFor(file), use, choose))) return undefined;
      const state = session.state();
      if (state.kind === "stopped") throw new Error(state.sentence);
      return state.kind === "pinned" ? state.pin : undefined;
    },
  };
}

/** The context that the settings name for a file. */
export function contextFor(file: Uri | undefined): string | undefined {
  if (!file || !workspace.getWorkspaceFolder(file)) return undefined;
  const path = workspace.asRelativePath(file, (workspace.workspaceFolders ?? []).length > 1);
  return folderContext(clusterSettings().contexts, path);
}

async function start({ context, session, log }: ContextPinsOptions): Promise<void> {
  await session.reread();
  const pin = pinIn(context.workspaceState.get(remembered));
  if (pin) return session.restore(pin);
  const name = namedBySettings();
  const pinned = name === undefined ? undefined : session.pin(name);
  if (pinned?.failure) log.warn(`flightpath.contexts: ${pinned.failure.sentence}`);
}

/** The context for the file in front, or the only one that the settings name. */
function namedBySettings(): string | undefined {
  const named = new Set(Object.values(clusterSettings().contexts));
  return (
    contextFor(window.activeTextEditor?.document.uri) ??
    (named.size === 1 ? [...named][0] : undefined)
  );
}

function pinIn(value: unknown): Pin | undefined {
  const { context, server, namespace, identity } = json.fields(value);
  const texts = [context, server, namespace, identity];
  return texts.every((it) => typeof it === "string") ? (value as Pin) : undefined;
}

/** Sees to it that the right context is pinned; `false`: the person chose none. */
async function isSettled(
  session: Session,
  wanted: string | undefined,
  use: (name: string) => Promise<void>,
  choose: () => Promise<string | undefined>,
): Promise<boolean> {
  const state = session.state();
  if (state.kind === "unpinned") {
    if (wanted === undefined) return (await choose()) !== undefined;
    await use(wanted);
    return true;
  }
  const here = state.kind === "pinned" ? state.context : state.pin.context;
  if (wanted === undefined || wanted === here) return true;
  const go = `Use ${wanted}`;
  const chosen = await window.showWarningMessage(
    `This file belongs to the context ${wanted}, but ${here} is pinned.`,
    { modal: true, detail: "The setting flightpath.contexts says so. Nothing was sent yet." },
    go,
  );
  if (chosen !== go) return false;
  await use(wanted);
  return true;
}
