import { describe, expect, test } from "vitest";
import { printObjects } from "../../server/engine/kustomize/print.ts";
import { rebuilt, rendering, renderingsOf } from "../../server/engine/renderings.ts";
import { checkDocument } from "../../server/engine/rules/check.ts";
import { defaultSettings } from "../../server/engine/settings.ts";
import { foldersBeyond, standInOf } from "../../server/engine/standIns.ts";
import { changed, emptyWorkspace, fileAt, type Workspace } from "../../server/engine/workspace.ts";
import { catalogue } from "../support/catalogue.ts";
import { readFixture } from "../support/fixture.ts";

const FLEET = { path: "/fleet", remotes: ["git@github.com:acme/fleet.git"] };
const BASE = { path: "/base", remotes: ["git@github.com:acme/base.git"] };

interface Ground {
  readonly roots?: readonly (typeof FLEET)[];
  readonly sources?: Readonly<Record<string, string>>;
}

/** Files outside of the folders that are open are read for builds alone. */
function workspaceOf(source: string, { roots = [FLEET], sources = {} }: Ground): Workspace {
  const empty = emptyWorkspace(catalogue, roots, { ...defaultSettings, sources });
  const changes = [...readFixture(source).files].map(([path, text]) => ({
    path: `/${path}`,
    content: roots.some((it) => `/${path}`.startsWith(`${it.path}/`)) ? { text } : { data: text },
  }));
  return rebuilt(changed(empty, changes).workspace).workspace;
}

function printedOf(workspace: Workspace, id: string): string {
  const found = rendering(workspace, id);
  if (!found)
    throw new Error(
      `There are ${renderingsOf(workspace)
        .map((it) => it.id)
        .join(", ")}.`,
    );
  const { objects, error, notes } = found;
  const said = [error?.message, ...notes.map((it) => `${it.code}: ${it.message}`)];
  return [printObjects(objects.map((it) => it.node)), ...said].filter(Boolean).join("");
}

const files = `
  #- fleet/prod/kustomization.yaml
  resources: ["https://github.com/acme/base//web?ref=v1"]
  namePrefix: prod-
  #- base/web/kustomization.yaml
  resources: [web.yaml]
  #- base/web/web.yaml
  { apiVersion: v1, kind: ConfigMap, metadata: { name: one } }
  ---
  { apiVersion: v1, kind: ConfigMap, metadata: { name: two } }
`;

const BOTH = `apiVersion: v1
kind: ConfigMap
metadata:
  name: prod-one
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: prod-two
`;

