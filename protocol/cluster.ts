/** Which object of a cluster is meant: what client and server tell each other of it, and nothing more. */
export interface ObjectIdentity {
  /** Empty for Kubernetes' own core kinds. */
  readonly group: string;
  readonly kind: string;
  /** Absent for what belongs to the whole cluster. */
  readonly namespace?: string;
  readonly name: string;
}
