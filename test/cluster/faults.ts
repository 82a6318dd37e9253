import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { actions } from "../../client/cluster/api/actions.ts";
import { readObject } from "../../client/cluster/api/desk.ts";
import type { Fields } from "../../client/cluster/api/json.ts";
import { kubeLibrary } from "../../client/cluster/api/kube.ts";
import { write } from "../../client/cluster/api/write.ts";
import { type Onlooker, onlooker, truthBy } from "./onlooker.ts";
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

/** What goes wrong with any cluster; after each of it, the screen shows the server's state within five seconds. */
export function faults(open: () => ClusterUnderTest): void {
  describe("faults", () => {
    let cluster: ClusterUnderTest;
    let stage: Stage;
    let reader: Seat;
    const unhandled: unknown[] = [];
    const hear = (reason: unknown) => void unhandled.push(reason);
    const folder = mkdtempSync(join(tmpdir(), "faults-"));
    const space = `faults-${Date.now().toString(36)}`;
    const source = (name: string) => ({
      apiVersion: "source.toolkit.fluxcd.io/v1",
      kind: "GitRepository",
      metadata: { name, namespace: space },
      spec: { interval: "1h", url: "https://127.0.0.1:1/x.git" },
    });
    const pathOf = (name: string) =>
      `/apis/source.toolkit.fluxcd.io/v1/namespaces/${space}/gitrepositories/${name}`;
    /** Only what this suite made: controllers are at work elsewhere. */
    const looking = (file = cluster.admin, change?: Parameters<typeof seatAt>[1]) =>
      onlooker(file, { namespaces: [space], ...(change ? { change } : {}) });
    const equals = async (it: Onlooker) =>
      it.live.state().kind === "connected" && it.text() === (await truthBy(reader, [space]));
    const ends = async (it: Onlooker) => {
      it.close();
      await until("all timers to end", () => it.timers() === 0, 5);
    };
    /** The kubeconfig as a value, and a file of its own that can be rewritten. */
    const ownFile = async (name: string) => {
      const library = await kubeLibrary();
      const config = library.parse(readFileSync(cluster.admin, "utf8")) as Fields;
      const file = join(folder, name);
      const put = (value: Fields) => writeFileSync(file, JSON.stringify(value));
      put(config);
      return { file, config, put };
    };
    const named = (config: Fields, name: string) => {
      const contexts = (config.contexts as readonly Fields[]).map((it) =>
        it.name === config["current-context"] ? { ...it, name } : it,
      );
      return { ...config, contexts, "current-context": name };
    };

    beforeAll(async () => {
      process.on("unhandledRejection", hear);
      cluster = open();
      stage = await stageOn(cluster.admin);
      reader = await seatAt(cluster.admin);
      await stage.apply(namespaceOf(space), source("one"), source("two"));
    });
    afterAll(async () => {
      process.off("unhandledRejection", hear);
      for (const name of ["one", "two", "three", "four", "five", "six"])
        await stage.remove(pathOf(name));
      stage.close();
      reader.close();
      rmSync(folder, { recursive: true, force: true });
    });

    test("the server is killed and started again in the middle of a watch", async ({ skip }) => {
      const { restartServer } = cluster;
      if (!restartServer) return skip("this cluster cannot be restarted from outside");
      const it = await looking();
      await until("the screen", () => equals(it));
      await restartServer();
      const back = Date.now();
      await stage.apply(source("three"));
      await stage.remove(pathOf("two"));
      await until("the screen again", () => equals(it), 20);
      expect(Date.now() - back).toBeLessThan(5000);
      expect(it.text()).toContain("three");
      await ends(it);
    });

    test("the server falls silent without hanging up", async ({ skip }) => {
      const { freezeServer } = cluster;
      if (!freezeServer) return skip("this cluster cannot be frozen from outside");
      const it = await looking();
      await until("the screen", () => equals(it));
      freezeServer(true);
      try {
        await until("the silence to be said", () => it.live.state().kind === "lost", 12);
      } finally {
        freezeServer(false);
      }
      const back = Date.now();
      await stage.apply(source("four"));
      await until("the screen again", () => equals(it), 20);
      expect(Date.now() - back).toBeLessThan(5000);
      await ends(it);
    });

    test("the token has run out: the fresh one is taken", async () => {
      let asked = 0;
      const it = await looking(cluster.admin, (context) => {
        asked += 1;
        const fields = asked > 1 ? context.user.fields : { token: "expired" };
        return { ...context, user: { ...context.user, fields } };
      });
      const began = Date.now();
      await until("the screen", () => equals(it), 20);
      expect(Date.now() - began).toBeLessThan(5000);
      await ends(it);
    });

    test("the context is deleted while connected: everything stops, until it is back", async () => {
      const { file, config, put } = await ownFile("deleted");
      const it = await looking(file);
      await until("the screen", () => equals(it));
      put({ ...config, contexts: [] });
      await it.seat.desk.session.reread();
      expect(it.live.state()).toMatchObject({
        kind: "stopped",
        sentence: expect.stringMatching(/^The kubeconfig no longer has the context /),
      });
      expect([...it.live.objects()]).toEqual([]);
      await until("no timer", () => it.timers() === 0, 5);
      await stage.apply(source("five"));
      put(config);
      await it.seat.desk.session.reread();
      const back = Date.now();
      await until("the screen again", () => equals(it), 20);
      expect(Date.now() - back).toBeLessThan(5000);
      await ends(it);
    });

    test("the context is renamed while connected: it goes on under its new name", async () => {
      const { file, config, put } = await ownFile("renamed");
      const it = await looking(file);
      await until("the screen", () => equals(it));
      put(named(config, "another-name"));
      const { session } = it.seat.desk;
      await session.reread();
      expect(session.state()).toMatchObject({ kind: "pinned", context: "another-name" });
      await stage.apply(source("six"));
      const began = Date.now();
      await until("the screen again", () => equals(it), 20);
      expect(Date.now() - began).toBeLessThan(5000);
      await ends(it);
    });

    test("two windows on one kubeconfig: each with its own line, and one survives the other", async () => {
      const { file, config, put } = await ownFile("windows");
      const [first, second] = [await looking(file), await looking(file)];
      await until("the first", () => equals(first));
      await until("the second", () => equals(second));
      const { desk } = first.seat;
      const target = {
        group: "source.toolkit.fluxcd.io",
        kind: "GitRepository",
        namespace: space,
        name: "one",
      };
      const read = well(await readObject(desk, target, never));
      const action = actions.suspend(read, "ann", "a hunt", new Date().toISOString());
      well(await write(desk.session, desk.pin, action, desk.ports, never));
      expect([first.seat.questions.length, second.seat.questions.length]).toEqual([1, 0]);
      const began = Date.now();
      await until("the other window", () => second.text().includes("by ann: a hunt"), 20);
      await until("both", async () => (await equals(first)) && (await equals(second)), 20);
      expect(Date.now() - began).toBeLessThan(5000);
      await ends(first);
      put({ ...config, "current-context": "" });
      await second.seat.desk.session.reread();
      await stage.remove(pathOf("one"));
      await until("the second goes on", () => equals(second));
      await ends(second);
    });

    test("a viewer is refused each change, and goes on seeing", async () => {
      const it = await looking(cluster.viewer);
      await until("the screen", () => equals(it));
      const { desk, connection } = it.seat;
      await stage.apply(source("one"));
      const target = {
        group: "source.toolkit.fluxcd.io",
        kind: "GitRepository",
        namespace: space,
        name: "one",
      };
      const read = well(await readObject(desk, target, never));
      const tried = async (action: Parameters<typeof write>[2]) =>
        (await write(desk.session, desk.pin, action, desk.ports, never)).failure?.sentence;
      expect(await tried(actions.resume(read))).toBe(
        `forbidden: cannot patch gitrepositories/one in ${space}`,
      );
      expect(await tried(actions.remove(read))).toBe(
        `forbidden: cannot delete gitrepositories/one in ${space}`,
      );
      const secrets = await connection.get(`/api/v1/namespaces/${space}/secrets`, never);
      expect(secrets.failure?.sentence).toBe(`forbidden: cannot list secrets in ${space}`);
      await until("the screen still", () => equals(it));
      await ends(it);
    });

    test("after all of it, nothing was left unhandled", () => {
      expect(unhandled).toEqual([]);
    });
  });
}
