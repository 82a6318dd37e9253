import { describe, expect, test } from "vitest";
import { documentSymbols } from "../../../server/engine/features/documentSymbols.ts";
import { folding } from "../../../server/engine/features/folding.ts";
import { renderedAt, renderedDocument } from "../../../server/engine/features/rendered.ts";
import { renderedDefinition } from "../../../server/engine/features/renderedDefinition.ts";
import { renderedHover } from "../../../server/engine/features/renderedHover.ts";
import { renderedLanding } from "../../../server/engine/features/renderedLanding.ts";
import { rendering, renderingsOf } from "../../../server/engine/renderings.ts";
import { viewOf } from "../../../server/engine/view.ts";
import { changed, fileAt, type Workspace } from "../../../server/engine/workspace.ts";
import { workspaceOf } from "../../support/features.ts";
import { readFixture } from "../../support/fixture.ts";
import { type Setting, shown, type Words, writtenAt } from "../../support/handmade.ts";

const files = readFixture(`
  #- apps/base/web.yaml
  # the web
  kind: Deployment
  apiVersion: apps/v1
  metadata: { name: web }
  spec:
    replicas: 1
    paused: false
    note: |
      one
      two
  ---
  apiVersion: v1
  kind: Service
  metadata: { name: web }
  #- apps/base/secret.yaml
  apiVersion: v1
  kind: Secret
  metadata:
    name: login
    annotations: { kubectl.kubernetes.io/last-applied-configuration: "hunter1" }
  stringData: { password: hunter2 }
  data: { token: aHVudGVyMw== }
  #- apps/staging/kustomization.yaml
  namespace: shop
  replicas:
    - { name: web, count: 2 }
  #- apps/prod/kustomization.yaml
  replicas:
    - { name: web, count: 5 }
`).files;

const workspace = workspaceOf(files);
const web = ["apps/base/web.yaml"];
const replicas = (overlay: string): Setting => ({
  by: "ReplicaCountTransformer",
  path: `apps/${overlay}/kustomization.yaml`,
  from: ["replicas", 0, "count"],
  to: ["spec", "replicas"],
  kind: "Deployment",
});
const namespace: Setting = {
  by: "NamespaceTransformer",
  path: "apps/staging/kustomization.yaml",
  from: ["namespace"],
  to: ["metadata", "namespace"],
};

/** What hover says of a text that occurs once in the rendered one. */
function hoverOn(text: string, manifests: readonly string[], settings: readonly Setting[] = []) {
  const document = shown(workspace, manifests, settings);
  const offset = document.file.text.indexOf(text);
  expect(offset).toBeGreaterThanOrEqual(0);
  const address = ({ path }: { path: string }, line: number) => `file:///${path}#L${line}`;
  const found = renderedHover(viewOf(workspace), document, offset, address);
  return (
    found && {
      of: document.file.text.slice(found.span.start, found.span.end),
      says: found.markdown.replaceAll(/\[([^\]]*)\]\(([^)]*)\)/g, "$1"),
    }
  );
}

/** The line of the file to which definition leads. */
function lineAt(text: string, now: Workspace = workspace, settings: readonly Setting[] = []) {
  const document = shown(workspace, web, settings);
  const offset = document.file.text.indexOf(text);
  const place = renderedDefinition(viewOf(workspace), viewOf(now), document, offset);
  if (!place) return undefined;
  const all = fileAt(now, place.path)?.text ?? "";
  const start = all.lastIndexOf("\n", place.span.start - 1) + 1;
  return `${place.path}: ${all.slice(start).split("\n")[0]?.trim()}`;
}

