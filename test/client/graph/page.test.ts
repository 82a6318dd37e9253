import { expect, test } from "vitest";
import { arounds } from "../../../client/browser/graph/arounds.ts";
import {
  bringing,
  centred,
  fitted,
  kept,
  legible,
  moved,
  opening,
  pointAt,
  showing,
  steady,
  zoomed,
} from "../../../client/browser/graph/camera.ts";
import { distanceOf } from "../../../client/browser/graph/distance.ts";
import { boundsOf } from "../../../client/browser/graph/lines.ts";
import { matches } from "../../../client/browser/graph/matches.ts";
import { nodeWords } from "../../../client/browser/graph/nodeWords.ts";
import { isIn, sightOf } from "../../../client/browser/graph/sight.ts";
import { toggled } from "../../../client/browser/graph/toggled.ts";
import { TWIN_HEAD, twinRows } from "../../../client/browser/graph/twinRows.ts";
import { walk } from "../../../client/browser/graph/walk.ts";
import type { GraphChoice } from "../../../protocol/graphView.ts";
import { graphPicture } from "../../../server/engine/graph/picture/graphPicture.ts";
import { bootstrap, graphIn, kustomization } from "../../engine/graph/graphIn.ts";

const ALL: GraphChoice = {
  layer: "files",
  namespaces: [],
  kinds: [],
  states: [],
  expanded: [],
  collapsed: [],
};

const source = graphIn(
  `${bootstrap()}${kustomization("infra", ["wait: true"])}${kustomization("apps", ["dependsOn: [{ name: infra, readyExpr: dep.status.phase == 'ok' }]"])}${kustomization("web", ["dependsOn: [{ name: infra }, { name: gone }]"])}`,
);

const picture = graphPicture(source, ALL);

const indexOf = (name: string): number =>
  picture.nodes.findIndex((it) => it.kind === "Kustomization" && it.name === name);

const nameAt = (index: number | undefined) => picture.nodes[index ?? -1]?.name;

test("the table says what the picture shows", () => {
  const text = twinRows(picture).flatMap(({ title, rows }) => [
    title,
    TWIN_HEAD.join(" | "),
    ...rows.map((it) => it.cells.join(" | ")),
  ]);
  expect(`\n${text.join("\n")}\n`).toMatchInlineSnapshot(`
    "
    cluster clusters/prod: 6 nodes, 2 in trouble
    Wave | Node | State | Before it | After it | To know
    Before, there before | GitRepository flux-system/flux-system | in order | is applied by flux-system | is the source of apps, flux-system, infra, web | There before everything starts. Every 60 s.
    Wave 0, at once | Kustomization flux-system/flux-system | in order | takes files from flux-system | applies flux-system, apps, infra, web | Starts at once. ./clusters/prod, every 10 min.
    Wave 1, at once | Kustomization flux-system/infra | in order | is applied by flux-system; takes files from flux-system | is waited for by apps (when dep.status.phase == 'ok'), web | Starts at once. ./infra, every 10 min, healthy within 5 min.
    Wave 2, after 30 s | Kustomization flux-system/apps | in order | is applied by flux-system; takes files from flux-system; waits for infra (when dep.status.phase == 'ok') |  | Starts after 30 s, at the latest after 330 s. Nothing waits for this, so Flux will not wait for it either. ./apps, every 10 min.
    Never, something is in the way | Kustomization flux-system/gone | not found |  | is waited for by web | Nothing here gives it. Kustomization flux-system/web names it.
    Never, something is in the way | Kustomization flux-system/web | something missing | is applied by flux-system; takes files from flux-system; waits for gone, infra |  | Waits for Kustomization flux-system/gone, which nothing here gives; it never starts. ./web, every 10 min.
    "
  `);
});

test("arrows go along the lines, and through columns", () => {
  const infra = indexOf("infra");
  expect(nameAt(walk(picture, infra, "right"))).toBe("apps");
  expect(nameAt(walk(picture, indexOf("apps"), "left"))).toBe("infra");
  const { x, group } = picture.nodes[infra] ?? {};
  const column = picture.nodes.filter((it) => it.x === x && it.group === group);
  const below = column
    .filter((it) => it.y > (picture.nodes[infra]?.y ?? 0))
    .sort((a, b) => a.y - b.y)[0]?.name;
  expect(nameAt(walk(picture, infra, "down"))).toBe(below);
  expect(walk(picture, 99, "left")).toBeUndefined();
});

