import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { actions } from "../../client/cluster/api/actions.ts";
import { chain } from "../../client/cluster/api/chain.ts";
import { readObject } from "../../client/cluster/api/desk.ts";
import { canaryState } from "../../client/cluster/api/flagger.ts";
import { fluxState } from "../../client/cluster/api/flux.ts";
import { type HandshakeOptions, reconcile } from "../../client/cluster/api/handshake.ts";
import type { Fields } from "../../client/cluster/api/json.ts";
import { type KubeObject, keyOf, nameOf } from "../../client/cluster/api/kubeObject.ts";
import { surroundingsOf } from "../../client/cluster/api/surroundings.ts";
import { whyNotReady } from "../../client/cluster/api/whyNotReady.ts";
import { type Action, write } from "../../client/cluster/api/write.ts";
import type { ObjectIdentity } from "../../protocol/cluster.ts";
import { type Repository, repository } from "./repository.ts";
import {
  namespaceOf,
  never,
  type Seat,
  type Stage,
  seatAt,
  stageOn,
  until,
  well,
} from "./support.ts";
import type { ClusterUnderTest } from "./underTest.ts";

/** What the actions rely on, of Flux's and Flagger's controllers. */
export function fluxContract(open: () => ClusterUnderTest): void {
  describe("Flux and Flagger", () => {
    let cluster: ClusterUnderTest;
    let seat: Seat;
    let stage: Stage;
    let repo: Repository;
    const space = `flux-${Date.now().toString(36)}`;
    const identity = (kind: string, name: string): ObjectIdentity => ({
      group: kind === "Kustomization" ? "kustomize.toolkit.fluxcd.io" : "source.toolkit.fluxcd.io",
      kind,
      namespace: space,
      name,
    });
    const ks = (name: string) => identity("Kustomization", name);
    const kustomization = (name: string, spec: Fields = {}) => ({
      apiVersion: "kustomize.toolkit.fluxcd.io/v1",
      kind: "Kustomization",
      metadata: { name, namespace: space },
      spec: {
        interval: "1h",
        retryInterval: "1h",
        prune: true,
        path: `./${name}`,
        targetNamespace: space,
        sourceRef: { kind: "GitRepository", name: "repo" },
        ...spec,
      },
    });
    const configMap = (name: string, words = "one") =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\ndata: { words: ${words} }\n`;
    const ask = (target: ObjectIdentity, options: HandshakeOptions = {}, said: string[] = []) =>
      reconcile(
        seat.desk,
        target,
        { timeout: 30_000, ...options },
        (words) => said.push(words),
        never,
      );
    const read = async (target: ObjectIdentity) => well(await readObject(seat.desk, target, never));
    const act = async (
      make: (target: Awaited<ReturnType<typeof read>>) => Action,
      target: ObjectIdentity,
    ) =>
      well(
        await write(
          seat.desk.session,
          seat.desk.pin,
          make(await read(target)),
          seat.desk.ports,
          never,
        ),
      );
    const isReady = (target: ObjectIdentity) => async () =>
      fluxState((await read(target)).object).state === "ready";
    const why = async (target: ObjectIdentity) => {
      const { object } = await read(target);
      const causes = await whyNotReady(object, surroundingsOf(seat.desk, never));
      return causes.map((it) => `${nameOf(it.object)}: ${it.words}`.replaceAll(space, "n"));
    };

    beforeAll(async () => {
      cluster = open();
      if (!cluster.git) throw new Error("this cluster has no Git");
      stage = await stageOn(cluster.admin);
      seat = await seatAt(cluster.admin);
      repo = repository(cluster.git, space);
      repo.push({
        "base/cm.yaml": configMap("base"),
        "apps/cm.yaml": configMap("apps"),
        "late/cm.yaml": configMap("late"),
        "ill/deploy.yaml": `apiVersion: apps/v1
kind: Deployment
metadata: { name: ill }
spec:
  selector: { matchLabels: { app: ill } }
  template:
    metadata: { labels: { app: ill } }
    spec: { containers: [{ name: web, image: "web:missing" }] }
`,
        "parent/child.yaml": JSON.stringify(kustomization("child", { path: "./late" })),
      });
      await stage.apply(namespaceOf(space), {
        apiVersion: "source.toolkit.fluxcd.io/v1",
        kind: "GitRepository",
        metadata: { name: "repo", namespace: space },
        spec: { interval: "1h", url: repo.url, ref: { branch: "main" } },
      });
      await until("the source", isReady(identity("GitRepository", "repo")));
    });
    afterAll(async () => {
      for (const name of ["base", "apps", "ill", "parent", "child", "waits"])
        await stage.remove(
          `/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/${space}/kustomizations/${name}`,
        );
      await stage.remove(
        `/apis/source.toolkit.fluxcd.io/v1/namespaces/${space}/gitrepositories/repo`,
      );
      repo.close();
      seat.close();
      stage.close();
    });

    test("a request is answered by the object itself", async () => {
      await stage.apply(kustomization("base"));
      await until("base", isReady(ks("base")));
      const verdict = await ask(ks("base"));
      expect(verdict).toMatchObject({
        kind: "ready",
        revision: expect.stringMatching(/^main@sha1:/),
      });
      const { object } = await read(ks("base"));
      expect(object.status.lastHandledReconcileAt).toBe(
        object.metadata.annotations["reconcile.fluxcd.io/requestedAt"],
      );
    });

    test("a new commit: source first, then the Kustomization", async () => {
      repo.push({ "base/cm.yaml": configMap("base", "two") });
      const before = (await read(ks("base"))).object.status.lastAppliedRevision;
      expect(await ask(identity("GitRepository", "repo"))).toMatchObject({ kind: "ready" });
      expect(await ask(ks("base"))).toMatchObject({ kind: "ready" });
      expect((await read(ks("base"))).object.status.lastAppliedRevision).not.toBe(before);
    });

    test("a broken commit fails at once, though the controller will try again", async () => {
      repo.push({ "base/bad.yaml": "kind: [" });
      await ask(identity("GitRepository", "repo"));
      const began = Date.now();
      const verdict = await ask(ks("base"));
      expect(verdict.kind).toBe("failed");
      expect(verdict.words).toContain("bad.yaml");
      expect(Date.now() - began).toBeLessThan(15_000);
      expect(await why(ks("base"))).toHaveLength(1);
      repo.push({ "base/bad.yaml": null });
      await ask(identity("GitRepository", "repo"));
      expect(await ask(ks("base"))).toMatchObject({ kind: "ready" });
    });

    test("suspended with a name and a reason, which the parent leaves alone, then resumed", async () => {
      await stage.apply(kustomization("parent"));
      await until("parent", isReady(ks("parent")));
      await until(
        "child",
        async () =>
          (await readObject(seat.desk, ks("child"), never)).value && isReady(ks("child"))(),
      );
      await act(
        (it) => actions.suspend(it, "ann", "a hunt", new Date().toISOString()),
        ks("child"),
      );
      expect(await ask(ks("parent"))).toMatchObject({ kind: "ready" });
      const resting = fluxState((await read(ks("child"))).object);
      expect(resting).toMatchObject({ state: "suspended", words: "suspended by ann: a hunt" });
      expect(await ask(ks("child"))).toEqual({
        kind: "refused",
        words: `Kustomization ${space}/child is suspended by ann: a hunt; resume it first.`,
      });
      await act((it) => actions.resume(it), ks("child"));
      await until("child again", isReady(ks("child")));
      const { annotations } = (await read(ks("child"))).object.metadata;
      expect(Object.keys(annotations).filter((it) => it.startsWith("flightpath/"))).toEqual([]);
    });

    test("a chain: source, parent, child and what depends on them, in order", async () => {
      await stage.apply(kustomization("apps", { dependsOn: [{ name: "parent" }] }));
      await until("apps", isReady(ks("apps")));
      repo.push({
        "late/cm.yaml": configMap("late", "two"),
        "apps/cm.yaml": configMap("apps", "two"),
      });
      const steps: string[] = [];
      const { verdict, done } = await chain(
        seat.desk,
        ks("parent"),
        {},
        ({ object, phase }) => {
          if (phase === "done" || phase === "failed") steps.push(`${phase} ${object.name}`);
        },
        never,
      );
      expect(verdict).toMatchObject({ kind: "ready" });
      expect(steps).toEqual(["done repo", "done parent", "done child", "done apps"]);
      expect(done.map(keyOf)).toEqual(
        [identity("GitRepository", "repo"), ks("parent"), ks("child"), ks("apps")].map(keyOf),
      );
      expect(await stage.read(`/api/v1/namespaces/${space}/configmaps/late`)).toMatchObject({
        data: { words: "two" },
      });
    });

    test("why it is not ready: over the dependency and the health check to the image", async () => {
      await stage.apply(
        kustomization("ill", { wait: true, timeout: "30s" }),
        kustomization("waits", { path: "./apps", dependsOn: [{ name: "ill" }] }),
      );
      await until(
        "the health check to fail",
        async () => fluxState((await read(ks("ill"))).object).state === "failed",
        60,
      );
      await until(
        "waits",
        async () => fluxState((await read(ks("waits"))).object).state === "waits",
      );
      const causes = await why(ks("waits"));
      expect(causes.slice(0, 3)).toEqual([
        "Kustomization n/waits: dependency 'n/ill' is not ready",
        // The controller tells a time-out in one of two ways, by chance.
        expect.stringMatching(
          /^Kustomization n\/ill: (Deployment\/n\/ill is InProgress|health checks ran out of time)/,
        ),
        "Deployment n/ill: 0 of 1 pods are ready",
      ]);
      expect(causes[3]).toMatch(/^Pod n\/ill-\S+: container web: ImagePullBackOff/);
      expect(await ask(ks("waits"))).toMatchObject({ kind: "blocked" });
    });

    test("a controller that sleeps is said to sleep", async ({ skip }) => {
      const { freezeController } = cluster;
      if (!freezeController) return skip("this cluster's controllers cannot be stopped");
      freezeController("kustomize-controller", true);
      try {
        const verdict = await ask(ks("base"), { timeout: 5000 });
        expect(verdict).toEqual({
          kind: "silent",
          words: expect.stringMatching(
            // Where its Deployment is there, it is well: it is the program that sleeps.
            /^kustomize-controller has not taken the request up for \d s(\.$|: there is no Deployment)/,
          ),
        });
      } finally {
        freezeController("kustomize-controller", false);
      }
    });

    test("deleted while it is waited for", async ({ skip }) => {
      const { freezeController } = cluster;
      if (!freezeController) return skip("this cluster's controllers cannot be stopped");
      freezeController("source-controller", true);
      const source = { ...identity("GitRepository", "short"), namespace: space };
      await stage.apply({
        apiVersion: "source.toolkit.fluxcd.io/v1",
        kind: "GitRepository",
        metadata: { name: "short", namespace: space },
        spec: { interval: "1h", url: repo.url },
      });
      const asked = ask(source);
      await until(
        "the request",
        async () =>
          (await read(source)).object.metadata.annotations["reconcile.fluxcd.io/requestedAt"],
      );
      await stage.remove(
        `/apis/source.toolkit.fluxcd.io/v1/namespaces/${space}/gitrepositories/short`,
      );
      freezeController("source-controller", false);
      expect(await asked).toMatchObject({ kind: "deleted" });
    });

    test("deletion tells what it prunes, and prunes it", async () => {
      const target = await read(ks("base"));
      const action = actions.remove(target);
      expect(action.remark).toBe(`Deletes 1 object with it: ConfigMap ${space}/base.`);
      await act((it) => actions.remove(it), ks("base"));
      await until("the object to go", async () => {
        const found = await seat.connection.get(
          `/api/v1/namespaces/${space}/configmaps/base`,
          never,
        );
        return found.failure?.kind === "missing";
      });
    });

    test("a viewer sees all of it and changes nothing", async () => {
      const viewer = await seatAt(cluster.viewer);
      const verdict = await reconcile(viewer.desk, ks("parent"), {}, () => {}, never);
      viewer.close();
      expect(verdict).toEqual({
        kind: "refused",
        words: `forbidden: cannot patch kustomizations/parent in ${space}`,
      });
    });

    test("a Canary is made ready, then waits for a new revision", async () => {
      const meta = (name: string) => ({ metadata: { name, namespace: space } });
      await stage.apply(
        {
          apiVersion: "apps/v1",
          kind: "Deployment",
          ...meta("web"),
          spec: {
            selector: { matchLabels: { app: "web" } },
            template: {
              metadata: { labels: { app: "web" } },
              spec: {
                containers: [{ name: "web", image: "web:1", ports: [{ containerPort: 80 }] }],
              },
            },
          },
        },
        {
          apiVersion: "flagger.app/v1beta1",
          kind: "Canary",
          ...meta("web"),
          spec: {
            targetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
            service: { port: 80 },
            analysis: { interval: "10s", threshold: 2, maxWeight: 50, stepWeight: 25 },
          },
        },
      );
      const canary: ObjectIdentity = {
        group: "flagger.app",
        kind: "Canary",
        namespace: space,
        name: "web",
      };
      const states: string[] = [];
      const settled = await until(
        "the Canary",
        async (): Promise<KubeObject | false> => {
          const { object } = await read(canary);
          const { phase, state } = canaryState(object);
          if (states.at(-1) !== `${phase} ${state}`) states.push(`${phase} ${state}`);
          return phase === "Initialized" && object;
        },
        60,
      );
      expect(states.at(-1)).toBe("Initialized ready");
      expect(canaryState(settled)).toMatchObject({
        weight: 0,
        failedChecks: 0,
        threshold: 2,
        target: "Deployment/web",
        words: "Deployment initialization completed.",
      });
      expect(canaryState(settled).waitsFor).toBeUndefined();
      await stage.remove(`/apis/flagger.app/v1beta1/namespaces/${space}/canaries/web`);
    });
  });
}
