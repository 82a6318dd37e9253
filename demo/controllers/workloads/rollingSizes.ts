/** Pods of a ReplicaSet: wanted, and available. */
export interface SetSize {
  readonly size: number;
  readonly available: number;
}

export interface Rolling {
  readonly wanted: number;
  /** How many pods there may be above and below what is wanted. */
  readonly surge: number;
  readonly missing: number;
  readonly current: SetSize;
  /** Oldest first. */
  readonly old: readonly SetSize[];
}

/**
 * How large the ReplicaSets of a Deployment are next: the new one grows as far as the surge lets it, old ones shrink as far as
 * enough pods stay available, those that are not available first.
 *
 * https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/controller/deployment/rolling.go
 */
export function rollingSizes(rolling: Rolling): {
  readonly current: number;
  readonly old: readonly number[];
} {
  const { wanted, surge, current, old } = rolling;
  const total = current.size + sum(old.map((it) => it.size));
  const grown =
    current.size > wanted
      ? wanted
      : current.size + Math.max(0, Math.min(wanted + surge - total, wanted - current.size));
  if (grown !== current.size) return { current: grown, old: old.map((it) => it.size) };
  return { current: grown, old: shrunken(rolling, total) };
}

function shrunken({ wanted, missing, current, old }: Rolling, total: number): readonly number[] {
  const least = wanted - missing;
  let room = total - least - (current.size - current.available);
  const cleaned = old.map(({ size, available }) => {
    const gone = Math.max(0, Math.min(room, size - available));
    room -= gone;
    return size - gone;
  });
  let spare = current.available + sum(old.map((it) => it.available)) - least;
  return cleaned.map((size) => {
    const gone = Math.max(0, Math.min(size, spare, room));
    spare -= gone;
    room -= gone;
    return size - gone;
  });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
