import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CannotRun } from "./cli/cannotRun.ts";
import type { Command } from "./cli/command.ts";

/** Each is loaded when it is asked for: what one of them needs does not make the others slow to start. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  check: async () => (await import("./cli/check.ts")).check,
  render: async () => (await import("./cli/render.ts")).render,
  diff: async () => (await import("./cli/diff.ts")).diff,
  simulate: async () => (await import("./cli/simulate.ts")).simulate,
  graph: async () => (await import("./cli/graph.ts")).graph,
  labels: async () => (await import("./cli/labels.ts")).labels,
  demo: async () => (await import("./cli/demo.ts")).demo,
  lsp: async () => (await import("./cli/lsp.ts")).lsp,
};

/** `flightpath COMMAND …`: the engine without an editor. */
async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    process.stdout.write(await overview());
    return name === undefined ? 2 : 0;
  }
  if (name === "--version") {
    process.stdout.write(`${versionOf()}\n`);
    return 0;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!load) {
    const names = Object.keys(commands).join(", ");
    throw new CannotRun(`There is no command "${name}". There are: ${names}.`);
  }
  const command = await load();
  if (rest.includes("--help") || rest.includes("-h")) {
    process.stdout.write(command.help);
    return 0;
  }
  return command.run(rest);
}

async function overview(): Promise<string> {
  const all = await Promise.all(Object.values(commands).map((load) => load()));
  const lines = all.map((it) => `  ${it.name.padEnd(10)} ${it.summary}`);
  return `Usage: flightpath COMMAND [options]\n\n${lines.join("\n")}\n\nflightpath COMMAND --help tells more; flightpath --version which one this is.\n`;
}

/** The package lies around this file and around the bundle of it alike. */
function versionOf(): string {
  const text = readFileSync(join(import.meta.dirname, "..", "package.json"), "utf8");
  return (JSON.parse(text) as { readonly version: string }).version;
}

function cannotRun(sentence: string): void {
  process.stderr.write(`flightpath: ${sentence}\n`);
  process.exitCode = 2;
}

let isWritten = true;
process.stdout.on("error", ({ code, message }: NodeJS.ErrnoException) => {
  // Whoever reads has seen enough: `flightpath check | head`.
  if (code === "EPIPE") return;
  isWritten = false;
  cannotRun(
    `The output cannot be written (${message}). Free the place it goes to, or name another.`,
  );
});
// Where nobody listens, nothing can be told.
process.stderr.on("error", () => {});

// The one catch of the command line: whatever could not run is told in a sentence.
main(process.argv.slice(2)).then(
  (code) => {
    if (isWritten) process.exitCode = code;
  },
  (error: unknown) =>
    cannotRun(
      error instanceof CannotRun
        ? error.message
        : `This is a fault of Flightpath itself; please report it. ${(error as Error)?.stack ?? error}`,
    ),
);
