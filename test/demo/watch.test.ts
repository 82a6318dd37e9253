import { expect, test } from "vitest";
import type { ApiResponse } from "../../demo/apiserver/apiRequest.ts";
import { asked, map } from "./support/asked.ts";

const maps = "/api/v1/namespaces/apps/configmaps";

/** Follows a watch: `TYPE name`, a line for every event, and when it ends. */
function followed({ body, stream }: ApiResponse) {
  const told: string[] = [];
  const take = (text: string) => {
    for (const line of text.split("\n").filter((it) => it !== "")) {
      const { type, object } = JSON.parse(line) as {
        readonly type: string;
        readonly object: {
          readonly metadata: { readonly name?: string };
          readonly message?: string;
        };
      };
      told.push(`${type} ${object.metadata.name ?? object.message ?? ""}`.trim());
    }
  };
  take(body);
  const stop = stream?.(take, () => told.push("(end)"));
  return { told, stop: () => stop?.() };
}

test("a watch tells what happens after it began, and only what it asked for", () => {
  const { ask, cluster } = asked();
  ask(`POST ${maps}`, map("old", { tier: "front" }));
  const before = cluster.store.listeners();
  const watch = followed(ask(`GET ${maps}?watch=true&labelSelector=tier%3Dfront`).response);
  ask(`POST ${maps}`, map("new", { tier: "front" }));
  ask(`POST ${maps}`, map("other", { tier: "back" }));
  ask(
    `PATCH ${maps}/other`,
    { metadata: { labels: { tier: "front" } } },
    { type: "application/merge-patch+json" },
  );
  ask(
    `PATCH ${maps}/old`,
    { metadata: { labels: { tier: "back" } } },
    { type: "application/merge-patch+json" },
  );
  ask(`DELETE ${maps}/new`);
  expect(watch.told).toEqual([
    "ADDED old",
    "ADDED new",
    "ADDED other",
    "DELETED old",
    "DELETED new",
  ]);
  watch.stop();
  ask(`DELETE ${maps}/other`);
  expect(watch.told).toHaveLength(5);
  expect(cluster.store.listeners()).toBe(before);
});

test("a version that is forgotten is too old to watch from", () => {
  const { ask, cluster } = asked();
  ask(`POST ${maps}`, map("a"));
  cluster.store.compact();
  const now = cluster.store.version();
  const watch = followed(ask(`GET ${maps}?watch=true&resourceVersion=1`).response);
  expect(watch.told).toEqual([`ERROR too old resource version: 1 (${now})`]);
});

test("bookmarks come every minute, and the watch ends when its time is over", () => {
  const timers: { readonly at: number; readonly call: () => void; off?: true }[] = [];
  let now = 0;
  const { ask } = asked({
    after(milliseconds, call) {
      const timer: (typeof timers)[number] = { at: now + milliseconds, call };
      timers.push(timer);
      return () => {
        timer.off = true;
      };
    },
  });
  const watch = followed(
    ask(`GET ${maps}?watch=true&allowWatchBookmarks=true&timeoutSeconds=150`).response,
  );
  for (now = 0; now <= 150_000; now += 10_000) {
    for (const it of timers.filter((timer) => timer.at === now && !timer.off)) it.call();
  }
  expect(watch.told).toEqual(["BOOKMARK", "BOOKMARK", "(end)"]);
  watch.stop();
  expect(timers.filter((it) => it.at > now && !it.off)).toEqual([]);
});