describe("the text", () => {
  test("is what kustomize prints", () => {
    expect(shown(workspace, web, [replicas("staging")]).file.text).toBe(`apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  note: |
    one
    two
  paused: false
  replicas: 2
---
apiVersion: v1
kind: Service
metadata:
  name: web
`);
  });

  test("masks what a Secret holds, its copy by kubectl too", () => {
    const { text } = shown(workspace, ["apps/base/secret.yaml"]).file;
    expect(text).not.toMatch(/hunter|aHVudGVyMw/);
    expect(text.match(/\*\*REDACTED\*\*/g)).toHaveLength(3);
    expect(text).toContain("password: '**REDACTED**'");
  });

  test("masks it where a build has carried it", () => {
    const carried: Setting = {
      by: "ReplacementTransformer",
      path: "apps/base/secret.yaml",
      from: ["stringData", "password"],
      to: ["spec", "note"],
      kind: "Deployment",
    };
    const { text } = shown(workspace, web, [carried]).file;
    expect(text).toContain("note: '**REDACTED**'");
    expect(text).not.toContain("hunter2");
    expect(hoverOn("note:", web, [carried])?.says).toBe(
      "Set by replacements in apps/base/secret.yaml:6, before that written in apps/base/web.yaml:8.",
    );
  });

  test("masks what a Secret is made from, and keeps its keys", () => {
    const built = workspaceOf(
      readFixture(`
        #- settings/kustomization.yaml
        secretGenerator: [{ name: login, literals: [password=hunter2] }]
      `).files,
    );
    const rendered = rendering(built, "kustomize settings");
    if (!rendered) throw new Error("The folder is not built.");
    const { text } = renderedDocument(viewOf(built), rendered).file;
    expect(text).toContain("data:\n  password: '**REDACTED**'\n");
  });

  test("masks what a Secret has filled in for a variable, and nothing else", () => {
    const built = workspaceOf(
      readFixture(`
        #- clusters/prod/apps.yaml
        apiVersion: source.toolkit.fluxcd.io/v1
        kind: GitRepository
        metadata: { name: fleet, namespace: flux-system }
        spec: { url: https://example.com/fleet, interval: 1m }
        ---
        apiVersion: kustomize.toolkit.fluxcd.io/v1
        kind: Kustomization
        metadata: { name: apps, namespace: flux-system }
        spec:
          interval: 1m
          prune: true
          path: ./apps
          sourceRef: { kind: GitRepository, name: fleet }
          postBuild:
            substitute: { host: example.com }
            substituteFrom: [{ kind: Secret, name: login }]
        ---
        apiVersion: v1
        kind: Secret
        metadata: { name: login, namespace: flux-system }
        stringData: { password: hunter2 }
        #- apps/settings.yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: settings, namespace: shop }
        data:
          host: "\${host}"
          login: "admin:\${password}"
      `).files,
      { roots: [{ path: "", remotes: ["https://example.com/fleet"] }] },
    );
    const id = renderingsOf(built).find((it) => it.kustomization === "flux-system/apps")?.id ?? "";
    const rendered = rendering(built, id);
    if (!rendered) throw new Error("The Kustomization is not built.");
    const { text } = renderedDocument(viewOf(built), rendered).file;
    expect(text).toContain("data:\n  host: example.com\n  login: '**REDACTED**'\n");
  });

  const said = (words: Words, manifests: readonly string[] = []): string =>
    shown(workspace, manifests, [], words).file.text;

  test("says why a build fails, and where", () => {
    const place = writtenAt(workspace, "apps/prod/kustomization.yaml", ["replicas", 0]);
    const error = { message: "no such thing:\n---\nkind: Fake", place, unread: [] };
    expect(said({ error })).toBe(
      "# This build fails: no such thing:\n# ---\n# kind: Fake\n# The cause is at apps/prod/kustomization.yaml:2.\n",
    );
  });

  test("says that there is nothing, and what was left out", () => {
    expect(said({})).toBe("# This build gives no objects.\n");
    const place = writtenAt(workspace, "apps/prod/kustomization.yaml", []);
    const message = "https://example.com/x is not fetched.";
    const text = said({ notes: [{ code: "remote-resource", message, place }] }, web);
    expect(text).toMatch(
      /^# https:\/\/example\.com\/x is not fetched\.\n---\napiVersion: apps\/v1\n/,
    );
  });

  test("an object that did not change keeps its document", () => {
    const [first] = shown(workspace, web).objects;
    const [again] = shown(workspace, web).objects;
    expect(again?.placed.document).toBe(first?.placed.document);
  });

  test("folds and has an outline", () => {
    const { file } = shown(workspace, web, [namespace]);
    expect(documentSymbols(workspace, file).map((it) => `${it.name} ${it.detail}`)).toEqual([
      "Deployment/web shop",
      "Service/web shop",
    ]);
    const documents = folding(workspace, file).filter((it) => it.kind === "document");
    expect(documents.map(({ span }) => file.text.slice(span.start, span.start + 17))).toEqual([
      "apiVersion: apps/",
      "---\napiVersion: v",
    ]);
  });
});

