import { expect, test } from "vitest";
import { twinRows } from "../../../client/browser/selectors/twinRows.ts";
import { selectorsDrawn } from "../../support/selectorsTold.ts";
import { canaryScene, WEIGHTED } from "./scenes.ts";

const workload = (name: string, labels: string): string => `
  ---
  apiVersion: apps/v1
  kind: Deployment
  metadata: { name: ${name}, namespace: store }
  spec:
    selector: { matchLabels: { app: ${name} } }
    template:
      metadata: { labels: { ${labels} } }
      spec: { containers: [{ name: a, image: "a:1" }] }
`;

const service = (name: string, selector: string): string => `
  ---
  apiVersion: v1
  kind: Service
  metadata: { name: ${name}, namespace: store }
  spec: { selector: { ${selector} }, ports: [{ port: 80 }] }
`;

const others = (count: number): string =>
  [...Array(count).keys()]
    .map((it) => `other-${String(it).padStart(2, "0")}`)
    .map((it) => workload(it, `app: ${it}, team: web`))
    .join("");

const boxes = (source: string, subject: string, moment = 0): readonly string[] =>
  selectorsDrawn(source, subject)
    .moments[moment]?.nodes.filter((it) => it.column !== "label")
    .map(({ kind, name, lines }) => [`${kind} ${name}`.trim(), ...lines].join("; ")) ?? [];

/** A Service finds the pods of the Canary's target and those of others. */
const among = (count: number) =>
  `${canaryScene("linkerd", WEIGHTED)}${service("team", "team: web")}${others(count)}`;

test("workloads that only share a Service with the Canary are a number", () => {
  expect(boxes(among(20), "Canary/shop")).toEqual([
    "Service team; selects team=web",
    "Deployment shop; 3 pods",
    "20 more workloads; found by Service team",
  ]);
});

test("in all moments the same is summed up, and told in the table", () => {
  const { moments } = selectorsDrawn(among(20), "Canary/shop");
  expect(moments.map((it) => it.nodes.find(({ count }) => count)?.count)).toEqual(
    moments.map(() => 20),
  );
  const [git] = moments;
  expect(git && twinRows(git).rows.map((it) => it.join(" | "))).toEqual([
    "Service team | selects team=web | Deployment shop; 20 more workloads | ",
    "Deployment shop | 3 pods | app: shop (picked); team: web | ",
    "20 more workloads | found by Service team |  | ",
  ]);
});

test("whoever asks for all gets all", () => {
  const [git] = selectorsDrawn(among(20), "Canary/shop", true).moments;
  expect(git?.nodes.filter((it) => it.column === "pods")).toHaveLength(21);
});

test("a few have boxes of their own", () => {
  expect(boxes(among(3), "Canary/shop")).toEqual([
    "Service team; selects team=web",
    "Deployment shop; 3 pods",
    "Deployment other-00; 1 pod",
    "Deployment other-01; 1 pod",
    "Deployment other-02; 1 pod",
  ]);
});

test("of many that a Service finds, the first stand for all, and who selects others is counted", () => {
  const own = [...Array(20).keys()].map((it) =>
    service(`one-${it}`, `app: other-${String(it).padStart(2, "0")}`),
  );
  const source = `
  #- a.yaml${service("team", "team: web").replace("---", "")}${others(20)}${own.join("")}`;
  const shown = boxes(source, "Service/team");
  expect(shown.filter((it) => it.startsWith("Deployment"))).toHaveLength(12);
  expect(shown.filter((it) => it.includes(" more "))).toEqual([
    "8 more Services; none finds these pods",
    "8 more workloads; found by Service team",
  ]);
  const { summary, faults } = selectorsDrawn(source, "Service/team");
  expect(summary).toBe(
    "Service team finds the pods of Deployment other-00, Deployment other-01, Deployment other-02 and 17 more.",
  );
  expect(faults.map((it) => it.message)).toEqual([
    "Service team finds the pods of Deployment other-00, Deployment other-01, Deployment other-02 and 17 more: a request may go to any of them.",
  ]);
});

test("what is wrong has a box of its own, wherever it stands", () => {
  const source = `
  #- a.yaml${service("team", "team: web").replace("---", "")}${others(20)}${workload("wrong", "team: web")}`;
  expect(boxes(source, "Service/team")).toContain("Deployment wrong; 1 pod");
});
