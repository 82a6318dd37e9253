import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { insideOf } from "../../demo/apiserver/inside.ts";
import { type Demo, startDemo } from "../../demo/main.ts";
import { clusterScene } from "./clusterScene.ts";
import { dice } from "./dice.ts";
import { type FaultyLine, faultyLine } from "./faultyLine.ts";
import { type Onlooker, onlooker, truthBy } from "./onlooker.ts";
import { putScene } from "./scene.ts";
import { seatAt, until } from "./support.ts";

/** One kind of trouble on a demo cluster. */
export interface Trouble {
  readonly name: string;
  readonly begin: (world: World) => void | Promise<void>;
  readonly end: (world: World) => void | Promise<void>;
  /** Seconds that it lasts: at least, at most. */
  readonly lasts: readonly [number, number];
  /** What must be said of it meanwhile. */
  readonly says?: RegExp;
  /** A kubeconfig made of the usual one. */
  readonly kubeconfig?: (text: string, folder: string) => string;
  readonly more?: (demo: Demo) => void;
}

export interface World {
  readonly demo: Demo;
  readonly line: FaultyLine;
  readonly file: string;
  readonly kubeconfig: string;
  readonly onlooker: Onlooker;
}

/** What came of a trial. */
export interface Trial {
  /** Milliseconds from the end of the trouble until the screen showed the server's state again. */
  readonly recovery: number;
  /** What was left after disconnecting; empty when all is well. */
  readonly left: string;
}

/** A demo cluster in one kind of trouble, at moments that a seed chooses, while somebody looks. */
export async function tryTrouble(trouble: Trouble, seed: number): Promise<Trial> {
  const random = dice(seed);
  const folder = mkdtempSync(join(tmpdir(), "trouble-"));
  const demo = await startDemo();
  putScene(
    demo,
    clusterScene((minutes) => new Date(started - minutes * 60_000).toISOString()),
  );
  trouble.more?.(demo);
  const line = await faultyLine(Number(new URL(demo.url).port));
  const file = join(folder, "kubeconfig");
  const usual = demo.kubeconfig.replaceAll(demo.url, `https://127.0.0.1:${line.port}`);
  const kubeconfig = trouble.kubeconfig?.(usual, folder) ?? usual;
  writeFileSync(file, kubeconfig);
  const straight = join(folder, "straight");
  writeFileSync(straight, demo.kubeconfig);
  const reader = await seatAt(straight);
  const looking = await onlooker(file);
  const world: World = { demo, line, file, kubeconfig, onlooker: looking };
  const equals = async () => looking.text() === (await truthBy(reader));
  try {
    await until("the first picture", equals);
    await wait(random() * 4000);
    await trouble.begin(world);
    await wait(random() * 300);
    changeSomething(demo, random);
    const [least, most] = trouble.lasts;
    await wait((least + random() * (most - least)) * 1000);
    if (trouble.says) await until(`${trouble.says}`, () => trouble.says?.test(told(looking)), 15);
    changeSomething(demo, random);
    await trouble.end(world);
    const ended = performance.now();
    const truth = await truthBy(reader);
    await until(
      "the server's state",
      () => looking.live.state().kind === "connected" && looking.text() === truth,
      90,
    );
    const recovery = performance.now() - ended;
    looking.close();
    await until("all lines to end", () => line.lines() === 0, 5).catch(() => {});
    return { recovery, left: leftOf(line.lines(), looking.timers()) };
  } finally {
    looking.close();
    reader.close();
    await line.close();
    await demo.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const started = Date.now();
const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** What the person reads of the line and of what could not be read over it. */
export function told({ live }: Onlooker): string {
  const state = live.state();
  const parts = live.watched().flatMap((it) => it.parts.map((part) => sentence(part.state)));
  return [`${state.kind}: ${sentence(state)}`, ...new Set(parts)].join("\n");
}

const sentence = (state: object): string => ("sentence" in state ? String(state.sentence) : "");

const leftOf = (lines: number, timers: number): string =>
  [lines > 0 ? `${lines} lines` : "", timers > 0 ? `${timers} timers` : ""]
    .filter(Boolean)
    .join(" and ");

/** Something comes, something else goes, and a third thing is no longer well. */
function changeSomething(demo: Demo, random: () => number): void {
  const inside = insideOf(demo.cluster, "trial");
  const place = (name: string) => ({
    apiVersion: "kustomize.toolkit.fluxcd.io/v1",
    kind: "Kustomization",
    namespace: "flux-system",
    name,
  });
  const number = Math.floor(random() * 1e9);
  inside.apply({
    apiVersion: "kustomize.toolkit.fluxcd.io/v1",
    kind: "Kustomization",
    metadata: { name: `new-${number}`, namespace: "flux-system" },
    spec: {
      interval: "1m",
      path: `./${number}`,
      prune: true,
      sourceRef: { kind: "GitRepository", name: "flux-system" },
    },
  });
  if (random() < 0.5) inside.remove(place("tools"));
  const condition = {
    type: "Ready",
    status: random() < 0.5 ? "True" : "False",
    reason: "BuildFailed",
    message: `trial ${number}`,
    lastTransitionTime: new Date(started).toISOString(),
    observedGeneration: 1,
  };
  inside.patch(
    place("infrastructure"),
    { status: { observedGeneration: 1, conditions: [condition] } },
    "status",
  );
}
