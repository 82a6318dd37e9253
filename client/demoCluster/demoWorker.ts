import { SHARE_ENV, Worker } from "node:worker_threads";
import type { DemoDescription, DemoStart, FromDemo, ToDemo } from "../../protocol/demo.ts";

/** A demo cluster that answers, in a thread of its own. */
export interface DemoWorker {
  readonly url: string;
  /** The text of its kubeconfig. */
  readonly kubeconfig: string;
  readonly send: (message: ToDemo) => void;
  readonly describe: () => Promise<DemoDescription>;
  /** Ends when it has kept its state, at the latest after some seconds. */
  readonly stop: () => Promise<void>;
}

export interface DemoListener {
  /** It is gone, and nobody asked it to: why, in one sentence. */
  readonly onEnd: (sentence: string) => void;
  readonly onNote: (sentence: string) => void;
}

/** Starts the thread: the command line with its command `demo`. Throws one sentence when no cluster comes of it. */
export async function startDemoWorker(
  file: string,
  start: DemoStart,
  listener: DemoListener,
): Promise<DemoWorker> {
  const name = "flightpath-demo";
  const worker = new Worker(file, { argv: ["demo"], workerData: start, name, env: SHARE_ENV });
  const waiting: ((description: DemoDescription) => void)[] = [];
  let isAsked = false;
  const ended = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
  const send = (message: ToDemo): void => worker.postMessage(message);
  const begun = await new Promise<Begun>((resolve, reject) => {
    const fail = (sentence: string): void => {
      reject(new Error(sentence));
      if (!isAsked) listener.onEnd(sentence);
    };
    worker.on("message", (message: FromDemo) => {
      if (message.type === "started") resolve(message);
      else if (message.type === "failed") fail(message.sentence);
      else if (message.type === "noted") listener.onNote(message.sentence);
      else if (message.type === "described") waiting.shift()?.(message.description);
    });
    worker.once("error", (error) => fail(`The demo cluster has failed: ${error.message}`));
    worker.once("exit", () => fail("The demo cluster has ended."));
  });
  return {
    url: begun.url,
    kubeconfig: begun.kubeconfig,
    send,
    describe: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        send({ type: "describe" });
      }),
    async stop() {
      isAsked = true;
      send({ type: "stop" });
      const late = setTimeout(() => void worker.terminate(), PATIENCE);
      await ended;
      clearTimeout(late);
    },
  };
}

type Begun = Extract<FromDemo, { type: "started" }>;

/** Milliseconds. */
const PATIENCE = 5000;
