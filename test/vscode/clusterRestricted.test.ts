import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { useWindow } from "./useWindow.ts";

const outside = mkdtempSync(join(tmpdir(), "plugin-"));
const trace = join(outside, "ran");

/** A workspace that brings a kubeconfig with a program that it would like to have run. */
const window = useWindow(inject("asking"), "faces", (folder) => {
  mkdirSync(join(folder, ".vscode"), { recursive: true });
  writeFileSync(
    join(folder, "kubeconfig"),
    JSON.stringify({
      kind: "Config",
      clusters: [{ name: "c", cluster: { server: "https://127.0.0.1:1" } }],
      users: [
        {
          name: "u",
          user: {
            exec: {
              apiVersion: "client.authentication.k8s.io/v1",
              command: "touch",
              args: [trace],
            },
          },
        },
      ],
      contexts: [{ name: "evil", context: { cluster: "c", user: "u" } }],
      "current-context": "evil",
    }),
  );
  writeFileSync(
    join(folder, ".vscode", "settings.json"),
    JSON.stringify({
      "flightpath.kubeconfig": "kubeconfig",
      "flightpath.contexts": { ".": "evil" },
    }),
  );
});

test("a workspace that is not trusted chooses no cluster and runs no program", async () => {
  const { page, command, picture } = window();
  await page.locator(".part.banner", { hasText: "Restricted Mode" }).waitFor();
  await command("View: Show Flightpath");
  const view = page.locator('.pane:has(.pane-header[aria-label*="Cluster"])');
  await view.locator(".welcome-view .monaco-button").first().waitFor();
  await picture("cluster-restricted");
  expect(await view.textContent()).not.toContain("evil");
  expect(existsSync(trace)).toBe(false);
});
