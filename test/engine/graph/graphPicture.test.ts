import { expect, test } from "vitest";
import type { GraphChoice, GraphPicture } from "../../../protocol/graphView.ts";
import { graphPicture } from "../../../server/engine/graph/picture/graphPicture.ts";
import { bootstrap, graphIn, kustomization } from "./graphIn.ts";

const ALL: GraphChoice = {
  layer: "files",
  namespaces: [],
  kinds: [],
  states: [],
  expanded: [],
  collapsed: [],
};

const graph = graphIn(
  `${bootstrap()}${kustomization("infra", ["wait: true"])}${kustomization("apps", ["dependsOn: [{ name: infra, readyExpr: dep.status.phase == 'ok' }]"])}${kustomization("web", ["dependsOn: [{ name: gone }]"])}`,
);

const idOf = (name: string): string =>
  graph.nodes.find((it) => it.kind === "Kustomization" && it.name === name)?.id ?? "";

const shown = (choice: Partial<GraphChoice> = {}) => graphPicture(graph, { ...ALL, ...choice });

const names = ({ nodes }: GraphPicture<unknown>): string =>
  nodes.map((it) => `${it.kind} ${it.name}`).join(", ");

/** The heads of waves, and in each its boxes with what they say. */
function words({ groups, nodes, edges, summary }: GraphPicture<unknown>): string {
  const lines = groups.flatMap(({ title, summary: count, bands }, group) => [
    `${title}: ${count}`,
    ...bands.flatMap((it, band) => [
      `  ${[it.title, it.earliest, it.latest].filter(Boolean).join(" · ")}`,
      ...nodes
        .filter((node) => node.group === group && node.band === band)
        .map(({ kind, name, state, change = "", message, applies }) => {
          const said = [`${kind} ${name}`, state.name, state.mood, change, message];
          return `    ${[...said, applies ? `applies ${applies}` : ""].filter(Boolean).join(" | ")}`;
        }),
    ]),
  ]);
  const drawn = edges.map(({ first, next, type, words: when }) => {
    const [from, to] = [nodes[first]?.name, nodes[next]?.name];
    return `  ${from} → ${to} ${type}${when === "" ? "" : `, ${when}`}`;
  });
  return `\n${[...lines, "lines", ...drawn, summary].join("\n")}\n`;
}

test("waves, boxes and lines", () => {
  expect(words(shown())).toMatchInlineSnapshot(`
    "
    cluster clusters/prod: 6 nodes, 2 in trouble
      Before · there before
        GitRepository flux-system | in order | good | There before everything starts.
      Wave 0 · at once
        Kustomization flux-system | in order | good | Starts at once. | applies 4
      Wave 1 · at once
        Kustomization infra | in order | good | Starts at once. | applies 1
      Wave 2 · after 30 s · at the latest after 330 s
        Kustomization apps | in order | good | Starts after 30 s, at the latest after 330 s. | applies 1
      Never · something is in the way
        Kustomization gone | not found | bad | Nothing here gives it. Kustomization flux-system/web names it.
        Kustomization web | something missing | bad | Waits for Kustomization flux-system/gone, which nothing here gives; it never starts. | applies 1
    lines
      flux-system → flux-system applies, applies
      flux-system → apps applies, applies
      flux-system → infra applies, applies
      flux-system → web applies, applies
      flux-system → apps source, source
      flux-system → flux-system source, source
      flux-system → infra source, source
      flux-system → web source, source
      infra → apps dependsOn, when dep.status.phase == 'ok'
      gone → web dependsOn
    6 nodes, 10 edges
    "
  `);
});

test("boxes stand in the bands of their waves, and none on another", () => {
  const { nodes, groups, width, height } = shown();
  for (const { x, y, width: wide, height: high, group, band } of nodes) {
    const column = groups[group]?.bands[band];
    expect(x).toBeGreaterThanOrEqual(column?.x ?? Number.NaN);
    expect(x + wide).toBeLessThanOrEqual((column?.x ?? 0) + (column?.width ?? 0));
    expect(y + high).toBeLessThanOrEqual(height);
    expect(x + wide).toBeLessThanOrEqual(width);
    expect(
      nodes.filter((it) => it.x === x && it.y < y + high && y < it.y + it.height),
    ).toHaveLength(1);
  }
});

test("focus leaves what comes before and after", () => {
  const picture = shown({ focus: idOf("apps") });
  expect(names(picture)).toBe(
    "GitRepository flux-system, Kustomization flux-system, Kustomization infra, Kustomization apps",
  );
  expect([picture.focus, picture.summary]).toEqual([idOf("apps"), "4 of 6 nodes, 7 edges"]);
});

test("a focus that is gone leaves all", () => {
  const picture = shown({ focus: "gone" });
  expect([picture.focus, picture.nodes.length]).toEqual([undefined, 6]);
});

