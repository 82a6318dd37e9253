import { expect, test } from "vitest";
import { canaryLayout } from "../../../client/cluster/tree/canaryLayout.ts";
import { dependencyLayout } from "../../../client/cluster/tree/dependencyLayout.ts";
import { kindLayout } from "../../../client/cluster/tree/kindLayout.ts";
import { namespaceLayout } from "../../../client/cluster/tree/namespaceLayout.ts";
import { object } from "./support/objects.ts";
import { flush, planted } from "./support/treeText.ts";

const revision = "main@sha1:5f3c2a1b7d9e0f4a6c8b1d2e3f405162738495a6";
const applied = `{ lastAppliedRevision: "${revision}" }`;
const repository = object(
  "GitRepository flux-system",
  `{ status: { artifact: { revision: "${revision}" } }, Ready: True Succeeded stored artifact }`,
);
const source = "sourceRef: { kind: GitRepository, name: flux-system }";
const infra = object(
  "Kustomization infra",
  `{ spec: { ${source} }, status: ${applied}, Ready: True ReconciliationSucceeded Applied }`,
);
const broken = object(
  "Kustomization infra",
  `{ spec: { ${source} }, status: ${applied}, Ready: "False BuildFailed kustomize build failed: no such file" }`,
);
const apps = object(
  "Kustomization apps",
  `{ spec: { ${source}, dependsOn: [{ name: infra }] }, Ready: "False DependencyNotReady dependency 'flux-system/infra' is not ready" }`,
);
const chart = object(
  "HelmRelease linkerd/crds",
  "{ spec: { suspend: true }, Ready: True InstallSucceeded well }",
);
const provider = object("Provider chat", "{ spec: { type: slack } }");
const controller = object(
  "Deployment kustomize-controller",
  `
  labels: { app.kubernetes.io/part-of: flux }
  spec: { template: { spec: { containers: [{ image: "ghcr.io/fluxcd/kustomize-controller:v1.8.1" }] } } }
  status: { readyReplicas: 1, updatedReplicas: 1 }
  `,
);

test("every kind stands under its head, with its state in words", () => {
  const { text } = planted(kindLayout, apps, infra, repository, chart, provider, controller);
  expect(text()).toBe(
    flush(`
      repo Sources | 1
        pass flux-system | ready · GitRepository · main@5f3c2a1 · in flux-system
      layers Kustomizations | 2 · 1 waits
        watch apps | waits · dependency 'flux-system/infra' is not ready · in flux-system
        pass infra | ready · main@5f3c2a1 · in flux-system
      package HelmReleases | 1 · 1 suspended
        debug-pause crds | suspended · in linkerd
      bell Notifications | 1
        pass chat | ready · Provider · slack · in flux-system
      server-process Controllers | 1
        pass kustomize-controller | ready · 1 of 1 ready · v1.8.1 · in flux-system
    `),
  );
});

test("the same by namespace", () => {
  const { text } = planted(namespaceLayout, apps, repository, chart);
  expect(text()).toBe(
    flush(`
      symbol-namespace flux-system | 2 · 1 waits
        pass flux-system | ready · GitRepository · main@5f3c2a1
        watch apps | waits · dependency 'flux-system/infra' is not ready · Kustomization
      symbol-namespace linkerd | 1 · 1 suspended
        debug-pause crds | suspended · HelmRelease
    `),
  );
});

test("by dependency, what waits stands under what it waits for", () => {
  const { text } = planted(dependencyLayout, apps, infra, repository);
  expect(text()).toBe(
    flush(`
      type-hierarchy-sub What Follows from What | 3 · 1 waits
        pass flux-system | ready · GitRepository · main@5f3c2a1 · in flux-system
          pass infra | ready · Kustomization · main@5f3c2a1 · in flux-system
            watch apps | waits · dependency 'flux-system/infra' is not ready · Kustomization · in flux-system
    `),
  );
});

test("what waits for itself is shown all the same", () => {
  const [one, other] = [
    object("Kustomization one", "{ spec: { dependsOn: [{ name: other }] } }"),
    object("Kustomization other", "{ spec: { dependsOn: [{ name: one }] } }"),
  ];
  const { text } = planted(dependencyLayout, one, other);
  expect(text().split("\n")).toHaveLength(3);
});