test("where waves go down, the other arrows follow the lines", () => {
  const down = graphPicture(source, { ...ALL, flow: "down" });
  const at = (name: string) =>
    down.nodes.findIndex((it) => it.kind === "Kustomization" && it.name === name);
  expect(down.nodes[walk(down, at("infra"), "down") ?? -1]?.name).toBe("apps");
  expect(walk(down, at("apps"), "up")).toBe(at("infra"));
  for (const index of down.nodes.keys()) {
    const right = walk(down, index, "right");
    if (right !== undefined) expect(walk(down, right, "left")).toBe(index);
  }
});

test("from anywhere, arrows come back where they came from in a column", () => {
  const three = ["a", "b", "c"].map((it) => kustomization(it)).join("");
  const stacked = graphPicture(graphIn(`${bootstrap()}${three}`), ALL);
  const steps = [...stacked.nodes.keys()].flatMap((index) => {
    const down = walk(stacked, index, "down");
    return down === undefined ? [] : [{ index, back: walk(stacked, down, "up") }];
  });
  expect(steps).toHaveLength(2);
  expect(steps.filter((it) => it.index !== it.back)).toEqual([]);
});

test("a search finds words in any order, names that begin with them first", () => {
  expect(matches(picture.nodes, "kustomization INFRA").map(nameAt)).toEqual(["infra"]);
  expect(matches(picture.nodes, "missing").map(nameAt)).toEqual(["web"]);
  expect(matches(picture.nodes, "  ")).toEqual([]);
  expect(matches(picture.nodes, "nothing of that name")).toEqual([]);
});

test("a box in words", () => {
  const index = indexOf("apps");
  const node = picture.nodes[index];
  const neighbours = arounds(picture)[index];
  if (!node || !neighbours) throw new Error("There is no such node.");
  expect(nodeWords(node, "Wave 2", neighbours)).toBe(
    "Kustomization apps in flux-system: in order. Wave 2. Needs 3, nothing follows.",
  );
});

const view = { width: 800, height: 600 };

test("all of a picture fits, and small ones are not blown up", () => {
  expect(fitted({ width: 4000, height: 300 }, view)).toEqual({ x: 12, y: 12, zoom: 0.194 });
  expect(fitted({ width: 100, height: 100 }, view)).toEqual({ x: 350, y: 12, zoom: 1 });
});

test("as much of a picture is fitted as can be read, with a box of it in view", () => {
  const small = { width: 1000, height: 500, flow: "right" } as const;
  expect(legible(small, view, undefined)).toEqual(fitted(small, view));
  const long = { width: 4000, height: 500, flow: "right" } as const;
  expect(legible(long, view, undefined)).toEqual({ x: 12, y: 12, zoom: 0.45 });
  const last = { x: 3800, y: 100, width: 184, height: 60 };
  const camera = legible(long, view, last);
  expect(camera.zoom).toBe(0.45);
  expect((last.x + last.width) * camera.zoom + camera.x).toBeCloseTo(800 - 12);
  const high = { width: 300, height: 9000, flow: "right" } as const;
  expect(legible(high, view, undefined).x).toBe((800 - 300 * 0.45) / 2);
});

test("a picture that is read downwards is as wide as the view", () => {
  const page = { width: 1200, height: 9000, flow: "down" } as const;
  const zoom = (800 - 2 * 12) / 1200;
  const camera = legible(page, view, undefined);
  expect([camera.zoom, camera.y]).toEqual([zoom, 12]);
  expect(camera.x).toBeCloseTo(12);
  expect(opening(page, view, undefined)).toEqual(camera);
  expect(legible({ ...page, width: 300 }, view, undefined)).toEqual({ x: 250, y: 12, zoom: 1 });
  expect(legible({ ...page, width: 4000 }, view, undefined).zoom).toBe(0.38);
});

test("a point of the view is one of the picture", () => {
  expect(pointAt({ x: -20, y: 10, zoom: 0.5 }, { x: 80, y: 60 })).toEqual({ x: 200, y: 100 });
});

test("a point comes to the middle, but no room is left beside the picture", () => {
  const view = { width: 400, height: 300 };
  const large = { width: 4000, height: 2000 };
  const camera = { x: 0, y: 0, zoom: 0.5 };
  const at = (x: number, y: number) => showing({ x, y }, camera, large, view);
  expect(at(2000, 1000)).toEqual({ zoom: 0.5, x: -800, y: -350 });
  expect(at(0, 0)).toEqual({ zoom: 0.5, x: 12, y: 12 });
  expect(at(4000, 2000)).toEqual({ zoom: 0.5, x: 400 - 2000 - 12, y: 300 - 1000 - 12 });
  const low = { width: 4000, height: 100 };
  expect(showing({ x: 2000, y: 0 }, camera, low, view)).toEqual({ zoom: 0.5, x: -800, y: 12 });
});

