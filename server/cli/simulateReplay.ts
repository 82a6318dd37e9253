import { readFile } from "node:fs/promises";
import { readRecording } from "../engine/canary/replay/readRecording.ts";
import { replay } from "../engine/canary/replay.ts";
import { CannotRun } from "./cannotRun.ts";

/** Plays a recorded rollout anew and prints its ticks in the recording's own form. */
export async function simulateReplay(args: readonly string[]): Promise<number> {
  const path = pathIn(args);
  const text = await readFile(path, "utf8").catch((failure: unknown) => {
    throw new CannotRun(`The recording ${path} cannot be read (${reasonOf(failure)}).`);
  });
  const recording = readRecording(text);
  if ("mistake" in recording) {
    throw new CannotRun(`${path} is no recording of a rollout. ${recording.mistake}`);
  }
  process.stdout.write(`${JSON.stringify({ ticks: replay(recording) })}\n`);
  return 0;
}

function pathIn(args: readonly string[]): string {
  const rest = [...args];
  let path: string | undefined;
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [name, given] = word.split(/=(.*)/s, 2);
    if (name !== "--replay" && name !== "--format") {
      throw new CannotRun(`With --replay only --format json can be given, not ${word}.`);
    }
    const value = given ?? rest.shift();
    if (value === undefined) throw new CannotRun(`${name} needs a value.`);
    if (name === "--replay") path = value;
    else if (value !== "json") {
      throw new CannotRun(`A replay is printed as json only, not as ${value}.`);
    }
  }
  if (path === undefined) throw new CannotRun("--replay needs the file of a recording.");
  return path;
}

const reasonOf = (failure: unknown): string =>
  failure instanceof Error && "code" in failure ? String(failure.code) : "unknown reason";
