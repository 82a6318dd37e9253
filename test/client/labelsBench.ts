import type { WirePlace } from "../../protocol/canary.ts";
import {
  drawSelectors,
  type SelectorItem,
  type SelectorPicture,
  selectorsAt,
  selectorsChanged,
} from "../../protocol/selectors.ts";
import { converse } from "../support/conversation.ts";
import { memoryHost } from "../support/memoryHost.ts";

type Picture = SelectorPicture<WirePlace>;

const WORKLOADS = 200;
const KEYS = 40;

const ALL = `apiVersion: v1
kind: Service
metadata: { name: all, namespace: shop }
spec: { selector: { part-of: shop }, ports: [{ port: 80 }] }
`;

/**
 * Types into the labels of one workload in a namespace of 200, each with a Service, half of them with a Canary, and asks
 * after each key for the labels of what is shown. Prints pictures and milliseconds as JSON.
 */
const shown: unknown[] = [];
for (const [what, label, kind, written] of [
  ["the labels of a Canary", "shop/app-000", "Canary", "labels: { app: app-000"],
  ["the labels of a Service of all workloads", "shop/all", "Service", "part-of: shop"],
] as const) {
  shown.push({ what, ...(await typed(label, kind, written)) });
}
process.stdout.write(JSON.stringify(shown));

/** @param written what every other key adds a letter to, so that the picture is another each time */
async function typed(label: string, kind: string, written: string) {
  const files = new Map(
    [...Array(WORKLOADS).keys()].map((index) => [`/repo/shop/${nameOf(index)}.yaml`, app(index)]),
  );
  files.set("/repo/shop/all.yaml", ALL);
  const { editor, end } = await converse(memoryHost(files), "/repo");
  const path = `/repo/shop/${nameOf(0)}.yaml`;
  const uri = `file://${path}`;
  const text = files.get(path) ?? "";
  let told: (() => void) | undefined;
  editor.onNotification(selectorsChanged.method, () => told?.());
  await editor.sendNotification("textDocument/didOpen", {
    textDocument: { uri, languageId: "yaml", version: 1, text },
  });
  const items = await editor.sendRequest<SelectorItem[]>(selectorsAt.method, {});
  const id = items.find((it) => it.label === label && it.kind === kind)?.id;
  if (id === undefined) throw new Error(`There is no ${kind} ${label} to draw.`);
  const pictures = [await editor.sendRequest<Picture>(drawSelectors.method, { id })];
  const milliseconds: number[] = [];
  for (let key = 0; key < KEYS; key++) {
    const changed = new Promise<void>((done) => {
      told = done;
    });
    const began = performance.now();
    await editor.sendNotification("textDocument/didChange", {
      textDocument: { uri, version: key + 2 },
      contentChanges: [{ text: key % 2 === 0 ? text.replace(written, `${written}s`) : text }],
    });
    await changed;
    pictures.push(await editor.sendRequest<Picture>(drawSelectors.method, { id }));
    milliseconds.push(performance.now() - began);
  }
  end();
  return { id, pictures, milliseconds };
}

function nameOf(index: number): string {
  return `app-${String(index).padStart(3, "0")}`;
}

function app(index: number): string {
  const name = nameOf(index);
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: shop }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name}, part-of: shop } }
    spec: { containers: [{ name: ${name}, image: "example.com/${name}:1.0.0" }] }
${index % 2 === 0 ? canary(name) : service(name)}`;
}

function service(name: string): string {
  return `---
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop }
spec: { selector: { app: ${name} }, ports: [{ port: 80 }] }
`;
}

function canary(name: string): string {
  return `---
apiVersion: flagger.app/v1beta1
kind: Canary
metadata: { name: ${name}, namespace: shop }
spec:
  provider: linkerd
  targetRef: { apiVersion: apps/v1, kind: Deployment, name: ${name} }
  service: { port: 80 }
  analysis: { interval: 10s, threshold: 3, maxWeight: 50, stepWeight: 5, metrics: [] }
`;
}
