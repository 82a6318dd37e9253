import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { JsonObject } from "../engine/canary/json.ts";
import { CannotRun } from "./cannotRun.ts";
import type { Command } from "./command.ts";

/** Runs the demo cluster until somebody stops it. */
export const demo: Command = {
  name: "demo",
  summary: "run a cluster in memory, to try things on",
  help: `Usage: flightpath demo [options]

Starts a Kubernetes API server in memory, on 127.0.0.1, and says where it is. It knows Kubernetes' own kinds and those
of Flux and Flagger. Nothing runs in it, and nothing of it is left when it ends (Ctrl+C).

  --kubeconfig FILE   write the kubeconfig to FILE (default: a new file in the folder for temporary files).
                      It has contexts for three users: flightpath-demo may do everything, flightpath-demo-viewer reads
                      all but Secrets, flightpath-demo-tenant has the namespace "apps" for itself
  --crds DIR          add the CustomResourceDefinitions in the YAML files of DIR
  --port PORT         listen on this port (default: a free one)
  --help              this text

Exit code: 0 ended when asked to, 2 could not run.
`,
  run: async (args) => {
    const { file, crds, port } = read(args);
    const definitions = crds === undefined ? [] : await definitionsOf(crds);
    const cluster = await started(port, definitions);
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
    process.stdout.write(`kubectl --kubeconfig ${file} get namespaces\n`);
    await ended;
    await cluster.close();
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
async function started(port: number, definitions: readonly JsonObject[]) {
  const { startDemo } = await import("../../demo/main.ts");
  try {
    return await startDemo({ port, definitions });
  } catch (error) {
    throw new CannotRun(
      `Port ${port} cannot be used (${(error as Error).message}): name another with --port.`,
    );
  }
}

function read(args: readonly string[]) {
  const { values } = parse(args);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new CannotRun(`--port takes a number from 0 to 65535, not "${values.port}".`);
  }
  const file =
    values.kubeconfig ?? join(mkdtempSync(join(tmpdir(), "flightpath-demo-")), "kubeconfig");
  return { file: resolve(file), crds: values.crds, port };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        kubeconfig: { type: "string" },
        crds: { type: "string" },
        port: { type: "string", default: "0" },
      },
    });
  } catch (error) {
    const [sentence] = String((error as Error).message).split(". ");
    throw new CannotRun(
      `${sentence?.replace(/\.$/, "")}. flightpath demo --help tells the options.`,
    );
  }
}
