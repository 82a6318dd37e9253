import type { ChildProcess } from "node:child_process";
import {
  type Disposable,
  type Event,
  EventEmitter,
  extensions,
  type LogOutputChannel,
  workspace,
} from "vscode";
import {
  CloseAction,
  DidChangeConfigurationNotification,
  ErrorAction,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
} from "vscode-languageclient/node";
import type { Notification } from "../protocol/notification.ts";
import { RENDERED_SCHEME } from "../protocol/rendered.ts";
import type { Request } from "../protocol/request.ts";
import { serverStatus } from "../protocol/serverStatus.ts";
import { backoff } from "./backoff.ts";
import { createHearers } from "./hearers.ts";
import { type ServerBundle, spawnServer } from "./serverProcess.ts";
import { section, settings } from "./settings.ts";
import type { Status } from "./status.ts";

export interface LanguageServer extends Disposable {
  readonly start: () => Promise<void>;
  readonly restart: () => Promise<void>;
  /** Asks the server; starts it first where it does not run. */
  readonly send: <Params, Result>(
    request: Request<Params, Result>,
    params: Params,
  ) => Promise<Result>;
  /** Hears what the server tells, whichever server runs. */
  readonly listen: <Params>(
    notification: Notification<Params>,
    hear: (params: Params) => void,
  ) => Disposable;
  /** A server has begun to answer. */
  readonly onStarted: Event<void>;
}

/** One life of the server: its process and the client that speaks to it. */
interface Life {
  readonly client: LanguageClient;
  readonly kill: () => void;
}

/**
 * The language server as long as the extension lives: when it ends unasked it is started again, after a pause that
 * grows while it keeps failing.
 */
export function createLanguageServer(
  bundle: ServerBundle,
  log: LogOutputChannel,
  show: Status["show"],
): LanguageServer {
  let life: Life | undefined;
  let endings: readonly number[] = [];
  let pause: ReturnType<typeof setTimeout> | undefined;
  const started = new EventEmitter<void>();
  const hearers = createHearers();
  hearers.add(serverStatus, ({ reading, setup }) => show({ reading, setup }));

  const start = async (): Promise<void> => {
    clearTimeout(pause);
    // Before the server has read anything, it would be wrong to say that there are no problems.
    show({ server: { state: "starting" }, reading: { done: 0 }, setup: [] });
    const began = Date.now();
    const begun = createLife(bundle, log, () => ended(begun));
    life = begun;
    hearers.connect(begun.client);
    try {
      await begun.client.start();
      if (life !== begun) return;
      log.info(`The language server answers after ${Date.now() - began} ms.`);
      show({ server: { state: "running" } });
      started.fire();
    } catch (error) {
      log.error(`The language server did not start: ${error}`);
      ended(begun);
    }
  };

  /** May be told twice of one ending: by the connection and by a start that failed. */
  const ended = (which: Life): void => {
    if (life !== which) return;
    life = undefined;
    which.kill();
    endings = [...endings, Date.now()].slice(-10);
    const milliseconds = backoff(endings);
    log.warn(`The language server ended. Starting it again in ${milliseconds} ms.`);
    show({ server: { state: "waiting", milliseconds }, reading: undefined });
    pause = setTimeout(() => void start(), milliseconds);
  };

  const stop = async (): Promise<void> => {
    clearTimeout(pause);
    const stopping = life;
    life = undefined;
    show({ server: { state: "stopped" }, reading: undefined });
    await stopping?.client.dispose().catch((error: unknown) => log.warn(`Stopping: ${error}`));
    // A server that is too ill to say goodbye ends all the same.
    stopping?.kill();
  };

  // Whether another YAML extension is there, or the workspace is trusted, is a setting in the eyes of the server.
  const tell = () => {
    if (life?.client.isRunning()) void tellSettings(life.client);
  };
  const told = [extensions.onDidChange(tell), workspace.onDidGrantWorkspaceTrust(tell)];

  return {
    start,
    restart: async () => {
      await stop();
      await start();
    },
    send: async (request, params) => {
      if (!life) await start();
      if (!life) throw new Error("The language server is not running; the output says why.");
      return life.client.sendRequest(request.method, params);
    },
    listen: hearers.add,
    onStarted: started.event,
    dispose: () => {
      for (const it of [...told, started]) it.dispose();
      void stop();
    },
  };
}

function createLife(bundle: ServerBundle, log: LogOutputChannel, ended: () => void): Life {
  let process: ChildProcess | undefined;
  const options: LanguageClientOptions = {
    documentSelector: documents(),
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    diagnosticCollectionName: section,
    // Pushed findings of other files arrive with the keystroke; VS Code pulls them every two seconds.
    initializationOptions: () => ({ settings: settings(), diagnostics: "push" }),
    initializationFailedHandler: () => false,
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue }),
      closed: () => {
        ended();
        return { action: CloseAction.DoNotRestart, handled: true, message: "Connection closed." };
      },
    },
    middleware: {
      workspace: {
        configuration: (request, token, next) =>
          request.items.every((item) => item.section === section)
            ? request.items.map(() => settings())
            : next(request, token),
        didChangeConfiguration: () => tellSettings(client),
      },
    },
  };
  const run = async (): Promise<ChildProcess> => {
    process = spawnServer(bundle, log);
    return process;
  };
  const client = new LanguageClient(section, "Flightpath", run, options);
  return { client, kill: () => process?.kill("SIGKILL") };
}

const tellSettings = (client: LanguageClient): Promise<void> =>
  client.sendNotification(DidChangeConfigurationNotification.type, {
    settings: { [section]: settings() },
  });

/** YAML of the workspace, on disk, virtual, not yet saved or rendered; not the old versions that a diff shows. */
function documents(): { language: string; scheme: string }[] {
  const schemes = (workspace.workspaceFolders ?? []).map((folder) => folder.uri.scheme);
  return [...new Set(["file", "untitled", RENDERED_SCHEME, ...schemes])].map((scheme) => ({
    language: "yaml",
    scheme,
  }));
}
