import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  type CodeAction,
  type CompletionList,
  commands,
  extensions,
  Range,
  type TextDocument,
  type WorkspaceEdit,
  workspace,
} from "vscode";
import { activated, findings, placeOf, replace, show, until } from "./support.ts";

const apps = "clusters/my-cluster/apps.yaml";

describe("a repository in good order", () => {
  before(async () => {
    await activated();
    await commands.executeCommand("flightpath.checkWorkspace");
  });
  afterEach(() => commands.executeCommand("workbench.action.files.revert"));

  it("has every command of its manifest", async () => {
    const manifest = extensions.getExtension("flightpath.flightpath")?.packageJSON;
    const contributed: { command: string }[] = manifest.contributes.commands;
    const known = await commands.getCommands(true);
    assert.deepEqual(
      contributed.filter(({ command }) => !known.includes(command)),
      [],
    );
  });

  it("has no findings", () => assert.deepEqual(findings(), []));

  it("shows a mistyped name, and its fix puts it right", async () => {
    const document = await show(apps);
    await replace(document, "- name: flagger", "- name: flager");
    await until("the name is found missing", () =>
      findings().includes(`${apps}:8 depends-on-missing`),
    );
    const start = placeOf(document, "<|>flager");
    const [fix] = await commands.executeCommand<CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      new Range(start, start),
      "quickfix",
    );
    assert.ok(fix?.edit, "The finding has no fix.");
    assert.ok(await workspace.applyEdit(fix.edit));
    assert.match(document.getText(), /- name: flagger$/m);
    await until("nothing is found any more", () => findings().length === 0);
  });

  it("offers the names of Kustomizations in dependsOn", async () => {
    const document = await show(apps);
    const names = await completions(document, "- name: <|>flagger");
    for (const name of ["cert-manager", "flagger", "linkerd"])
      assert.ok(names.includes(name), name);
  });

  it("renames a Kustomization in every file that names it", async () => {
    const document = await show(apps);
    const edit = await commands.executeCommand<WorkspaceEdit>(
      "vscode.executeDocumentRenameProvider",
      document.uri,
      placeOf(document, "- name: fla<|>gger"),
      "delivery",
    );
    const files = edit.entries().map(([uri]) => workspace.asRelativePath(uri, false));
    assert.deepEqual(files.sort(), [apps, "clusters/my-cluster/infrastructure.yaml"]);
  });

  it("has another language server after a restart", async () => {
    const before = servers();
    await commands.executeCommand("flightpath.restartServer");
    await until("the first one is gone", () => !servers().some((id) => before.includes(id)));
    assert.equal(servers().length, 1);
  });

  it("comes back when its language server is killed", async () => {
    const document = await show(apps);
    const [killed] = servers();
    assert.ok(killed, "No language server runs.");
    process.kill(killed, "SIGKILL");
    await until(
      "another language server runs",
      () => !servers().includes(killed) && servers().length === 1,
    );
    await until("it completes again", async () => {
      return (await completions(document, "- name: <|>flagger")).includes("linkerd");
    });
  });
});

async function completions(document: TextDocument, marked: string): Promise<readonly string[]> {
  const { items } = await commands.executeCommand<CompletionList>(
    "vscode.executeCompletionItemProvider",
    document.uri,
    placeOf(document, marked),
  );
  return items.map(({ label }) => (typeof label === "string" ? label : label.label));
}

/** Process ids of the language servers that this extension host has started. */
function servers(): readonly number[] {
  const rows = execFileSync("ps", ["-A", "-o", "ppid=,pid=,args="], { encoding: "utf8" }).split(
    "\n",
  );
  return rows
    .map((row) => row.trim().split(/\s+/))
    .filter(
      ([parent, , ...command]) =>
        Number(parent) === process.pid && /server\.js/.test(command.join(" ")),
    )
    .map(([, id]) => Number(id));
}
