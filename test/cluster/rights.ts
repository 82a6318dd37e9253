import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Fields, json } from "../../client/cluster/api/json.ts";
import { kubeLibrary } from "../../client/cluster/api/kube.ts";
import { type Onlooker, onlooker, truthBy } from "./onlooker.ts";
import { namespaceOf, type Seat, type Stage, seatAt, stageOn, until } from "./support.ts";
import type { ClusterUnderTest } from "./underTest.ts";

/** Rights that are missing and credentials that end, on any cluster: the user is a ServiceAccount that the test makes. */
export function rights(open: () => ClusterUnderTest): void {
  describe("rights and credentials", () => {
    let cluster: ClusterUnderTest;
    let stage: Stage;
    let reader: Seat;
    const folder = mkdtempSync(join(tmpdir(), "rights-"));
    const space = `rights-${Date.now().toString(36)}`;
    const other = `${space}-other`;
    const account = {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: "robot", namespace: space },
    };
    const accountPath = `/api/v1/namespaces/${space}/serviceaccounts/robot`;
    const role = (...rules: readonly Fields[]) => ({
      ...{ apiVersion: "rbac.authorization.k8s.io/v1", kind: "Role", rules },
      metadata: { name: "reader", namespace: space },
    });
    const rule = (apiGroup: string, ...verbs: readonly string[]) => ({
      ...{ apiGroups: [apiGroup], resources: ["*"], verbs },
    });
    const everything = rule("*", "get", "list", "watch");
    const binding = {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "RoleBinding",
      metadata: { name: "readers", namespace: space },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "reader" },
      subjects: [{ kind: "ServiceAccount", name: "robot", namespace: space }],
    };
    const source = (name: string, namespace = space) => ({
      apiVersion: "source.toolkit.fluxcd.io/v1",
      kind: "GitRepository",
      metadata: { name, namespace },
      spec: { interval: "1h", url: "https://127.0.0.1:1/x.git" },
    });
    const kustomization = {
      apiVersion: "kustomize.toolkit.fluxcd.io/v1",
      kind: "Kustomization",
      metadata: { name: "apps", namespace: space },
      spec: {
        ...{ interval: "1h", path: "./", prune: true, suspend: true },
        sourceRef: { kind: "GitRepository", name: "one" },
      },
    };

    /** Writes a kubeconfig in which the account shows a fresh token. */
    const writeConfig = async (file: string) => {
      const { parse } = await kubeLibrary();
      const config = json.fields(parse(readFileSync(cluster.admin, "utf8")));
      const asked = { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: {} };
      const { status } = await stage.post(`${accountPath}/token`, asked);
      const context = json
        .list(config.contexts)
        .find((it) => json.at(it, "name") === config["current-context"]);
      const user = json.at(context, "context", "user");
      const users = [{ name: user, user: { token: json.at(status, "token") } }];
      writeFileSync(file, JSON.stringify({ ...config, users }));
    };
    const looking = async (name: string, ...namespaces: readonly string[]) => {
      const file = join(folder, name);
      await writeConfig(file);
      return { it: await onlooker(file, { namespaces }), file };
    };
    const equals = async (it: Onlooker) =>
      it.live.state().kind === "connected" && it.text() === (await truthBy(reader, [space]));
    const ends = async (it: Onlooker) => {
      it.close();
      await until("all timers to end", () => it.timers() === 0, 5);
    };
    /** What could not be read, in sentences. */
    const refused = ({ live }: Onlooker) =>
      live
        .watched()
        .flatMap(({ parts }) => parts)
        .flatMap(({ state }) => (state.kind === "forbidden" ? state.sentence : []));

    beforeAll(async () => {
      cluster = open();
      stage = await stageOn(cluster.admin);
      reader = await seatAt(cluster.admin);
      await stage.apply(namespaceOf(space), namespaceOf(other), account, binding);
      await stage.apply(source("one"), source("hidden", other), kustomization);
    });
    afterAll(async () => {
      for (const namespace of [space, other]) await stage.remove(`/api/v1/namespaces/${namespace}`);
      stage.close();
      reader.close();
      rmSync(folder, { recursive: true, force: true });
    });

    test("a kind that may not be listed, and one that may not be watched: both are said, the rest goes on, until it is allowed", async () => {
      const toolkit = "toolkit.fluxcd.io";
      await stage.apply(
        role(
          rule(`source.${toolkit}`, "get", "list", "watch"),
          rule(`kustomize.${toolkit}`, "get", "list"),
        ),
      );
      const { it } = await looking("kinds", space);
      await until("the sources", () => it.text().includes("one | "));
      await until("the refusals", () =>
        ["list helmreleases", "watch kustomizations"].every((what) =>
          refused(it).includes(`forbidden: cannot ${what} in ${space}`),
        ),
      );
      await stage.apply(source("two"));
      await until("what happens meanwhile", () => it.text().includes("two | "), 5);
      await stage.apply(role(everything));
      it.live.retry();
      const began = Date.now();
      await until("all of it", () => equals(it), 20);
      expect(Date.now() - began).toBeLessThan(5000);
      expect(refused(it)).toEqual([]);
      await ends(it);
    });

    test("rights for one namespace only: the others are said to be forbidden, and nothing of them is shown", async () => {
      await stage.apply(role(everything));
      const { it } = await looking("namespaces", space, other);
      await until("the sources", () => it.text().includes("one | "));
      await until("the refusals", () =>
        refused(it).includes(`forbidden: cannot list gitrepositories in ${other}`),
      );
      expect(refused(it).filter((sentence) => sentence.endsWith(` in ${space}`))).toEqual([]);
      expect(it.text()).not.toContain("hidden");
      await ends(it);
      const { it: whole } = await looking("whole");
      await until("the refusals", () =>
        refused(whole).includes("forbidden: cannot list gitrepositories"),
      );
      expect([...whole.live.objects()]).toEqual([]);
      await ends(whole);
    });

    test("the token ends in the middle of the connection: that is said, and over with a fresh one", async () => {
      await stage.apply(role(everything));
      const { it, file } = await looking("token", space);
      await until("the screen", () => equals(it));
      await stage.remove(accountPath);
      // A server may believe a token for some seconds after its end.
      await until(
        "it to be said",
        () => /refuses the credentials/.test(JSON.stringify(it.live.state())),
        60,
      );
      await stage.apply(account, source("three"));
      await writeConfig(file);
      await it.seat.desk.session.reread();
      it.live.retry();
      const began = Date.now();
      await until("the screen again", () => equals(it), 20);
      expect(Date.now() - began).toBeLessThan(5000);
      expect(it.text()).toContain("three");
      await ends(it);
    });
  });
}
