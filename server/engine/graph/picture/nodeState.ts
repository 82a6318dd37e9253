import type { GraphMarkCode, GraphMood, GraphNode } from "../../../../protocol/graph.ts";
import { durationWords } from "../../durationWords.ts";

/** A node in a word or two, and what that means. */
export interface NodeState {
  /** Nodes of one state share it. */
  readonly name: string;
  readonly mood: GraphMood;
  /** May be empty. */
  readonly message: string;
}

/** How a node fares: what the cluster says of it, where that is known; else what the files say. */
export function nodeState(node: GraphNode<unknown>): NodeState {
  const { live, marks, status } = node;
  if (live) return live;
  if (status === "missing") {
    return { name: "not found", mood: "bad", message: marks[0]?.message ?? "" };
  }
  const mark = marks.find((it) => it.severity !== "information");
  if (mark) {
    const mood = mark.severity === "error" ? "bad" : "open";
    return { name: NAMES[mark.code] ?? mark.short, mood, message: mark.message };
  }
  if (status !== "here") return { name: ABSENT[status], mood: "quiet", message: "" };
  return node.type === "object"
    ? { name: "in files", mood: "quiet", message: "" }
    : { name: "in order", mood: "good", message: startOf(node) };
}

/** Where the mark of a node says something of its own, such as a kind, its state says what it is about. */
const NAMES: Readonly<Partial<Record<GraphMarkCode, string>>> = { missing: "something missing" };

const ABSENT = { made: "made elsewhere", outside: "not in files" } as const;

function startOf({ schedule }: GraphNode<unknown>): string {
  if (schedule.type === "never") return "Never starts.";
  if (schedule.wave < 0) return "There before everything starts.";
  const { earliest, latest } = schedule;
  const first = earliest === 0 ? "at once" : `after ${durationWords(earliest)}`;
  const last = latest === earliest ? "" : `, at the latest after ${durationWords(latest)}`;
  return `Starts ${first}${last}.`;
}