test("under an object stands what it applied, as far as it was read", () => {
  const owner = object(
    "Kustomization apps",
    `
    status:
      inventory:
        entries:
          - { id: faces_settings__ConfigMap, v: v1 }
          - { id: faces_gone__ConfigMap, v: v1 }
          - { id: faces_key__Secret, v: v1 }
          - { id: faces_face_apps_Deployment, v: v1 }
          - { id: flux-system_infra_kustomize.toolkit.fluxcd.io_Kustomization, v: v1 }
          - { id: flux-system_apps_kustomize.toolkit.fluxcd.io_Kustomization, v: v1 }
    Ready: True ReconciliationSucceeded well
    `,
  );
  const deployment = object(
    "Deployment faces/face",
    "status: { readyReplicas: 1, updatedReplicas: 1 }",
  );
  const pod = object(
    "Pod faces/face-1",
    "status: { phase: Running, containerStatuses: [{ ready: true }] }",
  );
  const it = planted(kindLayout, owner, infra, deployment);
  it.applied.set("ConfigMap./faces/settings", {
    kind: "there",
    object: object("ConfigMap faces/settings"),
  });
  it.applied.set("ConfigMap./faces/gone", { kind: "missing" });
  it.applied.set("Secret./faces/key", {
    kind: "failed",
    isForbidden: true,
    sentence: "forbidden: cannot get secrets/key in faces",
  });
  it.applied.set("Pod./faces/face-1", { kind: "there", object: pod });
  it.owned.set("Deployment.apps/faces/face", [pod]);
  expect(it.text()).toBe(
    flush(`
      layers Kustomizations | 2
        pass apps | ready · in flux-system
          pass apps | ready · Kustomization · in flux-system
          pass infra | ready · Kustomization · main@5f3c2a1 · in flux-system
          pass face | ready · 1 of 1 ready · Deployment · in faces
            pass face-1 | ready · running, 1 of 1 containers ready · Pod · in faces
          error gone | does not exist · ConfigMap · in faces
          pass settings | ready · ConfigMap · in faces
          lock key | forbidden: cannot get secrets/key in faces · Secret · in faces
        pass infra | ready · main@5f3c2a1 · in flux-system
    `),
  );
});

test("Canaries tell phase, weight, failed checks and what they wait for", () => {
  const canary = object(
    "Canary faces/face",
    `
    spec: { targetRef: { apiVersion: apps/v1, kind: Deployment, name: face }, analysis: { threshold: 3 } }
    status: { phase: Progressing, canaryWeight: 15, failedChecks: 1, lastTransitionTime: "2026-01-01T11:55:00Z" }
    `,
  );
  const waiting = object(
    "Canary faces/smiley",
    "{ spec: { targetRef: { name: smiley } }, status: { phase: WaitingPromotion } }",
  );
  const primary = object(
    "Deployment faces/face-primary",
    "status: { readyReplicas: 1, updatedReplicas: 1 }",
  );
  const it = planted(canaryLayout, canary, waiting, primary);
  expect(it.text()).toBe(
    flush(`
      sync face | Progressing · 15 % · failed checks 1/3 · Deployment/face · 5 min · in faces
        circle-outline face | target · Deployment · in faces
        pass face-primary | primary · ready · 1 of 1 ready · Deployment · in faces
      watch smiley | WaitingPromotion · 0 % · failed checks 0/1 · Deployment/smiley · waits for approval of the promotion · in faces
        circle-outline smiley | target · Deployment · in faces
        circle-outline smiley-primary | primary · Deployment · in faces
    `),
  );
});

test("what changed is drawn anew, and nothing beside it", () => {
  const it = planted(kindLayout, apps, infra, repository);
  it.text();
  it.put(infra);
  expect(it.redrawn()).toBe("");
  it.put(broken);
  expect(it.redrawn()).toBe("Kustomizations");
  it.put(object("GitRepository flux-system", "{ Ready: True Succeeded again }"));
  expect(it.redrawn()).toBe("flux-system");
  it.remove(repository);
  expect(it.redrawn()).toBe("all");
});

test("a head that nobody opened is drawn alone", () => {
  const it = planted(kindLayout, apps, infra, repository);
  it.tree.children();
  it.put(broken);
  expect(it.redrawn()).toBe("Kustomizations");
  expect(it.tree.node("/kustomizations")?.description).toBe("2 · 1 failed · 1 waits");
});

