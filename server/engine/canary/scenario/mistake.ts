/** What is wrong with a file of JSON, in one sentence, and where. */
export interface Mistake {
  /** A JSON pointer: `/metrics/latency/0`; `""` is the whole file. */
  readonly pointer: string;
  readonly message: string;
}
