import type { CanaryMetric, CanaryPicture } from "../../../protocol/canary.ts";
import { svg } from "../element.ts";
import { type Lane, limitLine, plotText, shape } from "./lane.ts";
import { heights, marks, stepArea, stepLine } from "./paths.ts";
import { frameOf, type Shown } from "./shown.ts";

/** The rows of the timeline that a Canary needs, from top to bottom. */
export function lanesOf(picture: CanaryPicture<unknown>): readonly Lane[] {
  return [
    phases,
    traffic,
    ...(picture.iterations > 0 ? [iterations] : []),
    failedChecks,
    ...picture.metrics.map(metricLane),
    ...picture.webhooks.map(({ name, isGate }, index) => webhookLane(name, isGate, index)),
    events,
  ];
}

const phases: Lane = {
  name: "Phase",
  height: 18,
  read: (shown) => ({ text: frameOf(shown)?.phase ?? "" }),
  draw({ picture: { frames } }, column) {
    const runs: { phase: string; from: number; to: number }[] = [];
    frames.forEach(({ phase }, index) => {
      const last = runs.at(-1);
      if (last?.phase === phase) last.to = index + 1;
      else runs.push({ phase, from: index, to: index + 1 });
    });
    return runs.flatMap(({ phase, from, to }) => {
      const width = (to - from) * column;
      const bar = svg("rect", {
        class: "phase",
        "data-phase": phase,
        x: from * column + 0.5,
        width: Math.max(1, width - 1),
        y: 1,
        height: 16,
      });
      const fits = phase.length * 6.5 + 8 <= width;
      return fits ? [bar, plotText(from * column + 5, 13, phase, "phase-text")] : [bar];
    });
  },
};

const traffic: Lane = {
  name: "Traffic",
  height: 76,
  read(shown) {
    const frame = frameOf(shown);
    if (!frame) return { text: "" };
    const mirror = frame.isMirrored ? " · copies go to the canary" : "";
    return { text: `canary ${frame.canary} % · primary ${frame.primary} %${mirror}` };
  },
  draw({ picture: { frames, fields } }, column) {
    const y = heights(0, 100, 76);
    const shares = frames.map((it) => it.canary);
    const weight = fields.find((it) => it.label === "mirrorWeight")?.value;
    const copied = Math.min(typeof weight === "number" ? weight : 100, 96);
    const mirrored = frames.map((it) => (it.isMirrored ? it.canary || copied : null));
    const most = fields.find((it) => it.label === "maxWeight")?.value;
    return [
      svg("rect", { class: "primary", x: 0, y: 0, width: frames.length * column, height: 76 }),
      ...[25, 50, 75].map((it) =>
        svg("line", { class: "grid", x1: 0, x2: frames.length * column, y1: y(it), y2: y(it) }),
      ),
      shape("canary-area", stepArea(shares, column, y, y(0))),
      shape("canary-line", stepLine(shares, column, y)),
      shape("mirror-line", stepLine(mirrored, column, y)),
      ...(typeof most === "number"
        ? [limitLine(y(most)), limitText(y(most), 76, `maxWeight ${most} %`)]
        : []),
    ];
  },
};

const iterations: Lane = {
  name: "Iterations",
  height: 30,
  read: (shown) => ({ text: `${frameOf(shown)?.iterations ?? 0} of ${shown.picture.iterations}` }),
  draw({ picture: { frames, iterations: all } }, column) {
    const y = heights(0, all, 30);
    const counts = frames.map((it) => it.iterations);
    return [
      shape("canary-area", stepArea(counts, column, y, y(0))),
      shape("canary-line", stepLine(counts, column, y)),
      limitLine(y(all)),
    ];
  },
};

const failedChecks: Lane = {
  name: "Failed checks",
  height: 28,
  read(shown) {
    const failed = frameOf(shown)?.failed ?? 0;
    return {
      text: `${failed} of ${shown.picture.threshold}`,
      ...(failed > 0 ? { mood: "bad" as const } : {}),
    };
  },
  draw({ picture: { frames, threshold } }, column) {
    const y = heights(0, threshold, 28, 2);
    const counts = frames.map((it) => it.failed);
    return [
      shape("bad-area", stepArea(counts, column, y, y(0))),
      shape(
        "bad-line",
        stepLine(
          counts.map((it) => (it > 0 ? it : null)),
          column,
          y,
        ),
      ),
      limitLine(y(threshold)),
    ];
  },
};

