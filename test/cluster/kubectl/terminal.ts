import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Fields, json } from "../../../client/cluster/api/json.ts";
import { kubeLibrary } from "../../../client/cluster/api/kube.ts";
import type { Scene, Step, Transcript } from "./transcript.ts";

/** A folder in which the real `kubectl` is called, in a namespace of its own. */
export interface Terminal {
  /** Types what the scene says, and answers with the same steps and what was really said. */
  play(scene: Scene): Promise<readonly Step[]>;
  /** Starts a command that goes on until it is ended. */
  start(command: string): Running;
  close(): void;
}

export interface Running {
  /** What it said until now. */
  said(): string;
  end(): Promise<unknown>;
}

export interface TerminalOptions {
  readonly program: string;
  /** Kubeconfig files by user; the administrator's name is empty. */
  readonly users: Readonly<Record<string, string>>;
  readonly namespace: string;
  readonly transcript: Transcript;
}

export async function terminal(options: TerminalOptions): Promise<Terminal> {
  const { program } = options;
  const folder = mkdtempSync(join(tmpdir(), "kubectl-"));
  for (const [name, text] of Object.entries(options.transcript.files))
    writeFileSync(join(folder, name), text.replaceAll("SPACE", options.namespace));
  for (const [user, file] of Object.entries(options.users))
    writeFileSync(join(folder, `${user}.kubeconfig`), await inNamespace(file, options.namespace));
  const run = ({ user, command }: Pick<Step, "user" | "command">) => {
    const wanted = command.replaceAll("SPACE", options.namespace);
    const [typed, ...args] = wordsOf(wanted);
    if (typed !== "kubectl") throw new Error(`only kubectl can be typed, not: ${command}`);
    // Nothing is read or kept outside of the folder.
    const environment = { HOME: folder, KUBECONFIG: join(folder, `${user}.kubeconfig`) };
    const ending = new AbortController();
    const settings = { cwd: folder, timeout: patience, signal: ending.signal };
    const env = { ...process.env, ...environment };
    let heard = "";
    const ended = new Promise<string>((resolve) => {
      const child = execFile(program, args, { ...settings, env }, (error, stdout, stderr) => {
        const code = error ? `[exit ${error.code}]` : "";
        const said = [stdout, stderr, code].map((it) => it.trimEnd()).filter(Boolean);
        resolve(masked(said.join("\n"), options.namespace));
      });
      child.stdout?.on("data", (text: string) => {
        heard += text;
      });
    });
    const soFar = () => masked(heard, options.namespace);
    return { ended, stop: () => ending.abort(), soFar };
  };
  return {
    async play({ steps }) {
      const played: Step[] = [];
      for (const step of steps) played.push({ ...step, said: await run(step).ended });
      return played;
    },
    start(command) {
      const { ended, stop, soFar } = run({ user: "", command });
      const end = () => {
        stop();
        return ended;
      };
      return { said: soFar, end };
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function inNamespace(file: string, namespace: string): Promise<string> {
  const { parse } = await kubeLibrary();
  const config = json.fields(parse(readFileSync(file, "utf8")));
  const contexts = json.list(config.contexts).map(
    (it): Fields => ({
      ...json.fields(it),
      context: { ...json.fields(json.at(it, "context")), namespace },
    }),
  );
  return JSON.stringify({ ...config, contexts });
}

/** Milliseconds after which a command hangs. */
const patience = 40_000;

/** Words as a shell sees them; quotes hold together what stands between them. */
const wordsOf = (command: string): readonly string[] =>
  [...command.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)].map(([word]) =>
    word.replaceAll(/'([^']*)'|"([^"]*)"/g, "$1$2"),
  );

/** What is another one each time. */
function masked(text: string, namespace: string): string {
  return text
    .replaceAll(namespace, "SPACE")
    .replaceAll(/Invalid value: "\{.*\}"/g, "Invalid value: OBJECT")
    .replaceAll(/(\S*\/)?(LIVE|MERGED)-\d+/g, "$2")
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\S* [+-]\d{4}/g, "TIME")
    .replaceAll(/^Waiting for deployment .*\n/gm, "")
    .replaceAll(/(replica set \S+)-[a-z0-9]{8,10}\b/g, "$1-HASH")
    .replaceAll(/^[EIW]\d{4} .* reflector\.go.*\n?/gm, "")
    .replaceAll(/^(DESCRIPTION:)\n(?: {4}.*\n?)+/gm, "$1\n")
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "UID")
    .replaceAll(/\beyJ[\w.-]+/g, "TOKEN")
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, "TIME")
    .replaceAll(/(resourceVersion"?: "?)\d+/g, "$1VERSION")
    .replaceAll(/\b(?:\d+[dhms]){1,2}(?= *$| {2})/gm, "AGE")
    .replaceAll(/(\S)[ \t]+/g, "$1 ")
    .replaceAll(/ $/gm, "")
    .trim();
}
