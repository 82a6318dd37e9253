/** What a kustomize answers when it is asked to build a folder. */
export interface Answer {
  readonly ok: boolean;
  /** Empty where it failed. */
  readonly output: string;
  /** The message behind `Error: `; empty where there is none. */
  readonly error: string;
  /** Lines about deprecated fields. */
  readonly warnings: readonly string[];
}
