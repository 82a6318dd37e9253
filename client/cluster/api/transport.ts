/** What is sent; the path begins with `/` and is as it goes on the wire. */
export interface WireRequest {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Goes over a line that carries nothing else, so that its answer tells how other lines of its age are. */
  readonly isPulse?: true;
}

export interface WireAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Pieces of text as they come; ends with the answer, throws when the line breaks. */
  readonly body: AsyncIterable<string>;
  /** Its line was opened for it; absent: the line had carried answers before. */
  readonly isNewLine?: boolean;
}

/** The way to one server with one set of credentials. */
export interface Transport {
  /** Throws what the network throws; the signal breaks the line. */
  send(request: WireRequest, signal: AbortSignal): Promise<WireAnswer>;
  /** Closes lines that wait unused: after an outage they may be dead, whatever they look like. */
  dropIdle?(): void;
  /** Closes every socket. */
  close(): void;
}
