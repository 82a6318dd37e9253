import type { LogOutputChannel } from "vscode";
import {
  type CanaryPicture,
  type CanaryProblem,
  type CanaryQuestion,
  type CanaryViewState,
  canaryMatrix,
  canaryRouting,
  drawCanary,
  type FromCanaryView,
  type ToCanaryView,
  type WirePlace,
} from "../../protocol/canary.ts";
import type { KubeObject } from "../cluster/api/kubeObject.ts";
import type { Clusters } from "../cluster/clusters.ts";
import type { LanguageServer } from "../languageClient.ts";
import { notify } from "../notify.ts";
import type { Panel, PanelEnds } from "../panel.ts";
import { sentPlaces } from "../sentPlaces.ts";
import { showSimulation } from "../simulate.ts";
import { actOnRun, turnGate } from "./actOnRun.ts";
import { applyChanges } from "./applyChanges.ts";
import { fromView } from "./fromView.ts";
import { liveSight } from "./liveSight.ts";
import { revealPlace } from "./revealPlace.ts";
import { pickScenario, saveScenario } from "./scenarioFiles.ts";

/** What a conversation works with. */
export interface Parts {
  readonly server: LanguageServer;
  readonly log: LogOutputChannel;
  readonly clusters: Pick<Clusters, "session" | "live" | "desk">;
}

/**
 * One conversation with the page of a panel: its questions go to the server, its wishes to the editor.
 *
 * @param start what the page shows where it remembers nothing
 * @param open makes the panel
 */
export function conversation(
  { server, log, clusters }: Parts,
  start: CanaryViewState,
  open: (ends: PanelEnds<FromCanaryView>) => Panel<ToCanaryView>,
): Panel<ToCanaryView> {
  const { id, label } = start;
  const places = sentPlaces();
  const answer = async (message: FromCanaryView): Promise<ToCanaryView | undefined> => {
    switch (message.type) {
      case "ready":
        places.clear();
        sight.attend(panel.isVisible());
        sight.tell();
        return { type: "start", state: start };
      case "look":
        sight.begin();
        return undefined;
      case "act":
        await actOnRun(clusters, running(), message.action);
        return undefined;
      case "gate":
        await turnGate(clusters, running(), message.gate, message.isOpening);
        return undefined;
      case "draw": {
        const picture = await server.send(drawCanary, { id, ...message.play });
        if (!isProblem(picture)) places.keep(message.number, picture.places);
        return pictureOf(message.number, picture);
      }
      case "routing":
      case "matrix":
        return answerOf(server, id, message);
      case "reveal":
        await revealPlace(places.at(message.picture, message.place));
        return undefined;
      default:
        return carryOut(server, { id, label }, message);
    }
  };
  const running = (): KubeObject => {
    const canary = sight.canary();
    if (!canary) throw new Error(`The cluster has no Canary ${label} now.`);
    return canary;
  };
  const panel = open({
    read: fromView,
    refuse: (message) =>
      log.warn(`The panel of ${label} sent what is no message: ${shortened(message)}`),
    hear: (message) =>
      void answer(message)
        .catch((error: unknown) => {
          const sentence = error instanceof Error ? error.message : String(error);
          log.error(`The panel of ${label}, ${message.type}: ${sentence}`);
          return failureOf(message, sentence);
        })
        .then((told) => told && panel.post(told)),
  });
  const sight = liveSight(clusters, identityIn(label), (live) =>
    panel.post({ type: "live", live }),
  );
  panel.onShown(sight.attend);
  panel.onEnd(sight.dispose);
  return panel;
}

/** `faces/face` */
function identityIn(label: string): { readonly namespace: string; readonly name: string } {
  const at = label.indexOf("/");
  return { namespace: at < 0 ? "default" : label.slice(0, at), name: label.slice(at + 1) };
}

type Picture = CanaryPicture<WirePlace> | CanaryProblem;

/** The page knows places by their index only. */
const pictureOf = (number: number, picture: Picture): ToCanaryView =>
  isProblem(picture)
    ? { type: "problem", number, problem: picture.problem }
    : { type: "picture", number, picture: { ...picture, places: [] } };

async function answerOf(
  server: LanguageServer,
  id: string,
  message: Extract<FromCanaryView, { readonly type: "routing" | "matrix" }>,
): Promise<ToCanaryView> {
  const { number } = message;
  const question: CanaryQuestion = { id, ...message.play };
  if (message.type === "matrix") {
    const matrix = await server.send(canaryMatrix, question);
    return isProblem(matrix)
      ? { type: "no-matrix", number, problem: matrix.problem }
      : { type: "matrix", number, matrix };
  }
  const { tick } = message;
  const routing = await server.send(canaryRouting, { ...question, tick });
  return isProblem(routing) ? noRouting(number, tick) : { type: "routing", number, routing };
}

/** The picture itself says what is wrong. */
const noRouting = (number: number, tick: number): ToCanaryView => ({
  type: "routing",
  number,
  routing: { tick, name: "", text: "" },
});

type Wish = Extract<FromCanaryView, { readonly type: "apply" | "text" | "save" | "open" }>;

async function carryOut(
  server: LanguageServer,
  { id, label }: Pick<CanaryViewState, "id" | "label">,
  message: Wish,
): Promise<ToCanaryView | undefined> {
  switch (message.type) {
    case "apply":
      await applyChanges(server, { id, changes: message.changes });
      return undefined;
    case "text":
      await showSimulation({ id, label }, message.play);
      return undefined;
    case "save":
      await saveScenario(label, message.scenario);
      return undefined;
    case "open": {
      const text = await pickScenario(server);
      return text === undefined ? undefined : { type: "scenario", text };
    }
  }
}

/** Questions are answered in the page: they may follow one another many times a second. */
function failureOf(message: FromCanaryView, problem: string): ToCanaryView | undefined {
  switch (message.type) {
    case "draw":
      return { type: "problem", number: message.number, problem };
    case "matrix":
      return { type: "no-matrix", number: message.number, problem };
    case "routing":
      return noRouting(message.number, message.tick);
    default:
      void notify.error(problem);
      return undefined;
  }
}

const isProblem = (it: object): it is CanaryProblem => "problem" in it;

const shortened = (message: unknown): string => (JSON.stringify(message) ?? "").slice(0, 200);