test("filters by kind and by state, and what there is to choose from", () => {
  expect(names(shown({ kinds: ["GitRepository"] }))).toBe("GitRepository flux-system");
  expect(names(shown({ states: ["something missing"] }))).toBe("Kustomization web");
  expect(names(shown({ namespaces: ["elsewhere"] }))).toBe("");
  expect(shown({ kinds: ["GitRepository"] }).choices).toEqual({
    namespaces: [{ name: "flux-system", count: 6 }],
    kinds: [
      { name: "GitRepository", count: 1 },
      { name: "Kustomization", count: 5 },
    ],
    states: [
      { name: "in order", count: 4 },
      { name: "not found", count: 1 },
      { name: "something missing", count: 1 },
    ],
  });
});

test("what an expanded node applies stays, whatever the filter", () => {
  const picture = shown({ expanded: [idOf("infra")], kinds: ["Kustomization"] });
  expect(names(picture)).toContain("ConfigMap infra");
  expect(names(picture)).not.toContain("ConfigMap apps");
  expect(picture.nodes.filter((it) => it.isExpanded).map((it) => it.name)).toEqual(["infra"]);
});

test("of a folded cluster only the head is left", () => {
  const { groups, nodes, edges } = shown({ collapsed: ["cluster clusters/prod"] });
  expect(groups.map((it) => [it.title, it.summary, it.isCollapsed, it.height])).toEqual([
    ["cluster clusters/prod", "6 nodes, 2 in trouble", true, 40],
  ]);
  expect([nodes, edges]).toEqual([[], []]);
});

test("places of boxes and lines are where they are written", () => {
  const { nodes, edges, places } = shown();
  const apps = nodes.find((it) => it.name === "apps");
  const needs = edges.find((it) => it.words.startsWith("when"));
  expect([places[apps?.place ?? -1]?.path, places[needs?.place ?? -1]?.path]).toEqual([
    "clusters/prod/apps.yaml",
    "clusters/prod/apps.yaml",
  ]);
});

test("in a room that is higher than wide, waves go down", () => {
  const room = { width: 460, height: 640 };
  const { flow, nodes, groups, width, height, edges } = graphPicture(graph, { ...ALL, room });
  expect([flow, shown().flow]).toEqual(["down", "right"]);
  for (const { x, y, width: wide, height: high, group, band } of nodes) {
    const { corner, bands, y: top } = groups[group] ?? { corner: { x: 0 }, bands: [], y: 0 };
    const row = bands[band];
    expect(x).toBeGreaterThanOrEqual(corner.x);
    expect(y).toBeGreaterThanOrEqual(top + (row?.y ?? Number.NaN));
    expect(y + high).toBeLessThanOrEqual(top + (row?.y ?? 0) + (row?.height ?? 0));
    expect([x + wide <= width, y + high <= height]).toEqual([true, true]);
    expect(nodes.filter((it) => it.y === y && it.x < x + wide && x < it.x + it.width)).toHaveLength(
      1,
    );
  }
  const lows = groups[0]?.bands.map((it) => it.y) ?? [];
  expect(lows).toEqual([...lows].sort((a, b) => a - b));
  // What comes later in time stands lower.
  const { first = 0, next = 0 } = edges.find((it) => it.type === "dependsOn") ?? {};
  expect(nodes[first]?.y).toBeLessThan(nodes[next]?.y ?? 0);
});

test("waves go the way that is chosen, whatever the room", () => {
  const wide = { width: 1600, height: 700 };
  const flowOf = (choice: Parameters<typeof graphPicture>[1]) => graphPicture(graph, choice).flow;
  expect(flowOf({ ...ALL, room: wide })).toBe("right");
  expect(flowOf({ ...ALL, room: wide, flow: "down" })).toBe("down");
  expect(flowOf({ ...ALL, room: { width: 300, height: 900 }, flow: "right" })).toBe("right");
  expect(flowOf({ ...ALL, flow: "down" })).toBe("down");
});

test("a step of many boxes stands in several rows", () => {
  const names = [...Array(9).keys()].map((it) => `app-${it}`);
  const many = graphIn(`${bootstrap()}${names.map((it) => kustomization(it)).join("")}`);
  const room = { width: 460, height: 640 };
  const { nodes, groups, width } = graphPicture(many, { ...ALL, room, flow: "down" });
  const own = nodes.filter(({ name }) => names.includes(name));
  const rows = [...new Set(own.map((it) => it.y))].map(
    (y) => own.filter((it) => it.y === y).length,
  );
  expect(rows).toEqual([3, 3, 3]);
  expect(new Set(own.map((it) => it.band)).size).toBe(1);
  expect(width * 0.5).toBeLessThan(460);
  expect(groups[0]?.bands.map((it) => it.title)).toEqual(["Before", "Wave 0", "Wave 1"]);
});
