import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import {
  commands,
  type Disposable,
  type ExtensionContext,
  type LogOutputChannel,
  ProgressLocation,
  window,
  workspace,
} from "vscode";
import type { Clusters } from "../cluster/clusters.ts";
import { notify } from "../notify.ts";
import { type DemoWorker, startDemoWorker } from "./demoWorker.ts";
import { repositoryFolders } from "./repositoryFolders.ts";

/** The demo cluster of this window. */
export interface DemoCluster extends Disposable {
  /** Starts it, asks where its repositories are if the workspace holds none, and pins its context. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** `undefined` while none runs. */
  readonly running: () => DemoWorker | undefined;
}

/** The context in the kubeconfig of the demo cluster that may do everything. */
export const DEMO_CONTEXT = "flightpath-demo";

export function createDemoCluster(
  context: ExtensionContext,
  clusters: Pick<Clusters, "adopt" | "release">,
  log: LogOutputChannel,
): DemoCluster {
  // Windows have clusters of their own, so the name of the file is that of the process.
  const kubeconfig = join(context.globalStorageUri.fsPath, "demo", `kubeconfig-${process.pid}`);
  let worker: DemoWorker | undefined;
  let starting: Promise<void> | undefined;

  async function begin(folders: readonly string[]): Promise<void> {
    const state = stateFolder(context);
    const next = await startDemoWorker(
      context.asAbsolutePath("dist/cli.js"),
      { folders, ...(state !== undefined && { state }) },
      {
        onNote: (sentence) => log.info(`Demo cluster: ${sentence}`),
        onEnd: (sentence) => {
          log.error(sentence);
          if (worker) void lost(sentence);
        },
      },
    );
    try {
      await mkdir(dirname(kubeconfig), { recursive: true });
      await writeFile(kubeconfig, next.kubeconfig, { mode: 0o600 });
      await clusters.adopt(kubeconfig, DEMO_CONTEXT);
    } catch (error) {
      await next.stop();
      throw error;
    }
    worker = next;
    log.info(`The demo cluster answers at ${next.url}; kubeconfig: ${kubeconfig}`);
    void commands.executeCommand("setContext", "flightpath.demo.running", true);
  }

  async function forget(): Promise<void> {
    worker = undefined;
    void commands.executeCommand("setContext", "flightpath.demo.running", false);
    await clusters.release(kubeconfig);
    await rm(kubeconfig, { force: true });
  }

  async function lost(sentence: string): Promise<void> {
    await forget();
    const again = "Start Again";
    const chosen = await notify.error(sentence, again);
    if (chosen === again) await commands.executeCommand("flightpath.startDemo");
  }

  return {
    running: () => worker,
    async start() {
      if (!workspace.isTrusted) throw new Error(UNTRUSTED);
      if (worker) {
        tellRunning(worker);
        return;
      }
      const folders = await repositoryFolders();
      if (!folders) return;
      starting ??= begun(() => begin(folders)).finally(() => {
        starting = undefined;
      });
      await starting;
    },
    async stop() {
      const ending = worker;
      if (!ending) throw new Error("No demo cluster runs in this window.");
      await forget();
      await ending.stop();
      log.info("The demo cluster has ended.");
    },
    dispose() {
      const ending = worker;
      worker = undefined;
      void ending?.stop();
      void rm(kubeconfig, { force: true });
    },
  };
}

const UNTRUSTED =
  "the demo cluster reads repositories with git, and git runs only in workspaces that you trust; Workspaces: Manage Workspace Trust changes that.";

const begun = (start: () => Promise<void>): Promise<void> =>
  Promise.resolve(
    window.withProgress(
      { location: ProgressLocation.Window, title: "Flightpath: starting the demo cluster" },
      start,
    ),
  );

function tellRunning({ url }: DemoWorker): void {
  const [show, stop] = ["Show Cluster", "Stop"];
  void notify
    .information(
      `the demo cluster of this window runs at ${url} (context ${DEMO_CONTEXT}).`,
      show,
      stop,
    )
    .then((chosen) => {
      if (chosen === show) void commands.executeCommand("flightpath.cluster.focus");
      if (chosen === stop) void commands.executeCommand("flightpath.stopDemo");
    });
}

/** What is done in the cluster of a workspace stays for its next window; without a workspace it does not. */
const stateFolder = ({ storageUri }: ExtensionContext): string | undefined =>
  storageUri && join(storageUri.fsPath, "demo");
