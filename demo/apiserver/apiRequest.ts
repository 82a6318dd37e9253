/** What a client asks, whatever carried it. */
export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  /** The body as it came; only protobuf needs it. */
  readonly bytes?: Uint8Array;
}

/** The answer: a text, or one that goes on until either side ends it. */
export interface ApiResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Begins to send what follows the body; the function that it answers stops that. */
  readonly stream?: (send: (text: string) => void, end: () => void) => () => void;
}
