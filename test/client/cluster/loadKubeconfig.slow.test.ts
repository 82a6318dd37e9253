import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { kubeLibrary } from "../../../client/cluster/api/kube.ts";
import { loadKubeconfig } from "../../../client/cluster/api/loadKubeconfig.ts";
import { watchFiles } from "../../../client/cluster/api/watchFiles.ts";

const folder = mkdtempSync(join(tmpdir(), "kubeconfig-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const { parse } = await kubeLibrary();
const text = (name: string) => `
kind: Config
current-context: ${name}
clusters: [{ name: ${name}, cluster: { server: "https://${name}" } }]
users: [{ name: ${name}, user: {} }]
contexts: [{ name: ${name}, context: { cluster: ${name}, user: ${name} } }]
`;
const file = (name: string, content = text(name)) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

test("several files are merged, one that is not there is skipped", async () => {
  const KUBECONFIG = [file("one"), join(folder, "gone"), file("two")].join(delimiter);
  const { value } = await loadKubeconfig({ setting: "", environment: { KUBECONFIG } }, parse);
  expect(value?.contexts.map(({ name }) => name)).toEqual(["one", "two"]);
  expect(value?.current).toBe("one");
});

test("what is wrong is said in one sentence", async () => {
  const load = async (setting: string, environment = {}) => {
    const { failure, value } = await loadKubeconfig({ setting, environment, home: folder }, parse);
    return (failure?.sentence ?? value?.problems.join(" ") ?? "").replaceAll(folder, "~");
  };
  mkdirSync(join(folder, "directory"), { recursive: true });
  expect(await load("gone")).toBe(
    "The setting flightpath.kubeconfig names ~/gone, which does not exist.",
  );
  expect(await load("directory")).toBe("~/directory cannot be read (it is a folder).");
  expect(await load("", { KUBECONFIG: join(folder, "gone") })).toBe(
    "KUBECONFIG names ~/gone, which does not exist.",
  );
  expect(await load("")).toBe(
    "There is no kubeconfig: ~/.kube/config does not exist, and KUBECONFIG is not set.",
  );
  file("broken", "a: [");
  expect(await load("broken")).toMatch(/^~\/broken is no valid YAML \(.+\); it was left out\.$/);
  file("empty", "");
  expect(await load("empty")).toBe("");
});

test("a file that changes, is replaced, goes or comes back is noticed", async () => {
  const path = file("watched");
  let told = 0;
  const stop = watchFiles([path], () => {
    told += 1;
  });
  const noticed = async (change: () => void) => {
    const before = told;
    change();
    for (let tries = 0; told === before && tries < 80; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(told).toBeGreaterThan(before);
  };
  await new Promise((resolve) => setTimeout(resolve, 100));
  await noticed(() => file("watched", text("other")));
  await noticed(() => renameSync(file("new"), path));
  await noticed(() => rmSync(path));
  await noticed(() => file("watched"));
  stop();
  const last = told;
  file("watched", "");
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(told).toBe(last);
});
