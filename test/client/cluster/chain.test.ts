import { expect, test } from "vitest";
import { chain } from "../../../client/cluster/api/chain.ts";
import { identityOf, type KubeObject, nameOf } from "../../../client/cluster/api/kubeObject.ts";
import { object } from "./support/objects.ts";
import { condition, controller, deskOf, placed } from "./support/room.ts";

const source = (name = "repo", namespace = "flux-system") =>
  `sourceRef: { kind: GitRepository, name: ${name}, namespace: ${namespace} }`;
const inventory = (...ids: readonly string[]) =>
  `status: { inventory: { entries: [${ids.map((id) => `{ id: ${id}, v: v1 }`).join(", ")}] } }`;
const ks = (namespace: string, name: string) =>
  `${namespace}_${name}_kustomize.toolkit.fluxcd.io_Kustomization`;
const ready = "Ready: True Fine fine";

/** The workshop: the cluster's Kustomization makes infra and apps, apps makes the one of another repository. */
const workshop = [
  object("GitRepository repo", ready),
  object("GitRepository faces/faces", ready),
  object(
    "Kustomization all",
    `spec: { ${source()} }\n${inventory(ks("flux-system", "apps"), ks("flux-system", "infra"), ks("flux-system", "all"), "_faces__Namespace")}`,
  ),
  object("Kustomization infra", `spec: { ${source()} }`),
  object(
    "Kustomization apps",
    `spec: { ${source()}, dependsOn: [{ name: infra }] }\n${inventory(ks("faces", "faces"))}`,
  ),
  object("Kustomization faces/faces", `spec: { ${source("faces", "faces")} }`),
  object(
    "Kustomization team/extra",
    `spec: { ${source()}, dependsOn: [{ name: infra, namespace: flux-system }] }`,
  ),
];

async function walked(
  objects: readonly KubeObject[],
  root: string,
  fails: readonly string[] = [],
  withDependants = true,
) {
  const scene = await deskOf();
  for (const it of objects) placed(scene.cluster, it);
  controller(scene, (it) => {
    const { name } = it.metadata as { name: string };
    const isBad = fails.includes(name);
    return {
      after: 1500,
      status: isBad
        ? condition("False", "BuildFailed", "broken")
        : condition("True", "Fine", "fine"),
    };
  });
  const first = objects.find((it) => nameOf(identityOf(it)) === root);
  if (!first) throw new Error(`no ${root}`);
  const steps: string[] = [];
  const running = chain(
    scene.desk,
    identityOf(first),
    { withDependants },
    ({ object: it, phase }) => {
      if (phase !== "planned" && phase !== "started")
        steps.push(
          `${phase} ${it.kind === "Kustomization" ? "" : `${it.kind} `}${it.namespace}/${it.name}`,
        );
    },
    new AbortController().signal,
  );
  await scene.time.turn(120_000);
  const { verdict, done } = await running;
  return { ...scene, steps, verdict: `${verdict.kind}: ${verdict.words}`, done };
}

test("source, itself, children, children of children, and what depends on them, across namespaces", async () => {
  const { steps, verdict, questions, done } = await walked(
    workshop,
    "Kustomization flux-system/all",
  );
  expect(steps).toEqual([
    "done GitRepository flux-system/repo",
    "done flux-system/all",
    "done flux-system/infra",
    "done flux-system/apps",
    "done GitRepository faces/faces",
    "done faces/faces",
    "done team/extra",
  ]);
  expect(verdict).toBe("ready: fine");
  expect(done).toHaveLength(7);
  expect(questions[1]?.action.remark).toBe("Part of the chain of Kustomization flux-system/all.");
});

test("without what merely depends on it", async () => {
  const { steps } = await walked(workshop, "Kustomization flux-system/infra", [], false);
  expect(steps).toEqual(["done GitRepository flux-system/repo", "done flux-system/infra"]);
});

test("it stops at the first failure", async () => {
  const { steps, verdict } = await walked(workshop, "Kustomization flux-system/all", ["infra"]);
  expect(steps).toEqual([
    "done GitRepository flux-system/repo",
    "done flux-system/all",
    "failed flux-system/infra",
  ]);
  expect(verdict).toBe("failed: broken");
});

test("it stops at a source that fails", async () => {
  const { steps } = await walked(workshop, "Kustomization flux-system/all", ["repo"]);
  expect(steps).toEqual(["failed GitRepository flux-system/repo"]);
});

test("what is suspended is left out, with what it applied", async () => {
  const resting = workshop.map((it) =>
    it.metadata.name === "apps"
      ? object("Kustomization apps", `spec: { suspend: true, ${source()} }`)
      : it,
  );
  const { steps } = await walked(resting, "Kustomization flux-system/all");
  expect(steps.slice(2)).toEqual([
    "skipped flux-system/apps",
    "done flux-system/infra",
    "done team/extra",
  ]);
});

test("those that wait for one another end it", async () => {
  const circle = [
    object("GitRepository repo", ready),
    object(
      "Kustomization all",
      `spec: { ${source()} }\n${inventory(ks("flux-system", "a"), ks("flux-system", "b"))}`,
    ),
    object("Kustomization a", `spec: { ${source()}, dependsOn: [{ name: b }] }`),
    object("Kustomization b", `spec: { ${source()}, dependsOn: [{ name: a }] }`),
  ];
  const { verdict } = await walked(circle, "Kustomization flux-system/all");
  expect(verdict).toBe(
    "stalled: These wait for one another: Kustomization flux-system/a, Kustomization flux-system/b.",
  );
});

test("a HelmRelease: its repository, its chart, itself", async () => {
  const release = [
    object("HelmRepository charts/stable", ready),
    object("HelmChart charts/n-web", ready),
    object(
      "HelmRelease n/web",
      "spec: { chart: { spec: { sourceRef: { kind: HelmRepository, name: stable, namespace: charts } } } }",
    ),
  ];
  const { steps } = await walked(release, "HelmRelease n/web");
  expect(steps).toEqual([
    "done HelmRepository charts/stable",
    "done HelmChart charts/n-web",
    "done HelmRelease n/web",
  ]);
});

test("a no to one question ends it", async () => {
  const scene = await deskOf();
  for (const it of workshop) placed(scene.cluster, it);
  scene.answers.confirm = false;
  const { verdict } = await chain(
    scene.desk,
    {
      group: "kustomize.toolkit.fluxcd.io",
      kind: "Kustomization",
      namespace: "flux-system",
      name: "all",
    },
    {},
    () => {},
    new AbortController().signal,
  );
  expect(verdict).toEqual({
    kind: "refused",
    words: "Nothing was changed: reconcile was not confirmed.",
  });
  expect(scene.cluster.written).toEqual([]);
});
