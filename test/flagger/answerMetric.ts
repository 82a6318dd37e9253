import { setTimeout as sleep } from "node:timers/promises";
import type { MetricScript } from "./scenario.ts";
import { note, type Tape } from "./tape.ts";
import { tapeIn } from "./tapeIn.ts";

/** Plays Prometheus. */
export async function answerMetric(
  tapes: ReadonlyMap<string, Tape>,
  path: string,
  body: string,
  end: (status: number, body?: string) => void,
): Promise<void> {
  const [before = "", search = ""] = path.split("?");
  const query = new URLSearchParams(search).get("query") ?? new URLSearchParams(body).get("query");
  const text = (query ?? "").replace(/\s+/g, " ").trim();
  const tape = tapeIn(tapes, before) ?? tapeIn(tapes, text);
  const value = tape ? nextValue(tape, text) : 1;
  if (tape) {
    const isOwnServer = text === "vector(1)";
    note(tape, { query: text, ...(isOwnServer ? { path: before } : {}), value });
  }
  await sleep(0);
  if (typeof value === "object" && value !== null && "status" in value) {
    return end(value.status, value.body ?? "");
  }
  end(200, JSON.stringify(vector(value)));
}

function nextValue(tape: Tape, text: string): MetricScript {
  const key = keyOf(text);
  const nth = tape.asked.get(`metric ${key}`) ?? 0;
  tape.asked.set(`metric ${key}`, nth + 1);
  const script = tape.scenario.metrics[key];
  if (script && script.length > 0) return script[Math.min(nth, script.length - 1)] ?? null;
  if (key === "vector(1)") return nth === 0 ? { status: 503, body: "starting" } : 1;
  return key === "request-duration" && text.includes("http_request_duration_seconds") ? 0.1 : 100;
}

function keyOf(text: string): string {
  if (text === "vector(1)") return text;
  const name = /[{,\s]name="([^"]*)"/.exec(text)?.[1];
  return (
    name ??
    (/histogram_quantile|_duration_seconds_sum/.test(text)
      ? "request-duration"
      : "request-success-rate")
  );
}

function vector(value: Exclude<MetricScript, { status: number }>): object {
  const values =
    value === null ? [] : typeof value === "object" && "series" in value ? value.series : [value];
  const result = values.map((it, index) => ({
    metric: { series: String(index) },
    value: [Math.floor(Date.now() / 1000), String(it)],
  }));
  return { status: "success", data: { resultType: "vector", result } };
}
