import type { Event } from "../call.ts";
import type { Tick } from "../simulation.ts";
import type { Simulation } from "./run.ts";
import { wrapped } from "./wrapped.ts";

/** What people do between ticks, in words, by tick. */
export type EditWords = ReadonlyMap<number, readonly string[]>;

/** No line is longer, so that it is readable in a pull request. */
const WIDTH = 100;
const BAR = 8;

/** A rollout as a table: tick, time, phase, share of the traffic, failed checks, and what happens. */
export function table({ ticks }: Simulation, threshold: number, edits: EditWords): string {
  const phases = Math.max(5, ...ticks.map((it) => it.status?.phase.length ?? 4));
  const fails = Math.max(5, `${threshold}/${threshold}`.length);
  const left = (cells: Cells) =>
    `${cells.tick.padStart(4)}  ${cells.time.padStart(6)}  ${cells.phase.padEnd(phases)}  ` +
    `${cells.weight.padEnd(BAR + 6)}  ${cells.fails.padStart(fails)}  `;
  const indent = left(EMPTY).length;
  const lines = [`${left(HEAD)}what happens`];
  for (const { tick, more } of grouped(ticks, edits)) {
    const said = whatHappens(tick, edits.get(tick.tick) ?? []);
    const texts = said.flatMap((it) => wrapped(it, WIDTH - indent));
    const cells = cellsOf(tick, threshold);
    lines.push(
      ...(texts.length > 0 ? texts : ["–"]).map(
        (text, index) => `${left(index === 0 ? cells : EMPTY)}${text}`,
      ),
    );
    if (more > 0) lines.push(`${left({ ...EMPTY, tick: "⋮" })}${again(more)}`);
  }
  return lines.map((it) => `${it.trimEnd()}\n`).join("");
}

interface Cells {
  readonly tick: string;
  readonly time: string;
  readonly phase: string;
  readonly weight: string;
  readonly fails: string;
}

const EMPTY: Cells = { tick: "", time: "", phase: "", weight: "", fails: "" };
const HEAD: Cells = {
  tick: "tick",
  time: "time",
  phase: "phase",
  weight: "canary",
  fails: "fails",
};

const again = (more: number): string =>
  more === 1 ? "once more like this" : `${more} more ticks like this`;

function cellsOf(tick: Tick, threshold: number): Cells {
  const { status, routes } = tick;
  const weight = routes?.canary ?? status?.canaryWeight ?? 0;
  const mirror = routes?.mirrored ? "M" : "";
  return {
    tick: String(tick.tick),
    time: `${Math.round(tick.at * 10) / 10}s`,
    phase: status ? status.phase || "–" : "gone",
    weight: status ? `${bar(weight)} ${String(weight).padStart(3)}%${mirror}` : "",
    fails: status ? `${status.failedChecks}/${threshold}` : "",
  };
}

function bar(weight: number): string {
  const full = Math.min(BAR, Math.max(weight > 0 ? 1 : 0, Math.round((weight / 100) * BAR)));
  return "█".repeat(full) + "░".repeat(BAR - full);
}

/** Edits in brackets, then events; warnings are marked. An event goes to each of several receivers, and is told once. */
function whatHappens({ calls }: Tick, edits: readonly string[]): readonly string[] {
  const events = calls.filter((it): it is Event => it.call === "event");
  const receiver = events[0]?.to;
  const told = events
    .filter((it) => it.to === receiver)
    .map(({ type, text }) => (type === "Warning" ? `! ${text}` : text));
  return [...edits.map((it) => `[${it}]`), ...told];
}

interface Group {
  readonly tick: Tick;
  /** So many ticks behind it look the same. */
  more: number;
}

function grouped(ticks: readonly Tick[], edits: EditWords): readonly Group[] {
  const groups: Group[] = [];
  let before = "";
  for (const tick of ticks) {
    const { time: _, tick: __, ...cells } = cellsOf(tick, 0);
    const look = JSON.stringify([cells, whatHappens(tick, edits.get(tick.tick) ?? [])]);
    const last = groups.at(-1);
    if (last && look === before && !tick.finalizer) last.more++;
    else groups.push({ tick, more: 0 });
    before = look;
  }
  return groups;
}
