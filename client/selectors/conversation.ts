import type { LogOutputChannel } from "vscode";
import type { WirePlace } from "../../protocol/canary.ts";
import {
  drawSelectors,
  type FromSelectorsView,
  mendSelectors,
  type SelectorPicture,
  type SelectorsViewState,
  type ToSelectorsView,
} from "../../protocol/selectors.ts";
import { applyEdits } from "../applyEdits.ts";
import { revealPlace } from "../canary/revealPlace.ts";
import type { Clusters } from "../cluster/clusters.ts";
import { type PanelSight, panelSight, type Wanted } from "../cluster/panelSight.ts";
import type { LanguageServer } from "../languageClient.ts";
import { notify } from "../notify.ts";
import type { Panel, PanelEnds } from "../panel.ts";
import { sentPlaces } from "../sentPlaces.ts";
import { fromView } from "./fromView.ts";
import { liveSelectors } from "./liveSelectors.ts";

/** What a conversation works with. */
export interface Parts {
  readonly server: LanguageServer;
  readonly log: LogOutputChannel;
  readonly clusters: Pick<Clusters, "session" | "live">;
}

/**
 * One conversation with the page of a panel: its questions go to the server, its wishes to the editor.
 *
 * @param start what the page shows where it remembers nothing
 * @param open makes the panel
 */
export function conversation(
  { server, log, clusters }: Parts,
  start: SelectorsViewState,
  open: (ends: PanelEnds<FromSelectorsView>) => Panel<ToSelectorsView>,
): Panel<ToSelectorsView> {
  const { id, label } = start;
  const places = sentPlaces();
  let around:
    | { readonly of: string; readonly sight: PanelSight; readonly tell: () => void }
    | undefined;
  const answer = async (message: FromSelectorsView): Promise<ToSelectorsView | undefined> => {
    switch (message.type) {
      case "ready":
        places.clear();
        return { type: "start", state: start };
      case "look":
        around?.sight.begin();
        return undefined;
      case "draw": {
        const { number, isWhole } = message;
        const asked = isWhole ? ({ id, isWhole } as const) : { id };
        const picture = await server.send(drawSelectors, asked);
        if ("problem" in picture) return { type: "problem", number, problem: picture.problem };
        places.keep(number, picture.places);
        lookAround(picture);
        return { type: "picture", number, picture: { ...picture, places: [] } };
      }
      case "reveal":
        await revealPlace(places.at(message.picture, message.place));
        return undefined;
      case "mend": {
        const { fault, fix } = message;
        const mended = await server.send(mendSelectors, { id, fault, fix });
        if ("problem" in mended) throw new Error(mended.problem);
        await applyEdits(mended.edits);
        return undefined;
      }
    }
  };
  /** Follows what the cluster has around the object that is drawn. */
  const lookAround = ({ kind, name, namespace: said }: SelectorPicture<WirePlace>) => {
    const namespace = said || "default";
    const canary = kind === "Canary" ? name.slice(name.indexOf("/") + 1) : undefined;
    const of = `${namespace} ${canary ?? ""}`;
    if (around?.of === of) return around.tell();
    around?.sight.dispose();
    let last = "";
    const tell = () => {
      const identity = { group: "flagger.app", kind: "Canary", namespace, name: canary ?? "" };
      const found = canary === undefined ? undefined : clusters.live.find(identity);
      const live = liveSelectors(sight.now(), found);
      // Most news of a namespace are about something else.
      const text = JSON.stringify(live);
      if (text === last) return;
      last = text;
      panel.post({ type: "live", live });
    };
    const sight = panelSight(clusters, wantedIn(namespace), tell);
    around = {
      of,
      sight,
      tell: () => {
        last = "";
        tell();
      },
    };
    sight.attend(panel.isVisible());
  };
  const panel = open({
    read: fromView,
    refuse: (message) =>
      log.warn(`The labels of ${label} sent what is no message: ${shortened(message)}`),
    hear: (message) =>
      void answer(message)
        .catch((error: unknown) => {
          const sentence = error instanceof Error ? error.message : String(error);
          log.error(`The labels of ${label}, ${message.type}: ${sentence}`);
          return failureOf(message, sentence);
        })
        .then((told) => told && panel.post(told)),
  });
  panel.onShown((isShown) => around?.sight.attend(isShown));
  panel.onEnd(() => around?.sight.dispose());
  return panel;
}

const wantedIn = (namespace: string): readonly Wanted[] => [
  { kind: "Service", group: "", namespace },
  { kind: "EndpointSlice", group: "discovery.k8s.io", namespace },
  { kind: "Pod", group: "", namespace },
];

/** Questions are answered in the page. */
function failureOf(message: FromSelectorsView, problem: string): ToSelectorsView | undefined {
  if (message.type === "draw") return { type: "problem", number: message.number, problem };
  void notify.error(problem);
  return undefined;
}

const shortened = (message: unknown): string => (JSON.stringify(message) ?? "").slice(0, 200);
