/** A signal that goes off with the first of several, and lets them go when it is no longer needed. */
export interface LinkedSignal {
  readonly signal: AbortSignal;
  abort(): void;
  /** No longer listens to the others. */
  release(): void;
}

export function linkedSignal(...others: readonly AbortSignal[]): LinkedSignal {
  const controller = new AbortController();
  const abort = () => controller.abort();
  for (const other of others) {
    if (other.aborted) abort();
    else other.addEventListener("abort", abort, { once: true });
  }
  return {
    signal: controller.signal,
    abort,
    release() {
      for (const other of others) other.removeEventListener("abort", abort);
    },
  };
}
