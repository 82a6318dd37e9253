import type { WirePlace } from "./canary.ts";
import { notification } from "./notification.ts";
import { request } from "./request.ts";
import type { Unseen } from "./unseen.ts";

/** What is shown: the id of a Canary, Service or workload, as lists give it. */
export interface SelectorsQuestion {
  readonly id: string;
  /** With a box for each of the many that are summed up otherwise. */
  readonly isWhole?: true;
}

/** What a request cannot do, in one sentence. */
export interface SelectorsProblem {
  readonly problem: string;
}

/** Which Services find which pods by which labels. */
export const drawSelectors = request<
  SelectorsQuestion,
  SelectorPicture<WirePlace> | SelectorsProblem
>("flightpath/drawSelectors");

/** The edits of a way out of a fault, both by their index in the picture. */
export const mendSelectors = request<MendQuestion, SelectorEdits | SelectorsProblem>(
  "flightpath/mendSelectors",
);

export interface MendQuestion extends SelectorsQuestion {
  readonly fault: number;
  readonly fix: number;
}

export interface SelectorEdits {
  readonly edits: readonly { readonly place: WirePlace; readonly text: string }[];
}

/** What can be shown: at a place, counted from line 0, in a file, or everywhere without a URI. */
export const selectorsAt = request<
  { readonly uri?: string; readonly line?: number },
  readonly SelectorItem[]
>("flightpath/selectorsAt");

/** One Canary, Service or workload, as lists show it. */
export interface SelectorItem {
  /** Opaque. */
  readonly id: string;
  /** `faces/face` */
  readonly label: string;
  /** `Canary` */
  readonly kind: string;
  /** `clusters/prod`; empty where no build takes it up. */
  readonly build: string;
}

/** What was drawn may look different now. */
export const selectorsChanged = notification<Record<string, never>>("flightpath/selectorsChanged");

/** `Place` is how a place in a file is told: by offsets inside the engine, by line and column outside. */
export interface SelectorPicture<Place> {
  /** `faces/face` */
  readonly name: string;
  /** `Canary`, `Service`, `Deployment` */
  readonly kind: string;
  readonly namespace: string;
  /** `clusters/prod, through apps/faces`; empty where no build takes it up. */
  readonly build: string;
  /** What the picture says, in one sentence. */
  readonly summary: string;
  /** Of Canaries whose target is a workload. */
  readonly choice?: LabelChoice;
  /** One without a Canary; with one: as in Git, before, during (one for each share of the traffic), and after. */
  readonly moments: readonly SelectorMoment[];
  /** Why there are no more moments; absent where there are all. */
  readonly unreached?: string;
  readonly faults: readonly SelectorFault[];
  /** What is assumed, one sentence each. */
  readonly notes: readonly string[];
  readonly places: readonly Place[];
}

/** How Flagger comes to the label by which it tells primary from canary. */
export interface LabelChoice {
  /** `service`; absent where none is there. */
  readonly key?: string;
  readonly value?: string;
  /** Which list of labels is looked through, and who says so. */
  readonly list: string;
  readonly listPlace?: number;
  /** What follows, in one sentence. */
  readonly why: string;
  readonly candidates: readonly LabelCandidate[];
}

/** One label of the list, in its order. */
export interface LabelCandidate {
  readonly key: string;
  /** As the selector of the target has it. */
  readonly value?: string;
  /** `later`: it is there, but another comes first. `unknown`: the target is in no file. */
  readonly verdict: "picked" | "later" | "absent" | "unknown";
  readonly words: string;
  readonly place?: number;
}

/** In the order in which they come. */
export const moments = ["git", "before", "during", "after"] as const;

export type MomentName = (typeof moments)[number];

export interface SelectorMoment {
  readonly name: MomentName;
  /** `50 %` of the traffic for the canary; only during a rollout. */
  readonly share?: string;
  /** The same in percent, where the traffic is shared out by weights. */
  readonly weight?: number;
  readonly sentence: string;
  readonly ways: readonly TrafficWay[];
  readonly nodes: readonly SelectorNode[];
  readonly links: readonly SelectorLink[];
}

