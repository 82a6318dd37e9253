/** A cluster that a contract is tried on; what it is made of does not matter. */
export interface ClusterUnderTest {
  /** Kubeconfig files: somebody who may do everything, and somebody who may read all but Secrets. */
  readonly admin: string;
  readonly viewer: string;
  /** Makes the server deaf, or lets it hear again: its lines stay open and silent. */
  readonly freezeServer?: (isFrozen: boolean) => void;
  /** Ends the server, with all its lines, and starts it again with what it had. */
  readonly restartServer?: () => Promise<void>;
  /** Repositories below this folder are served under this address. */
  readonly git?: ServedGit;
  /** Stops and wakes a controller. */
  readonly freezeController?: (name: string, isFrozen: boolean) => void;
  /** Its pods write logs. */
  readonly hasLogs?: true;
  readonly close: () => Promise<void>;
}

export interface ServedGit {
  readonly root: string;
  readonly url: string;
  /** Nobody answers at the address: the cluster looks in the folder, and so do those who push. */
  readonly isFolder?: boolean;
}