test("what is in sight, and what is about to be", () => {
  const sight = sightOf({ x: -100, y: -50, zoom: 0.5 }, view);
  expect(sight).toEqual({ x: 200, y: 100, width: 1600, height: 1200 });
  const box = { x: 100, y: 110, width: 90, height: 60 };
  expect(isIn(box, sight)).toBe(false);
  expect(isIn(box, sightOf({ x: -100, y: -50, zoom: 0.5 }, view, 20))).toBe(true);
});

test("lines are looked for where their points are", () => {
  expect(boundsOf("M0 10C20 10 20 -30 40.5 -30L100 -30", { x: 16, y: 92 })).toEqual({
    x: 16,
    y: 62,
    width: 101,
    height: 41,
  });
  for (const { path, group } of picture.edges) {
    const box = boundsOf(path, picture.groups[group]?.corner ?? { x: 0, y: 0 });
    expect(isIn(box, { x: 0, y: 0, width: picture.width, height: picture.height })).toBe(true);
  }
});

test("so much of a box is read from so far away", () => {
  expect([0.29, 0.3, 0.54, 0.55].map(distanceOf)).toEqual(["far", "middle", "middle", "near"]);
});

test("a large picture opens where it begins", () => {
  const first = { x: 10, y: 4000, width: 100, height: 60 };
  const camera = opening({ width: 9000, height: 9000, flow: "right" }, view, first);
  expect(camera.zoom).toBe(0.85);
  expect(first.y * camera.zoom + camera.y).toBe(300);
});

test("zoom keeps the point under the pointer, and has limits", () => {
  const camera = zoomed({ x: 0, y: 0, zoom: 1 }, 2, { x: 100, y: 50 });
  expect(camera).toEqual({ x: -100, y: -50, zoom: 2 });
  expect(zoomed(camera, 100, { x: 0, y: 0 }).zoom).toBe(3);
  expect(zoomed(camera, 0.0001, { x: 0, y: 0 }).zoom).toBe(0.04);
});

test("nothing moves a picture out of sight", () => {
  const camera = moved(
    { x: 0, y: 0, zoom: 1 },
    { x: -9000, y: 9000 },
    { width: 1000, height: 500 },
    view,
  );
  expect(camera).toEqual({ x: 80 - 1000, y: 600 - 80, zoom: 1 });
  expect(kept(camera, { width: 1000, height: 500 }, view)).toEqual(camera);
});

test("a box is brought into view by as little as it takes", () => {
  const camera = { x: 0, y: 0, zoom: 1 };
  expect(bringing(camera, { x: 100, y: 100, width: 50, height: 50 }, view)).toEqual(camera);
  expect(bringing(camera, { x: 900, y: 100, width: 50, height: 50 }, view)).toEqual({
    x: -162,
    y: 0,
    zoom: 1,
  });
  expect(bringing(camera, { x: -30, y: 700, width: 50, height: 50 }, view)).toEqual({
    x: 42,
    y: -162,
    zoom: 1,
  });
});

test("in the middle, and large enough to be read, but with no room beside the picture", () => {
  const box = { x: 2100, y: 1100, width: 50, height: 50 };
  const far = { x: 0, y: 0, zoom: 0.1 };
  const large = { width: 4000, height: 4000, flow: "right" } as const;
  expect(centred(far, box, large, view)).toEqual({
    x: 400 - 2125 * 0.42,
    y: 300 - 1125 * 0.42,
    zoom: 0.42,
  });
  expect(centred(far, { ...box, x: 100, y: 100 }, large, view)).toEqual({
    x: 12,
    y: 12,
    zoom: 0.42,
  });
  expect(centred(far, box, { ...large, flow: "down" }, view).zoom).toBe(0.38);
});

test("what is chosen does not run away when the picture changes", () => {
  const camera = steady({ x: 10, y: 10, zoom: 0.5 }, { x: 100, y: 100 }, { x: 140, y: 60 });
  expect(camera).toEqual({ x: -10, y: 30, zoom: 0.5 });
});

test("one more in a list, and out of it again", () => {
  expect(toggled(["a"], "b")).toEqual(["a", "b"]);
  expect(toggled(["a", "b"], "a")).toEqual(["b"]);
});
