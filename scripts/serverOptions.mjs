import { run, toolNode } from "./run.mjs";

/**
 * The options with which the extension starts Node for its server; asked after everything is installed.
 *
 * @returns {Promise<string[]>}
 */
export async function serverOptions() {
  const program = `process.stdout.write(require("./client/nodeOptions.ts").nodeOptions().join(" "))`;
  const { output } = await run(toolNode(), ["--eval", program], { quiet: true });
  return output.split(" ");
}