describe("a repository at a URL is stood in for", () => {
  test("by a folder of the workspace that is a checkout of it", () => {
    const workspace = workspaceOf(files, { roots: [FLEET, BASE] });
    expect(printedOf(workspace, "kustomize /fleet/prod")).toBe(BOTH);
  });

  test("by a folder that the settings name, however the URL is spelt", () => {
    const sources = { "ssh://git@github.com/acme/base": "/base" };
    const workspace = workspaceOf(files, { sources });
    expect(printedOf(workspace, "kustomize /fleet/prod")).toBe(BOTH);
    // Nothing of it is a manifest of the workspace.
    expect(renderingsOf(workspace).map((it) => it.id)).toEqual(["kustomize /fleet/prod"]);
  });

  test("by nothing where its URL is another one", () => {
    const workspace = workspaceOf(files, { sources: { "https://github.com/acme/other": "/base" } });
    expect(printedOf(workspace, "kustomize /fleet/prod")).toMatch(/^remote-resource: /);
  });

  test("by nothing where the folder lacks what the URL names: another commit may hold it", () => {
    const elsewhere = files.replace("//web?", "//gone?");
    const workspace = workspaceOf(elsewhere, { roots: [FLEET, BASE] });
    expect(printedOf(workspace, "kustomize /fleet/prod")).toMatch(/^remote-resource: /);
  });

  test("in a Flux build, whose artifact does not hold it", () => {
    const workspace = workspaceOf(
      `${files}
  #- fleet/clusters/prod/flux-system/gotk-sync.yaml
  apiVersion: source.toolkit.fluxcd.io/v1
  kind: GitRepository
  metadata: { name: flux-system, namespace: flux-system }
  spec: { interval: 1m, url: ssh://git@github.com/acme/fleet }
  ---
  apiVersion: kustomize.toolkit.fluxcd.io/v1
  kind: Kustomization
  metadata: { name: flux-system, namespace: flux-system }
  spec:
    interval: 10m
    prune: true
    path: ./clusters/prod
    targetNamespace: web
    sourceRef: { kind: GitRepository, name: flux-system }
  #- fleet/clusters/prod/kustomization.yaml
  resources: [../../prod, flux-system]
  #- fleet/clusters/prod/flux-system/kustomization.yaml
  resources: [gotk-sync.yaml]
      `,
      { sources: { "https://github.com/acme/base": "/base" } },
    );
    const id = "flux /fleet/clusters/prod flux-system/flux-system";
    expect(printedOf(workspace, id)).toMatch(/name: prod-one\n {2}namespace: web\n/);
  });

  test("and is built anew when the folder changes", () => {
    const before = workspaceOf(files, { sources: { "https://github.com/acme/base": "/base" } });
    const data = "{ apiVersion: v1, kind: ConfigMap, metadata: { name: three } }\n";
    const next = changed(before, [{ path: "/base/web/web.yaml", content: { data } }]).workspace;
    expect(printedOf(rebuilt(next).workspace, "kustomize /fleet/prod")).toContain("prod-three");
  });

  test("but not by itself for ever", () => {
    const circle = `
      #- fleet/prod/kustomization.yaml
      resources: [../base]
      #- fleet/base/kustomization.yaml
      resources: ["https://github.com/acme/fleet//base"]
    `;
    expect(printedOf(workspaceOf(circle, {}), "kustomize /fleet/prod")).toMatch(
      "cycle detected: 'https://github.com/acme/fleet//base' leads back to '/fleet/base'",
    );
  });
});

test("a path of a source that a setting names leads into its folder", () => {
  const flux = `
    #- fleet/apps.yaml
    apiVersion: source.toolkit.fluxcd.io/v1
    kind: GitRepository
    metadata: { name: apps, namespace: shop }
    spec: { interval: 1m, url: "https://github.com/acme/apps" }
    ---
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: { name: apps, namespace: shop }
    spec:
      interval: 1m
      prune: true
      path: ./deploy
      sourceRef: { kind: GitRepository, name: apps }
    #- cache/apps/deploy/web.yaml
    { apiVersion: v1, kind: ConfigMap, metadata: { name: web } }
  `;
  for (const key of ["GitRepository/shop/apps", "https://github.com/acme/apps"]) {
    const workspace = workspaceOf(flux, { sources: { [key]: "/cache/apps" } });
    const found = renderingsOf(workspace).map(({ id }) => printedOf(workspace, id));
    expect(found.join("")).toContain("name: web");
    const documents = fileAt(workspace, "/fleet/apps.yaml")?.documents ?? [];
    expect(
      documents.flatMap((it) => checkDocument(workspace, "/fleet/apps.yaml", it.document).problems),
    ).toEqual([]);
  }
});

test("sources that are named by kind are no URLs, but their folders are read, too", () => {
  const sources = { "GitRepository/flux-system/apps": "/apps", "git@host.io:a/b.git": "/cache/b" };
  const known = { roots: [FLEET], settings: { sources } };
  expect(foldersBeyond(known)).toEqual(["/apps", "/cache/b"]);
  expect(standInOf(known, "https://host.io/a/b")).toBe("/cache/b");
  expect(standInOf(known, "https://GitRepository/flux-system/apps")).toBeUndefined();
});
