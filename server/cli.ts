import { CannotRun } from "./cli/cannotRun.ts";
import { check } from "./cli/check.ts";
import type { Command } from "./cli/command.ts";
import { diff } from "./cli/diff.ts";
import { lsp } from "./cli/lsp.ts";
import { render } from "./cli/render.ts";

const commands: readonly Command[] = [check, render, diff, lsp];

/** `flightpath COMMAND …`: the engine without an editor. */
async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    process.stdout.write(overview());
    return name === undefined ? 2 : 0;
  }
  const command = commands.find((it) => it.name === name);
  if (!command) {
    throw new CannotRun(
      `There is no command "${name}". There are: ${commands.map((it) => it.name).join(", ")}.`,
    );
  }
  if (rest.includes("--help") || rest.includes("-h")) {
    process.stdout.write(command.help);
    return 0;
  }
  return command.run(rest);
}

const overview = (): string =>
  `Usage: flightpath COMMAND [options]\n\n${commands
    .map((it) => `  ${it.name.padEnd(10)} ${it.summary}`)
    .join("\n")}\n\nflightpath COMMAND --help tells more.\n`;

// The one catch of the command line: whatever could not run is told in a sentence.
main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const text =
      error instanceof CannotRun ? error.message : String((error as Error)?.stack ?? error);
    process.stderr.write(`flightpath: ${text}\n`);
    process.exitCode = 2;
  },
);
