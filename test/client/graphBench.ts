import type { WirePlace } from "../../protocol/canary.ts";
import {
  drawGraph,
  type GraphChoice,
  type GraphPicture,
  graphChanged,
} from "../../protocol/graphView.ts";
import { converse } from "../support/conversation.ts";
import { graphRepository } from "../support/graphRepository.ts";
import { memoryHost } from "../support/memoryHost.ts";

type Picture = GraphPicture<WirePlace>;

const KEYS = 40;

const choice: GraphChoice = {
  layer: "files",
  namespaces: [],
  kinds: [],
  states: [],
  expanded: [],
  collapsed: [],
};

/**
 * Types into a Kustomization of a repository of 200 nodes and asks for the picture after each key; then draws one of
 * 2,000. Prints pictures and milliseconds as JSON.
 */
const small = await typed(200);
const large = await drawn(2000);
process.stdout.write(JSON.stringify({ small, large }));

async function drawn(nodes: number) {
  const { editor, end } = await converse(
    memoryHost(new Map(graphRepository(nodes, "/repo"))),
    "/repo",
  );
  await editor.sendRequest<Picture>(drawGraph.method, { ...choice, collapsed: ["none"] });
  const began = performance.now();
  const picture = await editor.sendRequest<Picture>(drawGraph.method, choice);
  const milliseconds = performance.now() - began;
  end();
  return { picture, milliseconds };
}

/** From each key to the answer that holds the new picture. */
async function typed(nodes: number) {
  const files = new Map(graphRepository(nodes, "/repo"));
  const { editor, end } = await converse(memoryHost(files), "/repo");
  const path = "/repo/clusters/prod/app-0001.yaml";
  const uri = `file://${path}`;
  const text = files.get(path) ?? "";
  let told: (() => void) | undefined;
  editor.onNotification(graphChanged.method, () => told?.());
  await editor.sendNotification("textDocument/didOpen", {
    textDocument: { uri, languageId: "yaml", version: 1, text },
  });
  const pictures: Picture[] = [];
  const milliseconds: number[] = [];
  pictures.push(await editor.sendRequest<Picture>(drawGraph.method, choice));
  for (let key = 0; key < KEYS; key++) {
    const changed = new Promise<void>((done) => {
      told = done;
    });
    const began = performance.now();
    await editor.sendNotification("textDocument/didChange", {
      textDocument: { uri, version: key + 2 },
      contentChanges: [{ text: text.replace("timeout: 5m", `timeout: ${6 + key}m`) }],
    });
    await changed;
    pictures.push(await editor.sendRequest<Picture>(drawGraph.method, choice));
    milliseconds.push(performance.now() - began);
  }
  end();
  return { pictures, milliseconds };
}
