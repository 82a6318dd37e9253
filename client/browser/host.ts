interface VsCodeApi {
  readonly postMessage: (message: unknown) => void;
  readonly getState: () => unknown;
  readonly setState: (state: unknown) => void;
}

declare const acquireVsCodeApi: () => VsCodeApi;

/** The other end of a page's messages, and what the page remembers over a reload. */
export interface Host<From, State> {
  readonly post: (message: From) => void;
  readonly remembered: () => unknown;
  readonly remember: (state: State) => void;
}

/**
 * Connects a page with the extension that opened it; may be called once.
 *
 * @param read makes a message of what has come; `undefined` for what is none
 */
export function connect<To, From, State>(
  read: (message: unknown) => To | undefined,
  hear: (message: To) => void,
): Host<From, State> {
  const api = acquireVsCodeApi();
  window.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    const message = read(data);
    if (message === undefined) console.warn("Flightpath: a message that is none of this view.");
    else hear(message);
  });
  return {
    post: (message) => api.postMessage(message),
    remembered: () => api.getState(),
    remember: (state) => api.setState(state),
  };
}
