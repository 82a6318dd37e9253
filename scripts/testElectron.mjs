import { cpSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTests } from "@vscode/test-electron";
import { buildSuite } from "./buildSuite.mjs";
import { root } from "./paths.mjs";
import { main, tell } from "./tell.mjs";

/** The suite inside desktop VS Code, which is downloaded from its vendor the first time. */
await main(async () => {
  const { module } = await buildSuite();
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), "flightpath-suite-")));
  let failed = 0;
  for (const example of ["faces", "broken"]) {
    tell.step(`Desktop VS Code on examples/${example} …`);
    const folder = join(scratch, example);
    cpSync(join(root, "examples", example), folder, { recursive: true });
    failed += await outcomeOf(module, folder);
  }
  rmSync(scratch, { recursive: true, force: true });
  return failed ? 1 : 0;
});

async function outcomeOf(module, folder) {
  try {
    await runTests({
      extensionDevelopmentPath: root,
      extensionTestsPath: module,
      launchArgs: [folder, "--disable-extensions"],
    });
    return 0;
  } catch (error) {
    tell.problem(
      `${error.message} Where VS Code cannot be downloaded, npm run test:vscode runs the same suite.`,
    );
    return 1;
  }
}
