import assert from "node:assert/strict";
import { commands } from "vscode";
import { activated, findings, until } from "./support.ts";

describe("a repository with one of each mistake", () => {
  before(activated);

  it("has them all found without a file being opened", async () => {
    await commands.executeCommand("flightpath.checkWorkspace");
    const wanted = ["depends-on-missing", "depends-on-cycle", "duplicate-key", "unknown-field"];
    const codes = () => findings().map((finding) => finding.split(" ")[1]);
    await until(`${wanted} are found`, () => wanted.every((code) => codes().includes(code)));
    assert.ok(wanted.length < findings().length);
  });
});
