import { type ParseArgsConfig, parseArgs } from "node:util";
import { nearest } from "../engine/nearest.ts";
import { CannotRun } from "./cannotRun.ts";

/** What the arguments behind a command say. Throws `CannotRun` with a sentence about the first that is wrong. */
export function parsed<Options extends NonNullable<ParseArgsConfig["options"]>>(
  command: string,
  args: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    const [sentence = ""] = String((error as Error).message).split(/\.\s/);
    const [, said] = /^Unknown option '--?([^']+)'/.exec(sentence) ?? [];
    const meant = nearest(said ?? "", Object.keys(options));
    const next = meant
      ? `Did you mean --${meant}?`
      : `flightpath ${command} --help tells the options.`;
    throw new CannotRun(`${sentence.replace(/\.$/, "")}. ${next}`);
  }
}
