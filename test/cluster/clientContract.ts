import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Resource } from "../../client/cluster/api/discovery.ts";
import { listAll } from "../../client/cluster/api/listAll.ts";
import { feelPulse } from "../../client/cluster/api/pulse.ts";
import { realTime } from "../../client/cluster/api/time.ts";
import { watchKind } from "../../client/cluster/api/watched.ts";
import { fieldManager, write } from "../../client/cluster/api/write.ts";
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

/** What the client's connection relies on, of any API server. */
export function clientContract(open: () => ClusterUnderTest): void {
  describe("an API server", () => {
    let cluster: ClusterUnderTest;
    let seat: Seat;
    let stage: Stage;
    const space = `client-${Date.now().toString(36)}`;
    const configMaps: Resource = {
      group: "",
      version: "v1",
      kind: "ConfigMap",
      plural: "configmaps",
      isNamespaced: true,
      verbs: [],
    };
    const map = (name: string, words = "") => ({
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name, namespace: space, labels: { of: "contract" } },
      data: { words },
    });
    const pathOf = (name: string) => `/api/v1/namespaces/${space}/configmaps/${name}`;

    beforeAll(async () => {
      cluster = open();
      stage = await stageOn(cluster.admin);
      seat = await seatAt(cluster.admin);
      await stage.apply(namespaceOf(space));
    });
    afterAll(() => seat.close());

    test("tells which of Flux's and Flagger's kinds it serves, in the newest version that we know", () => {
      const { known, find } = seat.desk.served;
      const names = known.map(({ resource }) => `${resource.kind} ${resource.version}`);
      expect(names).toEqual(
        expect.arrayContaining([
          "GitRepository v1",
          "Kustomization v1",
          "HelmRelease v2",
          "Canary v1beta1",
        ]),
      );
      expect(find("Deployment", "apps")).toMatchObject({ version: "v1", isNamespaced: true });
      expect(find("Namespace", "")?.isNamespaced).toBe(false);
    });

    test("lists page by page", async () => {
      await stage.apply(...["a", "b", "c", "d", "e"].map((name) => map(`page-${name}`)));
      const listed = well(
        await listAll(
          seat.connection,
          configMaps,
          { namespace: space, pageSize: 2, labelSelector: "of=contract" },
          never,
        ),
      );
      expect(listed.objects.map(({ metadata }) => metadata.name)).toEqual(
        ["a", "b", "c", "d", "e"].map((name) => `page-${name}`),
      );
    });

    test("a watch tells the smallest steps, and stops", async () => {
      const watch = watchKind({
        connection: seat.connection,
        resource: configMaps,
        namespaces: [space],
        time: realTime,
      });
      const told: string[] = [];
      const leave = watch.look((changes) => {
        for (const { type, object } of changes)
          if (object.metadata.name === "watched") told.push(type);
      });
      await until("the list", () => watch.now().parts[0]?.state.kind === "live");
      await stage.apply(map("watched"));
      await stage.apply(map("watched", "more"));
      await stage.remove(pathOf("watched"));
      await until("three steps", () => told.length >= 3);
      leave();
      expect(told).toEqual(["added", "changed", "removed"]);
      expect(watch.now().parts[0]?.state.kind).toBe("stale");
    });

    test("a change carries our name, and the rest of the object stays", async () => {
      await stage.apply(map("written", "as it was"));
      const { desk, questions } = seat;
      const action = {
        verb: "label",
        object: { group: "", kind: "ConfigMap", namespace: space, name: "written" },
        method: "PATCH",
        path: pathOf("written"),
        body: { metadata: { annotations: { mine: "yes" } } },
      } as const;
      well(await write(desk.session, desk.pin, action, desk.ports, never));
      expect(questions.at(-1)?.action).toEqual(action);
      const now = await stage.read(pathOf("written"));
      expect(now).toMatchObject({
        data: { words: "as it was" },
        metadata: { annotations: { mine: "yes" } },
      });
      const managers = (now.metadata as { managedFields: { manager: string }[] }).managedFields;
      expect(managers.map(({ manager }) => manager)).toContain(fieldManager);
    });

    test("a deletion is for that very object", async () => {
      await stage.apply(map("deleted"));
      const { desk } = seat;
      const remove = (uid: string) =>
        write(
          desk.session,
          desk.pin,
          {
            verb: "delete",
            object: { group: "", kind: "ConfigMap", namespace: space, name: "deleted" },
            method: "DELETE",
            path: pathOf("deleted"),
            body: { apiVersion: "v1", kind: "DeleteOptions", preconditions: { uid } },
          },
          desk.ports,
          never,
        );
      expect((await remove("another")).failure?.kind).toBe("conflict");
      const { uid } = (await stage.read(pathOf("deleted"))).metadata as { uid: string };
      well(await remove(uid));
      expect((await seat.connection.get(pathOf("deleted"), never)).failure?.kind).toBe("missing");
    });

    test("a dry run tells what would be and leaves all as it is", async () => {
      await stage.apply(map("dry", "before"));
      const told = well(await seat.connection.dryRun(pathOf("dry"), map("dry", "after"), never));
      expect(told.data).toEqual({ words: "after" });
      expect((await stage.read(pathOf("dry"))).data).toEqual({ words: "before" });
    });

    test("what is forbidden is said for that kind, the rest goes on", async () => {
      const viewer = await seatAt(cluster.viewer);
      try {
        const secrets = await viewer.connection.get(`/api/v1/namespaces/${space}/secrets`, never);
        expect(secrets.failure).toMatchObject({
          kind: "forbidden",
          sentence: `forbidden: cannot list secrets in ${space}`,
        });
        const { desk } = viewer;
        const action = {
          verb: "label",
          object: { group: "", kind: "ConfigMap", namespace: space, name: "written" },
          method: "PATCH",
          path: pathOf("written"),
          body: { metadata: { annotations: { mine: "no" } } },
        } as const;
        const refused = await write(desk.session, desk.pin, action, desk.ports, never);
        expect(refused.failure?.sentence).toBe(
          `forbidden: cannot patch configmaps/written in ${space}`,
        );
        well(await viewer.connection.get(`/api/v1/namespaces/${space}/configmaps`, never));
      } finally {
        viewer.close();
      }
    });

    test("a wrong token is refused, asked for once more, and said", async () => {
      const stranger = await seatAt(cluster.admin, (context) => ({
        ...context,
        user: { ...context.user, fields: { token: "wrong" } },
      }));
      const answer = await stranger.connection.get("/api/v1/namespaces", never);
      stranger.close();
      expect(answer.failure).toMatchObject({
        kind: "unauthorised",
        sentence: "The server refuses the credentials of this context; sign in again.",
      });
    });

    test("a token that runs out is replaced by the fresh one", async () => {
      let isFresh = false;
      const seated = await seatAt(cluster.admin, (context) => {
        const fields = isFresh ? context.user.fields : { token: "old" };
        isFresh = true;
        return { ...context, user: { ...context.user, fields } };
      });
      well(await seated.connection.get("/api/v1/namespaces", never));
      seated.close();
    });

    test("nobody is there: the sentence says so", async () => {
      const pin = { ...seat.desk.pin, server: "https://127.0.0.1:1" };
      const lost = await seatAt(cluster.admin, (context) => ({
        ...context,
        cluster: { ...context.cluster, server: pin.server },
      }));
      const { failure } = await lost.connection.probe("/version", 4000, never);
      lost.close();
      expect(failure?.sentence).toMatch(/refuses connections: nothing listens there\.$/);
    });

    test("a server that falls silent without hanging up is noticed, and caught up with in five seconds", async ({
      skip,
    }) => {
      const { freezeServer } = cluster;
      if (!freezeServer) return skip("this cluster cannot be frozen from outside");
      const pulse = feelPulse(seat.connection, realTime);
      const watch = watchKind({
        connection: seat.connection,
        resource: configMaps,
        namespaces: [space],
        time: realTime,
        pulse,
      });
      const leave = watch.look(() => {});
      const state = () => watch.now().parts[0]?.state;
      await until("the list", () => state()?.kind === "live");
      freezeServer(true);
      await until("the silence to be noticed", () => state()?.kind === "stale", 12);
      freezeServer(false);
      const woken = Date.now();
      await stage.apply(map("after-silence"));
      await until("what happened meanwhile", () =>
        [...watch.now().objects.values()].some((it) => it.metadata.name === "after-silence"),
      );
      await until("live again", () => state()?.kind === "live");
      leave();
      expect(Date.now() - woken).toBeLessThan(5000);
    });

    test("a server that is killed and started again is caught up with in five seconds", async ({
      skip,
    }) => {
      const { restartServer } = cluster;
      if (!restartServer) return skip("this cluster cannot be restarted from outside");
      const watch = watchKind({
        connection: seat.connection,
        resource: configMaps,
        namespaces: [space],
        time: realTime,
        pulse: feelPulse(seat.connection, realTime),
      });
      const told: string[] = [];
      const leave = watch.look((changes) => {
        for (const { type, object } of changes) told.push(`${type} ${object.metadata.name}`);
      });
      await until("the list", () => watch.now().parts[0]?.state.kind === "live");
      told.length = 0;
      await restartServer();
      const back = Date.now();
      await stage.apply(map("after-restart"));
      await stage.remove(pathOf("dry"));
      const names = () => [...watch.now().objects.values()].map((it) => it.metadata.name);
      await until(
        "what happened",
        () => names().includes("after-restart") && !names().includes("dry"),
      );
      await until("live again", () => watch.now().parts[0]?.state.kind === "live");
      leave();
      expect(Date.now() - back).toBeLessThan(5000);
      expect(told.sort()).toEqual(["added after-restart", "removed dry"]);
    });

    test("after closing no socket and no timer is left", async () => {
      seat.close();
      stage.close();
      await until("the others' sockets to go", () => sockets() === 0);
      const timers = timersSet();
      const seated = await seatAt(cluster.admin);
      const watch = watchKind({
        connection: seated.connection,
        resource: configMaps,
        namespaces: [],
        time: realTime,
        pulse: feelPulse(seated.connection, realTime),
      });
      watch.look(() => {});
      await until("the list", () => watch.now().parts[0]?.state.kind === "live");
      expect(sockets()).toBeGreaterThan(0);
      seated.close();
      await until("all sockets to go", () => sockets() === 0, 5);
      expect(timersSet()).toBeLessThanOrEqual(timers);
    });
  });
}

const active = (what: RegExp) =>
  process.getActiveResourcesInfo().filter((it) => what.test(it)).length;
const sockets = () => active(/TCPSocket|TLSSocket/);
const timersSet = () => active(/Timeout/);
