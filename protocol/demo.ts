/** What the worker of the demo cluster is started with. */
export interface DemoStart {
  /** Folders of repositories, which Flux in it reads as its sources. */
  readonly folders: readonly string[];
  /** Where its objects are kept between two runs; absent: nowhere. */
  readonly state?: string;
}

/** What the window tells the demo cluster. */
export type ToDemo =
  | {
      readonly type: "setMetric";
      readonly canary: DemoName;
      readonly metric: string;
      readonly answer: DemoAnswer;
    }
  | {
      readonly type: "setGate";
      readonly canary: DemoName;
      readonly gate: "gate" | "rollback";
      readonly isOpen: boolean;
    }
  | { readonly type: "setFault"; readonly fault: DemoFault }
  | { readonly type: "setSpeed"; readonly factor: number }
  | { readonly type: "describe" }
  | { readonly type: "stop" };

/** What the demo cluster tells the window. `started` or `failed` comes first, `stopped` last. */
export type FromDemo =
  | { readonly type: "started"; readonly url: string; readonly kubeconfig: string }
  | { readonly type: "failed"; readonly sentence: string }
  | { readonly type: "described"; readonly description: DemoDescription }
  /** Something that deserves a line in the log. */
  | { readonly type: "noted"; readonly sentence: string }
  | { readonly type: "stopped" };

export interface DemoName {
  readonly namespace: string;
  readonly name: string;
}

/** A value in the unit of the metric, an empty answer, or what follows from the pods. */
export type DemoAnswer = number | "noData" | "byItself";

/** What goes wrong from now on, until something else is said. */
export type DemoFault =
  | "none"
  | "dropConnections"
  | "refuse"
  | "slow"
  | "hang"
  | "silentWatches"
  | "tooManyRequests"
  | "unauthorized"
  | "forbidden"
  | "expiredVersions";

/** How the demo cluster stands. */
export interface DemoDescription {
  readonly canaries: readonly DemoCanary[];
  readonly fault: DemoFault;
  readonly speed: number;
}

export interface DemoCanary extends DemoName {
  readonly phase: string;
  readonly metrics: readonly { readonly name: string; readonly answer: DemoAnswer }[];
  /** Are there hooks that ask a gate, or whether to roll back? */
  readonly gates: readonly { readonly gate: "gate" | "rollback"; readonly isOpen: boolean }[];
}
