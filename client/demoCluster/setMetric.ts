import { type QuickPickItem, window } from "vscode";
import type { DemoAnswer, DemoCanary } from "../../protocol/demo.ts";
import { unlinked } from "../unlinked.ts";
import type { DemoWorker } from "./demoWorker.ts";

const title = "Demo Cluster: Set Metric";

/** Lets the person say what a metric of a Canary answers from now on. */
export async function setMetric(demo: DemoWorker): Promise<void> {
  const { canaries } = await demo.describe();
  if (canaries.length === 0) throw new Error("there is no Canary in the demo cluster yet.");
  const canary = await pickCanary(canaries);
  if (!canary) return;
  const what = await pickMetric(canary);
  if (what === undefined) return;
  if ("gate" in what) {
    const { namespace, name } = canary;
    const isOpen = !what.isOpen;
    demo.send({ type: "setGate", canary: { namespace, name }, gate: what.gate, isOpen });
    return;
  }
  const answer = await pickAnswer(what.name, what.answer);
  if (answer === undefined) return;
  const { namespace, name } = canary;
  demo.send({ type: "setMetric", canary: { namespace, name }, metric: what.name, answer });
}

async function pickCanary(canaries: readonly DemoCanary[]): Promise<DemoCanary | undefined> {
  const items = canaries.map((canary) => ({
    label: `${canary.namespace}/${canary.name}`,
    description: canary.phase,
    canary,
  }));
  if (items.length === 1) return items[0]?.canary;
  return (await window.showQuickPick(items, { title, placeHolder: "Of which Canary" }))?.canary;
}

type What = DemoCanary["metrics"][number] | DemoCanary["gates"][number];

async function pickMetric({ metrics, gates }: DemoCanary): Promise<What | undefined> {
  const items: readonly (QuickPickItem & { readonly what: What })[] = [
    ...metrics.map((what) => ({ label: what.name, description: words(what.answer), what })),
    ...gates.map((what) => ({
      label: what.gate === "gate" ? "Gate of the load tester" : "Request to roll back",
      description: what.isOpen ? "open; choose to close it" : "closed; choose to open it",
      what,
    })),
  ];
  if (items.length === 0) throw new Error("this Canary has neither metrics nor gates.");
  return (await window.showQuickPick(items, { title, placeHolder: "Which metric" }))?.what;
}

async function pickAnswer(metric: string, now: DemoAnswer): Promise<DemoAnswer | undefined> {
  const [value, none, itself] = ["A value…", "No data", "What follows from the pods"];
  const chosen = await window.showQuickPick(
    [
      { label: value, detail: `In the unit of ${metric}; rates are in percent.` },
      { label: none, detail: "The monitoring knows nothing, as when nobody sends requests." },
      { label: itself, detail: "As their environment says, such as ERROR_FRACTION." },
    ],
    { title, placeHolder: `${metric} answers now: ${words(now)}` },
  );
  if (chosen?.label === none) return "noData";
  if (chosen?.label === itself) return "byItself";
  if (chosen?.label !== value) return undefined;
  const written = await window.showInputBox({
    title,
    prompt: unlinked(`What ${metric} answers from now on`),
    ...(typeof now === "number" && { value: String(now) }),
    validateInput: (text) => (isNumber(text) ? undefined : "A number is needed, such as 99.5."),
  });
  return written === undefined ? undefined : Number(written);
}

const isNumber = (text: string): boolean => text.trim() !== "" && Number.isFinite(Number(text));

const words = (answer: DemoAnswer): string =>
  answer === "byItself"
    ? "what follows from the pods"
    : answer === "noData"
      ? "no data"
      : String(answer);