describe("hover", () => {
  test("a value that nothing changed", () => {
    expect(hoverOn("paused", web)).toEqual({
      of: "paused",
      says: "`false` in apps/base/web.yaml:7.",
    });
  });

  test("a value and what it was before, step by step", () => {
    expect(hoverOn("2\n", web, [replicas("staging")])).toEqual({
      of: "2",
      says: "`2` set by replicas in apps/staging/kustomization.yaml:3, before `1` in apps/base/web.yaml:6.",
    });
    expect(hoverOn("replicas", web, [replicas("staging"), replicas("prod")])?.says).toBe(
      "`5` set by replicas in apps/prod/kustomization.yaml:2, before `2` set by replicas in apps/staging/kustomization.yaml:3, before `1` in apps/base/web.yaml:6.",
    );
  });

  test("an object: where it began, and what changed it", () => {
    expect(hoverOn("kind: Deployment", web, [replicas("prod"), namespace])?.says).toBe(
      [
        "`Deployment` in apps/base/web.yaml:2.",
        "**Deployment shop/web** began in apps/base/web.yaml:2",
        "Changed by\n\n- replicas in apps/prod/kustomization.yaml:2\n- namespace in apps/staging/kustomization.yaml:1",
      ].join("\n\n"),
    );
  });

  test("links to the line", () => {
    const document = shown(workspace, web);
    const offset = document.file.text.indexOf("paused");
    const found = renderedHover(viewOf(workspace), document, offset, (_, line) => `x:${line}`);
    expect(found?.markdown).toBe("`false` in [apps/base/web.yaml:7](x:7).");
  });

  test("of a Secret only where, never what", () => {
    expect(hoverOn("password", ["apps/base/secret.yaml"])?.says).toBe(
      "Written in apps/base/secret.yaml:6.",
    );
    expect(hoverOn("kubectl", ["apps/base/secret.yaml"])?.says).not.toContain("hunter");
  });

  test("nothing between objects", () => expect(hoverOn("---", web)).toBe(undefined));
});

describe("definition", () => {
  test("leads to the line that set a value last", () => {
    expect(lineAt("paused")).toBe("apps/base/web.yaml: paused: false");
    expect(lineAt("replicas: 2", workspace, [replicas("staging")])).toBe(
      "apps/staging/kustomization.yaml: - { name: web, count: 2 }",
    );
  });

  test("of a map leads to its key", () => {
    expect(lineAt("spec:")).toBe("apps/base/web.yaml: spec:");
  });

  test("follows a document that has moved, and is near where one has changed", () => {
    const text = files.get("apps/base/web.yaml") ?? "";
    const edited = (to: string) =>
      changed(workspace, [{ path: "apps/base/web.yaml", content: { text: to } }]).workspace;
    expect(lineAt("paused", edited(`kind: Namespace\n---\n${text}`))).toBe(
      "apps/base/web.yaml: paused: false",
    );
    expect(lineAt("paused", edited(text.replace("paused: false", "paused: true")))).toBe(
      "apps/base/web.yaml: paused: true",
    );
    expect(lineAt("paused", edited("a: b\n"))).toBe("apps/base/web.yaml: ");
  });
});

describe("landing", () => {
  const landing = (path: string, text: string, settings: readonly Setting[] = []) => {
    const document = shown(workspace, web, settings);
    const offset = (files.get(path) ?? "").indexOf(text);
    const found = renderedLanding(workspace, document, { path, offset });
    if (found === undefined) return undefined;
    return document.file.text.slice(found).split("\n")[0];
  };

  test("a field lands where it is printed", () => {
    expect(landing("apps/base/web.yaml", "paused")).toBe("paused: false");
    expect(landing("apps/base/web.yaml", "Service")).toBe("kind: Service");
  });

  test("a value lands where another one has taken its place, and so does that one", () => {
    expect(landing("apps/base/web.yaml", "1\n  paused", [replicas("prod")])).toBe("replicas: 5");
    expect(landing("apps/prod/kustomization.yaml", "5", [replicas("prod")])).toBe("replicas: 5");
  });

  test("anything else lands at its object, or nowhere", () => {
    expect(landing("apps/base/web.yaml", "# the web")).toBe("apiVersion: apps/v1");
    expect(landing("apps/prod/kustomization.yaml", "5")).toBe(undefined);
  });
});

test("a place in the text knows its object", () => {
  const document = shown(workspace, web);
  const spot = renderedAt(document, document.file.text.indexOf("Service"));
  expect(spot?.path).toEqual(["kind"]);
  expect(spot?.shown.object.began.path).toBe("apps/base/web.yaml");
});
