import type { LogOutputChannel } from "vscode";
import {
  drawGraph,
  exportGraph,
  type FromGraphView,
  type GraphChoice,
  type GraphPicture,
  type GraphProblem,
  type GraphViewQuestion,
  type GraphViewState,
  graphFindings,
  type ToGraphView,
} from "../../protocol/graphView.ts";
import { revealPlace } from "../canary/revealPlace.ts";
import type { LanguageServer } from "../languageClient.ts";
import { notify } from "../notify.ts";
import type { Panel, PanelEnds } from "../panel.ts";
import { sentPlaces } from "../sentPlaces.ts";
import { fromView } from "./fromView.ts";
import type { LiveSource } from "./liveSource.ts";
import { saveGraph } from "./saveGraph.ts";

/** What a conversation needs. */
export interface GraphParts {
  readonly server: LanguageServer;
  readonly log: LogOutputChannel;
  /** The pinned cluster: what it holds, and whether the page shows it. */
  readonly live: Pick<LiveSource, "graph" | "attend">;
}

/**
 * One conversation with the page of the panel: its questions go to the server, its wishes to the editor.
 *
 * @param start what the page shows where it remembers nothing
 * @param ready the page has come into view and listens
 * @param open makes the panel
 */
export function conversation(
  parts: GraphParts,
  start: GraphViewState,
  ready: () => void,
  open: (ends: PanelEnds<FromGraphView>) => Panel<ToGraphView>,
): Panel<ToGraphView> {
  const { server, log } = parts;
  const places = sentPlaces();
  const answer = async (message: FromGraphView): Promise<ToGraphView | undefined> => {
    switch (message.type) {
      case "ready":
        places.clear();
        panel.post({ type: "start", state: start });
        ready();
        return undefined;
      case "draw": {
        const { number, choice, room } = message;
        const question = questionOf(parts, choice);
        if (isProblem(question)) return { type: "problem", number, problem: question.problem };
        const asked = { ...question, ...(room ? { room } : {}) };
        const picture = await server.send(drawGraph, asked);
        if (isProblem(picture)) return { type: "problem", number, problem: picture.problem };
        places.keep(number, picture.places);
        return { type: "picture", number, picture: withoutPlaces(picture) };
      }
      case "findings": {
        const { picture, place } = message;
        const at = places.at(picture, place);
        if (!at) return undefined;
        const asked = { uri: at.uri, line: at.start.line };
        return {
          type: "findings",
          picture,
          place,
          findings: await server.send(graphFindings, asked),
        };
      }
      case "reveal":
        await revealPlace(places.at(message.picture, message.place), !message.takesOver);
        return undefined;
      case "export": {
        const { format, choice } = message;
        const written = format === "png" ? "svg" : format;
        const question = questionOf(parts, choice);
        if (isProblem(question)) throw new Error(question.problem);
        const asked = { ...question, format: written } as const;
        const text = await server.send(exportGraph, asked);
        if (isProblem(text)) throw new Error(text.problem);
        if (format === "png") return { type: "paint", svg: text.text };
        await saveGraph(format, new TextEncoder().encode(text.text));
        return undefined;
      }
      case "painted":
        await saveGraph("png", bytesOf(message.png));
        return undefined;
    }
  };
  const panel = open({
    read: fromView,
    refuse: (message) => log.warn(`The graph sent what is no message: ${shortened(message)}`),
    hear: (message) =>
      void answer(message)
        .catch((error: unknown) => {
          const sentence = error instanceof Error ? error.message : String(error);
          log.error(`The graph, ${message.type}: ${sentence}`);
          return failureOf(message, sentence);
        })
        .then((told) => told && panel.post(told)),
  });
  return panel;
}

/** Only layers that show the cluster take it along: it may be large. */
function questionOf({ live }: GraphParts, choice: GraphChoice): GraphViewQuestion | GraphProblem {
  const isOfCluster = choice.layer === "cluster" || choice.layer === "apart";
  live.attend(isOfCluster);
  if (!isOfCluster) return choice;
  const there = live.graph();
  return isProblem(there) ? there : { ...choice, live: there };
}

/** The page knows places by their index only. */
const withoutPlaces = (picture: GraphPicture<unknown>): GraphPicture<unknown> => ({
  ...picture,
  places: [],
});

const PNG = "data:image/png;base64,";

function bytesOf(png: string): Uint8Array {
  if (!png.startsWith(PNG)) throw new Error("The picture could not be painted; try SVG.");
  return Buffer.from(png.slice(PNG.length), "base64");
}

/** What is drawn is answered in the page: it may be asked many times a second. */
function failureOf(message: FromGraphView, problem: string): ToGraphView | undefined {
  if (message.type === "draw") return { type: "problem", number: message.number, problem };
  if (message.type !== "findings") void notify.error(problem);
  return undefined;
}

const isProblem = (it: object): it is GraphProblem => "problem" in it;

const shortened = (message: unknown): string => (JSON.stringify(message) ?? "").slice(0, 200);
