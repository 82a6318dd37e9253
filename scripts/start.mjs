import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { installEditor, startEditor } from "./editor.mjs";
import { cacheFolder, root } from "./paths.mjs";
import { prepare } from "./prepare.mjs";
import { remindOfFolders } from "./remindOfFolders.mjs";
import { Failure, main, tell } from "./tell.mjs";
import { workshop } from "./workshop.mjs";

const usage = `npm start [-- OPTIONS]

Installs, builds and opens Flightpath in a real editor.

  --folder DIR   the repository to open (default: a copy of the examples, two git repositories to
                 change and push, on a demo cluster that starts with the window)
  --reset        makes that copy anew; what was changed in it is gone
  --port N       where VS Code for the browser listens (default: 8123)
  --browser      VS Code for the browser even where desktop VS Code is installed
  --help         this text
`;

await main(async () => {
  const options = readOptions();
  if (options.help) {
    process.stdout.write(usage);
    return 0;
  }
  const target = targetOf(options);
  await prepare();
  return !options.browser && hasDesktop() ? openDesktop(target) : openBrowser(target, options);
});

function readOptions() {
  const options = {
    folder: { type: "string" },
    reset: { type: "boolean", default: false },
    port: { type: "string", default: "8123" },
    browser: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  };
  try {
    const { values } = parseArgs({ options });
    const port = Number(values.port);
    if (values.reset && values.folder !== undefined) {
      throw new Error("--reset is about the copy of the examples, not about --folder.");
    }
    if (Number.isInteger(port) && 0 < port && port < 65_536) return { ...values, port };
    throw new Error(`--port needs a number between 1 and 65535, not ${values.port}.`);
  } catch (error) {
    throw new Failure(`${error.message} See npm start -- --help.`);
  }
}

/** The examples are two repositories that belong together, so they open side by side. */
function targetOf({ folder, reset }) {
  if (folder === undefined) return workshop(join(cacheFolder, "workshop"), { reset });
  const target = resolve(process.env.INIT_CWD ?? process.cwd(), folder);
  if (existsSync(target)) return target;
  throw new Failure(
    `There is no folder ${target}. Name one that exists: npm start -- --folder DIR`,
  );
}

function hasDesktop() {
  return spawnSync("code", ["--version"], { shell: process.platform === "win32" }).status === 0;
}

function openDesktop(target) {
  tell.step(`Opening desktop VS Code on ${target}`);
  const { status } = spawnSync(
    "code",
    ["--new-window", `--extensionDevelopmentPath=${root}`, target],
    {
      stdio: "inherit",
      shell: process.platform === "win32",
    },
  );
  if (status === 0) return 0;
  throw new Failure("Desktop VS Code could not be opened. Try npm start -- --browser");
}

async function openBrowser(target, { folder, port }) {
  await installEditor();
  const userData = join(cacheFolder, "start");
  writeSettings(userData);
  tell.step("Starting VS Code for the browser …");
  const editor = await startEditor({ port, userData, extensions: linkExtension(userData) });
  const kind = target.endsWith(".code-workspace") ? "workspace" : "folder";
  tell.step(`Open ${editor.address}/?${kind}=${encodeURI(target.replaceAll("\\", "/"))}`);
  tell.note("Ctrl+C ends it. After a change: npm run build, then reload the page.");
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => void editor.stop());
  // What somebody named is theirs; the workspace file of the examples may be touched.
  if (folder === undefined) void showFolders(editor, target);
  await editor.ended;
  return 0;
}

/** Half a minute from the first window on. */
async function showFolders(editor, workspace) {
  try {
    await editor.visited();
    setTimeout(remindOfFolders(workspace), 30_000).unref();
  } catch {
    // VS Code has ended meanwhile.
  }
}

/** Only where there are none yet: from then on they are the person's own. */
function writeSettings(userData) {
  const file = join(userData, "User", "settings.json");
  if (existsSync(file)) return;
  mkdirSync(join(userData, "User"), { recursive: true });
  const settings = {
    "workbench.startupEditor": "none",
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "chat.disableAIFeatures": true,
    "git.openRepositoryInParentFolders": "never",
  };
  writeFileSync(file, `${JSON.stringify(settings, undefined, 2)}\n`);
}

/** The checkout itself is the extension, so that a build and a reload show a change. */
function linkExtension(userData) {
  const extensions = join(userData, "extensions");
  rmSync(extensions, { recursive: true, force: true });
  mkdirSync(extensions, { recursive: true });
  const { publisher, name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  symlinkSync(root, join(extensions, `${publisher}.${name}-${version}`), "junction");
  return extensions;
}
