import { afterEach, beforeEach, expect, test } from "vitest";
import { twinRows } from "../../client/browser/selectors/twinRows.ts";
import type { WirePlace } from "../../protocol/canary.ts";
import {
  drawSelectors,
  mendSelectors,
  type SelectorEdits,
  type SelectorItem,
  type SelectorPicture,
  type SelectorsProblem,
  selectorsAt,
  selectorsChanged,
} from "../../protocol/selectors.ts";
import { type Conversation, converse } from "../support/conversation.ts";
import { readFixture } from "../support/fixture.ts";
import { memoryHost } from "../support/memoryHost.ts";

const { files } = readFixture(`
  #- /repo/shop.yaml
  apiVersion: v1
  kind: Service
  metadata: { name: shop, namespace: store }
  spec: { selector: { app: shpo } }
  ---
  apiVersion: apps/v1
  kind: Deployment
  metadata: { name: shop, namespace: store }
  spec:
    selector: { matchLabels: { app: shop } }
    template: { metadata: { labels: { app: shop } }, spec: { containers: [{ name: a, image: a }] } }
`);

const uri = "file:///repo/shop.yaml";
const text = files.get("/repo/shop.yaml") ?? "";

let conversation: Conversation;
let told: number;
beforeEach(async () => {
  told = 0;
  conversation = await converse(memoryHost(new Map(files)), "/repo");
  conversation.editor.onNotification(selectorsChanged.method, () => {
    told++;
  });
});
afterEach(() => conversation.end());

const ask = <Answer>(method: string, question: object): Promise<Answer> =>
  conversation.editor.sendRequest<Answer>(method, question);

const items = (question: object) => ask<readonly SelectorItem[]>(selectorsAt.method, question);

const draw = (id: string) => ask<SelectorPicture<WirePlace>>(drawSelectors.method, { id });

async function idAt(line: number): Promise<string> {
  const [found] = await items({ uri, line });
  if (!found) throw new Error(`There is nothing at line ${line}.`);
  return found.id;
}

test("what is at a line, in a file, and everywhere", async () => {
  const kinds = async (question: object) =>
    (await items(question)).map(({ kind, label, build }) => [kind, label, build]);
  expect(await kinds({ uri, line: 1 })).toEqual([["Service", "store/shop", ""]]);
  expect(await kinds({ uri, line: 6 })).toEqual([["Deployment", "store/shop", ""]]);
  expect(await kinds({ uri })).toHaveLength(2);
  expect(await kinds({})).toHaveLength(2);
  expect(await kinds({ uri: "file:///repo/other.yaml" })).toEqual([]);
});

test("a picture with its table, places and a way out", async () => {
  const id = await idAt(0);
  const picture = await draw(id);
  const { rows } = twinRows(
    picture.moments[0] ?? { name: "git", sentence: "", ways: [], nodes: [], links: [] },
  );
  expect(rows).toEqual([["Service shop", "selects app=shpo", "finds no pods", ""]]);
  const [fault] = picture.faults;
  expect(fault?.fixes).toEqual(["Select by app: shop"]);
  expect(picture.places[fault?.place ?? -1]).toEqual({
    uri,
    start: { line: 3, character: 18 },
    end: { line: 3, character: 31 },
  });
  const mended = await ask<SelectorEdits>(mendSelectors.method, { id, fault: 0, fix: 0 });
  expect(mended.edits).toEqual([
    {
      place: { uri, start: { line: 3, character: 25 }, end: { line: 3, character: 29 } },
      text: "shop",
    },
  ]);
});

test("an edit that changes the picture is told, another is not", async () => {
  const id = await idAt(0);
  await draw(id);
  const open = (version: number, now: string) =>
    conversation.editor.sendNotification(
      version === 1 ? "textDocument/didOpen" : "textDocument/didChange",
      version === 1
        ? { textDocument: { uri, languageId: "yaml", version, text: now } }
        : { textDocument: { uri, version }, contentChanges: [{ text: now }] },
    );
  await open(1, text);
  await open(2, text.replace("image: a", "image: b"));
  await draw(id);
  expect(told).toBe(0);
  await open(3, text.replace("shpo", "shop"));
  await expect.poll(() => told).toBe(1);
  expect((await draw(id)).summary).toBe("Service shop finds the pods of Deployment shop.");
});

test.for([["nonsense"], ['["a"]'], ['[null,"/repo/shop.yaml","Service","store","gone"]']])(
  "what is not there says so: %s",
  async ([id]) => {
    const expected: SelectorsProblem = {
      problem: "This object is no more: nothing in the workspace gives it.",
    };
    expect(await ask(drawSelectors.method, { id })).toEqual(expected);
    expect(await ask(mendSelectors.method, { id, fault: 0, fix: 0 })).toEqual(expected);
  },
);

test("a way out that is gone", async () => {
  const id = await idAt(0);
  expect(await ask(mendSelectors.method, { id, fault: 7, fix: 0 })).toEqual({
    problem: "The files have changed meanwhile; look again.",
  });
});
