import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { isMainThread } from "node:worker_threads";
import type { Demo, DemoOptions } from "../../demo/main.ts";
import type { JsonObject } from "../engine/canary/json.ts";
import { CannotRun } from "./cannotRun.ts";
import type { Command } from "./command.ts";
import { parsed } from "./parsed.ts";

/** Runs the demo cluster until somebody stops it. */
export const demo: Command = {
  name: "demo",
  summary: "run a cluster in memory, to try things on",
  help: `Usage: flightpath demo [options]

Starts a Kubernetes API server in memory, on 127.0.0.1, and says where it is. It knows Kubernetes' own kinds and those
of Flux and Flagger. By itself nothing runs in it; with folders, Flux, Flagger and workloads do. Nothing of it is left when it
ends (Ctrl+C), unless its state has a folder.

  --folder PATH       a folder that stands for a repository: a git repository (its commits count), or a plain folder (its
                      files count). Sources find it by its git remotes, its path, or the last part of their URL; --folder
                      URL=PATH says which URL it stands for. Give it as often as there are repositories. Where one holds
                      a gotk-sync.yaml, or a folder clusters, the cluster follows that
  --follow FOLDER     the cluster that is followed, where the folders describe several, such as clusters/staging
  --state DIR         keep all objects in DIR, and go on with what it holds
  --kubeconfig FILE   write the kubeconfig to FILE (default: a new file in the folder for temporary files).
                      It has contexts for three users: flightpath-demo may do everything, flightpath-demo-viewer reads
                      all but Secrets, flightpath-demo-tenant has the namespace "apps" for itself
  --crds DIR          add the CustomResourceDefinitions in the YAML files of DIR
  --port PORT         listen on this port (default: a free one)
  --help              this text

Exit code: 0 ended when asked to, 2 could not run.
`,
  run: async (args) => {
    // The extension runs it in a thread, and talks to it by messages.
    if (!isMainThread) {
      await (await import("../../demo/worker.ts")).runAsThread();
      return 0;
    }
    const { file, crds, ...options } = read(args);
    const definitions = crds === undefined ? [] : await definitionsOf(crds);
    const cluster = await started({ ...options, definitions });
    try {
      writeFileSync(file, cluster.kubeconfig, { mode: 0o600 });
    } catch (error) {
      await cluster.close();
      throw new CannotRun(
        `${file} cannot be written (${(error as Error).message}): name another file with --kubeconfig.`,
      );
    }
    const ended = endAsked();
    process.stdout.write(`The demo cluster answers at ${cluster.url}.\n`);
    for (const it of cluster.notes) process.stdout.write(`${it}\n`);
    process.stdout.write(`kubectl --kubeconfig ${file} get namespaces\n`);
    await ended;
    await closed(cluster);
    return 0;
  },
};

const endAsked = (): Promise<void> =>
  new Promise((end) => {
    process.once("SIGINT", () => end());
    process.once("SIGTERM", () => end());
  });

async function definitionsOf(folder: string): Promise<readonly JsonObject[]> {
  const { definitionsIn } = await import("../../demo/definitionsIn.ts");
  try {
    return definitionsIn(folder);
  } catch (error) {
    throw new CannotRun(
      `${folder} cannot be read (${(error as Error).message}): --crds takes a folder of YAML files.`,
    );
  }
}

/** What only this command needs is loaded here, so that the list of commands comes without it. */
async function started(options: DemoOptions) {
  const { startDemo } = await import("../../demo/main.ts");
  try {
    const onFault = (sentence: string) => process.stderr.write(`flightpath: ${sentence}\n`);
    return await startDemo({ ...options, onFault });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CannotRun(
      code === undefined
        ? message
        : `Port ${options.port} cannot be used (${message}): name another with --port.`,
    );
  }
}

async function closed(cluster: Demo): Promise<void> {
  try {
    await cluster.close();
  } catch (error) {
    throw new CannotRun(
      `The state could not be saved (${(error as Error).message}): name another folder with --state.`,
    );
  }
}

function read(args: readonly string[]) {
  const { values, positionals } = parse(args);
  if (positionals.length > 0) {
    throw new CannotRun(
      `Unexpected argument '${positionals[0]}'. flightpath demo --help tells the options.`,
    );
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new CannotRun(`--port takes a number from 0 to 65535, not "${values.port}".`);
  }
  const file =
    values.kubeconfig ?? join(mkdtempSync(join(tmpdir(), "flightpath-demo-")), "kubeconfig");
  const { folder, follow, state } = values;
  return {
    file: resolve(file),
    crds: values.crds,
    port,
    ...(folder && { folders: folder }),
    ...(follow !== undefined && { follow: follow.replace(/^\.\/|\/$/g, "") }),
    ...(state !== undefined && { state: resolve(state) }),
  };
}

const parse = (args: readonly string[]) =>
  parsed("demo", args, {
    folder: { type: "string", multiple: true },
    follow: { type: "string" },
    state: { type: "string" },
    kubeconfig: { type: "string" },
    crds: { type: "string" },
    port: { type: "string", default: "0" },
  });
