import { afterEach, beforeEach, expect, test } from "vitest";
import { builtObject, placesOf } from "../../protocol/builtObject.ts";
import { exportGraph } from "../../protocol/graphView.ts";
import { objectsIn } from "../../protocol/objects.ts";
import { renderBuild } from "../../protocol/rendered.ts";
import { drawSelectors } from "../../protocol/selectors.ts";
import { simulateCanary } from "../../protocol/simulate.ts";
import { type Conversation, converse } from "../support/conversation.ts";
import { memoryHost } from "../support/memoryHost.ts";

let conversation: Conversation;
let logged: string[];
beforeEach(async () => {
  logged = [];
  conversation = await converse(memoryHost(new Map()), "/repo");
  conversation.editor.onNotification("window/logMessage", ({ message }) => {
    logged.push(message);
  });
});
afterEach(() => conversation.end());

/** What no client of ours ever asks, so that whoever answers fails. */
const nonsense = null;

test.for([
  [exportGraph, { problem: "Flightpath failed at this graph; its output says why." }],
  [drawSelectors, { problem: "Flightpath failed at these labels; its output says why." }],
  [simulateCanary, { text: "Flightpath failed at this rollout; its output says why.\n" }],
  [
    renderBuild,
    {
      text: "# Flightpath failed at this build; its output says why.\n",
      error: "Flightpath failed at this build; its output says why.",
    },
  ],
  [
    builtObject,
    { found: [], problems: ["Flightpath failed at this object; its output says why."] },
  ],
  [objectsIn, []],
  [placesOf, []],
] as const)(
  "a failure of ours is told, and where it came from is logged",
  async ([{ method }, told]) => {
    expect(await conversation.editor.sendRequest(method, nonsense)).toEqual(told);
    expect(logged.join("\n")).toMatch(/TypeError: .+\n +at /);
  },
);
