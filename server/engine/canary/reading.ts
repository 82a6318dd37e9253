/** A workload as Flagger reads it: the input of its readiness checks. flagger.md §2.6 */
export type WorkloadReading = DeploymentReading | DaemonSetReading;

export interface DeploymentReading {
  readonly specReplicas?: number;
  readonly generation: number;
  readonly observedGeneration: number;
  readonly replicas: number;
  readonly updated: number;
  readonly available: number;
  readonly progressing?: ConditionReading;
  readonly availableCondition?: ConditionReading;
  readonly image?: string;
}

/** `age`: seconds between the condition's last update and the start of the tick. */
export interface ConditionReading {
  readonly status: string;
  readonly reason: string;
  readonly age: number;
}

export interface DaemonSetReading {
  readonly generation: number;
  readonly observedGeneration: number;
  readonly desired: number;
  readonly updated: number;
  readonly available: number;
  readonly scaledToZero: boolean;
  readonly image?: string;
}

export const isDaemonSetReading = (it: WorkloadReading): it is DaemonSetReading =>
  "scaledToZero" in it;
