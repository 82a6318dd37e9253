import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { workspace } from "vscode";

/** How one test went. `error` is absent where it passed. */
export interface Outcome {
  readonly title: string;
  readonly error?: string;
}

/** Desktop VS Code calls this and takes a rejection for a failure. */
export async function run(): Promise<void> {
  const failed = (await outcomes()).filter((outcome) => outcome.error !== undefined);
  if (failed.length === 0) return;
  throw new Error(failed.map(({ title, error }) => `${title}\n${error}`).join("\n\n"));
}

/** VS Code for the browser activates the suite as an extension; who waits for it reads the answer file. */
export async function activate(): Promise<void> {
  const answer = join(folder(), ".flightpath-suite");
  const found = await outcomes().catch((error: unknown) => [
    { title: "the suite as a whole", error: String(error) },
  ]);
  writeFileSync(answer, JSON.stringify(found));
}

/** Runs the tests that are named after the folder that is open. */
async function outcomes(): Promise<readonly Outcome[]> {
  const { default: Mocha } = await import("mocha");
  const mocha = new Mocha({ ui: "bdd", timeout: 60_000, reporter: "min" });
  mocha.addFile(join(__dirname, `${basename(folder())}.cjs`));
  const found: Outcome[] = [];
  return new Promise((resolve) => {
    mocha
      .run(() => resolve(found))
      .on("pass", (test) => found.push({ title: test.fullTitle() }))
      .on("fail", (test, error) =>
        found.push({ title: test.fullTitle(), error: error.stack ?? error.message }),
      );
  });
}

function folder(): string {
  const first = workspace.workspaceFolders?.[0];
  if (!first) throw new Error("The suite needs a folder to be open.");
  return first.uri.fsPath;
}
