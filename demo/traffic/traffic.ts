import type { MetricAnswer } from "../../server/engine/canary/call.ts";

/**
 * What people say of the traffic of a demo cluster, beyond what follows from the pods: answers to the metrics of a Canary,
 * and gates of the load tester.
 */
export interface Traffic {
  /** The answer that somebody gave for a metric of a Canary; `undefined`: it follows from the pods. */
  readonly override: (canary: CanaryName, metric: string) => MetricAnswer | undefined;
  /** `undefined` gives the metric back to the pods. */
  readonly setOverride: (
    canary: CanaryName,
    metric: string,
    answer: MetricAnswer | undefined,
  ) => void;
  readonly overrides: () => readonly Override[];
  /** Is the gate of a Canary at the load tester open? `kind`: `gate` is asked by confirm hooks, `rollback` by rollback hooks. */
  readonly isOpen: (kind: "gate" | "rollback", canary: CanaryName) => boolean;
  readonly setOpen: (kind: "gate" | "rollback", canary: CanaryName, isOpen: boolean) => void;
}

export interface CanaryName {
  readonly namespace: string;
  readonly name: string;
}

export interface Override extends CanaryName {
  readonly metric: string;
  readonly answer: MetricAnswer;
}

/** Traffic of which nobody has said anything. */
export function newTraffic(): Traffic {
  const overrides = new Map<string, Override>();
  const open = new Set<string>();
  const keyOf = ({ namespace, name }: CanaryName, more: string): string =>
    `${namespace}/${name} ${more}`;
  return {
    override: (canary, metric) => overrides.get(keyOf(canary, metric))?.answer,
    setOverride({ namespace, name }, metric, answer) {
      const key = keyOf({ namespace, name }, metric);
      if (answer === undefined) overrides.delete(key);
      else overrides.set(key, { namespace, name, metric, answer });
    },
    overrides: () => [...overrides.values()],
    isOpen: (kind, canary) => open.has(keyOf(canary, kind)),
    setOpen(kind, canary, isOpen) {
      if (isOpen) open.add(keyOf(canary, kind));
      else open.delete(keyOf(canary, kind));
    },
  };
}