test("ages are drawn anew when a minute has passed", () => {
  const it = planted(
    kindLayout,
    object(
      "Kustomization a",
      'status: { conditions: [{ type: Ready, status: "True", lastTransitionTime: "2026-01-01T11:50:00Z" }] }',
    ),
    object("Kustomization b", "{ Ready: True Succeeded ever }"),
  );
  it.text();
  it.now += 60_000;
  expect(it.redrawn(true)).toBe("a");
  expect(it.text()).toContain("a | ready · 11 min");
});

test("a filter keeps what has all of its words", () => {
  const it = planted(kindLayout, apps, infra, repository, chart, provider, controller);
  const shown = (filter: string) => {
    it.tree.arrange(kindLayout, filter);
    return it
      .text()
      .split("\n")
      .flatMap((line) => /^ {2}\S+ (\S+)/.exec(line)?.[1] ?? [])
      .join(" ");
  };
  expect(shown("state:bad")).toBe("apps");
  expect(shown("kind:kust infra")).toBe("apps infra");
  expect(shown("ns:linkerd")).toBe("crds");
  expect(shown("STATE:susp")).toBe("crds");
  expect(shown("nothing")).toBe("");
});

test("an object that passes the filter no longer leaves", () => {
  const it = planted(kindLayout, apps, infra);
  it.tree.arrange(kindLayout, "state:waits");
  it.text();
  it.put(object("Kustomization apps", "{ Ready: True ReconciliationSucceeded well }"));
  expect(it.redrawn()).toBe("all");
  expect(it.text()).toBe("");
});

test("of very many the first are shown, and more when asked for", () => {
  const many = Array.from({ length: 700 }, (_, index) =>
    object(`Kustomization k${String(index).padStart(4, "0")}`, "{ Ready: True Succeeded well }"),
  );
  const it = planted(kindLayout, ...many);
  const last = () => it.text().split("\n").at(-1);
  expect(last()).toBe("  ellipsis Show more of the other 400");
  it.tree.showMore("/kustomizations");
  expect(it.redrawn()).toBe("Kustomizations");
  expect(last()).toContain("k0699");
});

test("the way to an object leads through what applied it", () => {
  const owner = object(
    "Kustomization apps",
    "{ status: { inventory: { entries: [{ id: faces_face_apps_Deployment, v: v1 }] } } }",
  );
  const deployment = object("Deployment faces/face");
  const { tree } = planted(kindLayout, owner, deployment);
  const path = tree.path({ group: "apps", kind: "Deployment", namespace: "faces", name: "face" });
  expect(path.map(({ label }) => label)).toEqual(["Kustomizations", "apps", "face"]);
  expect(tree.path({ group: "", kind: "Pod", namespace: "faces", name: "x" })).toEqual([]);
});

test("what could not be read is told where it would stand", () => {
  const it = planted(kindLayout, infra);
  const resource = { version: "v2", isNamespaced: true, verbs: [] };
  it.watched = [
    {
      resource: {
        ...resource,
        group: "helm.toolkit.fluxcd.io",
        kind: "HelmRelease",
        plural: "helmreleases",
      },
      objects: new Map(),
      parts: [
        {
          namespace: "n",
          state: { kind: "forbidden", sentence: "forbidden: cannot list helmreleases in n" },
        },
      ],
    },
    {
      resource: {
        ...resource,
        group: "kustomize.toolkit.fluxcd.io",
        kind: "Kustomization",
        plural: "kustomizations",
      },
      objects: new Map(),
      parts: [{ state: { kind: "stale", since: it.now, sentence: "The server fell silent." } }],
    },
  ];
  const [stale, ...others] = it
    .text()
    .split("\n")
    .filter((line) => line.startsWith("  "));
  expect(stale).toMatch(/^ {2}history stale since \S+: The server fell silent\.$/);
  expect(others).toEqual([
    "  pass infra | stale · ready · main@5f3c2a1 · in flux-system",
    "  lock forbidden: cannot list helmreleases in n",
  ]);
});

test("names and messages obey nobody", () => {
  const evil = object(
    "Kustomization evil",
    '{ Ready: "False BuildFailed \\u001b[31mred\\u202E [link](command:x) $(error) <img>" }',
  );
  const it = planted(kindLayout, evil);
  expect(it.text()).toContain("failed · red [link](command:x) $(error) <img>");
});