function metricLane(metric: CanaryMetric, index: number): Lane {
  const height = 46;
  const y = heights(metric.from, metric.to, height, 5);
  return {
    name: metric.name,
    height,
    read(shown) {
      const sample = frameOf(shown)?.metrics[index];
      if (!sample) return { text: `not asked${boundWords(metric)}` };
      return {
        text: `${sample.passed ? "✓" : "✕"} ${sample.text}${boundWords(metric)}`,
        mood: sample.passed ? "good" : "bad",
      };
    },
    draw({ picture: { frames } }, column) {
      const samples = frames.map((it) => it.metrics[index] ?? null);
      const at = (passed: boolean) =>
        samples.flatMap((it, tick) =>
          it && it.passed === passed
            ? [{ x: (tick + 0.5) * column, y: it.value === null ? height - 5 : y(it.value) }]
            : [],
        );
      const size = Math.max(1.5, Math.min(3.5, column / 4));
      const values = samples.map((it) => it?.value ?? null);
      return [
        ...forbidden(metric, y, height, frames.length * column),
        shape("metric-line", stepLine(values, column, y)),
        shape("good-mark", marks("dot", at(true), size)),
        shape("bad-mark", marks("cross", at(false), size)),
      ];
    },
  };
}

const boundWords = ({ min, max, unit }: CanaryMetric): string => {
  const words = [
    ...(min === undefined ? [] : [`min ${min}`]),
    ...(max === undefined ? [] : [`max ${max}`]),
  ].join(", ");
  return words && ` · ${words}${unit && ` ${unit}`}`;
};

/** Where a value fails: shaded behind a dashed line. */
function forbidden(
  { min, max }: CanaryMetric,
  y: (value: number) => number,
  height: number,
  width: number,
): readonly SVGElement[] {
  const zone = (top: number, bottom: number) =>
    svg("rect", { class: "forbidden", x: 0, y: top, width, height: Math.max(0, bottom - top) });
  return [
    ...(min === undefined ? [] : [zone(y(min), height), limitLine(y(min))]),
    ...(max === undefined ? [] : [zone(0, y(max)), limitLine(y(max))]),
  ];
}

function webhookLane(name: string, isGate: boolean, index: number): Lane {
  const words = { passed: "✓ ", failed: "✕ ", waits: "○ closed, " } as const;
  const moods = { passed: "good", failed: "bad", waits: "open" } as const;
  return {
    name: isGate ? `Gate ${name}` : `Webhook ${name}`,
    height: 12,
    read(shown) {
      const sample = frameOf(shown)?.webhooks[index];
      if (!sample) return { text: "not called" };
      return { text: words[sample.result] + sample.text, mood: moods[sample.result] };
    },
    draw({ picture: { frames } }, column) {
      const at = (result: keyof typeof words) =>
        frames.flatMap((it, tick) =>
          it.webhooks[index]?.result === result ? [{ x: (tick + 0.5) * column, y: 6 }] : [],
        );
      const size = Math.max(1.5, Math.min(3.5, column / 4));
      return [
        shape("good-mark", marks("dot", at("passed"), size)),
        shape("bad-mark", marks("cross", at("failed"), size)),
        shape("wait-mark", marks("ring", at("waits"), size)),
      ];
    },
  };
}

const events: Lane = {
  name: "Events",
  height: 14,
  read(shown) {
    const said = frameOf(shown)?.said ?? [];
    const warnings = said.filter((it) => it.type === "warning").length;
    if (said.length === 0) return { text: "none" };
    if (warnings === 0) return { text: String(said.length) };
    const others = said.length > warnings ? `${said.length - warnings} and ` : "";
    return {
      text: `${others}${warnings === 1 ? "a warning" : `${warnings} warnings`}`,
      mood: "bad",
    };
  },
  draw({ picture: { frames } }, column) {
    const size = Math.max(1.5, Math.min(4, column / 4));
    const at = (has: (shown: Shown["picture"]["frames"][number]) => boolean) =>
      frames.flatMap((it, tick) => (has(it) ? [{ x: (tick + 0.5) * column, y: 7 }] : []));
    const warned = (it: Shown["picture"]["frames"][number]) =>
      it.said.some(({ type }) => type === "warning");
    const edited = (it: Shown["picture"]["frames"][number]) =>
      it.said.some(({ type }) => type === "edit");
    return [
      shape("bad-fill", marks("triangle", at(warned), size)),
      shape(
        "edit-mark",
        marks(
          "diamond",
          at((it) => !warned(it) && edited(it)),
          size,
        ),
      ),
      shape(
        "event-mark",
        marks(
          "dot",
          at((it) => !warned(it) && !edited(it) && it.said.length > 0),
          size / 1.6,
        ),
      ),
    ];
  },
};

/** Above its line, or below where there is no room. */
const limitText = (y: number, height: number, text: string): SVGElement =>
  plotText(4, y > 14 ? y - 3 : Math.min(height - 3, y + 11), text);