/** An object that leads traffic to Services. */
export interface TrafficWay {
  readonly kind: string;
  readonly name: string;
  readonly words: string;
  /** Flagger makes it. */
  readonly isMade: boolean;
  readonly place?: number;
}

/** A box of the picture: who selects, the pods of a workload, or a label. */
export interface SelectorNode {
  /** `Service/face`, `Deployment/face`, `label/app=face`; the same in all moments. */
  readonly id: string;
  readonly column: "service" | "pods" | "label";
  /** `Service`, `Deployment`; empty for labels. */
  readonly kind: string;
  readonly name: string;
  /** Of who selects: `service=face`. */
  readonly by?: string;
  /** What there is to say of it, a line each. */
  readonly lines: readonly string[];
  /** `idle`: there are no pods now. `missing`: it is in no file. */
  readonly state: "live" | "idle" | "missing";
  /** Flagger makes it, or has taken it over. */
  readonly isMade: boolean;
  /** Of pods: those that serve users, or those of the new revision. */
  readonly role?: "primary" | "canary";
  /** The label by which Flagger tells primary from canary. */
  readonly isPicked?: true;
  /** It stands for so many that have no box of their own. */
  readonly count?: number;
  readonly place?: number;
  /** Index of a fault. */
  readonly fault?: number;
}

/** Who selects leads to pods; pods lead to the labels that they carry. */
export interface SelectorLink {
  readonly from: string;
  readonly to: string;
  /** By which labels: `service=face`. */
  readonly by: string;
  /** Of the users' traffic: `95 %`. */
  readonly share?: string;
  /** `idle`: there are no pods now. */
  readonly state: "live" | "idle" | "broken";
  readonly fault?: number;
}

/** What is wrong, at a link or box that names it. */
export interface SelectorFault {
  /** Of a rule; empty for what no rule tells. */
  readonly code: string;
  readonly severity: "error" | "warning" | "information";
  readonly message: string;
  readonly place?: number;
  /** Ways out, by their titles. */
  readonly fixes: readonly string[];
}

/** What a cluster has beside the picture. */
export type LiveSelectors =
  | Unseen
  | {
      readonly kind: "seen";
      readonly context: string;
      /** `Progressing, canary 15 %` */
      readonly sentence: string;
      /** Where the rollout is. */
      readonly moment?: MomentName;
      readonly boxes: readonly LiveBox[];
    };

/** What a cluster says of one box. */
export interface LiveBox {
  readonly id: string;
  /** Of who selects: `service=face`. */
  readonly by?: string;
  /** `2 of 2 endpoints ready: face-primary` */
  readonly words: string;
  /** `empty`: there are none, which may be as it should. */
  readonly state: "well" | "ill" | "empty";
}

/** To the view. Answers carry the number of the question. */
export type ToSelectorsView =
  /** What to show where the view remembers nothing of its own. */
  | { readonly type: "start"; readonly state: SelectorsViewState }
  | {
      readonly type: "picture";
      readonly number: number;
      readonly picture: SelectorPicture<unknown>;
    }
  | { readonly type: "problem"; readonly number: number; readonly problem: string }
  /** Ask again: files have changed. */
  | { readonly type: "changed" }
  | { readonly type: "live"; readonly live: LiveSelectors };

/** From the view, about the subject of its panel. */
export type FromSelectorsView =
  | { readonly type: "ready" }
  | { readonly type: "draw"; readonly number: number; readonly isWhole: boolean }
  /** Show a place of the picture that was the answer of this number. */
  | { readonly type: "reveal"; readonly picture: number; readonly place: number }
  /** Make the edits of a way out, by the picture that was sent last. */
  | { readonly type: "mend"; readonly fault: number; readonly fix: number }
  /** Look at the pinned cluster. */
  | { readonly type: "look" };

/** What a panel remembers over a reload of the window. */
export interface SelectorsViewState {
  readonly id: string;
  /** `faces/face` */
  readonly label: string;
  readonly moment: MomentName;
  /** Which of the shares during a rollout; -1 for the one that says most. */
  readonly step: number;
  /** Nothing is summed up. */
  readonly isWhole?: true;
}
