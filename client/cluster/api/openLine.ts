import type { Access } from "./access.ts";
import type { Failure, Outcome } from "./failure.ts";
import { linkedSignal } from "./linkedSignal.ts";
import type { Pin } from "./pin.ts";
import type { Time } from "./time.ts";
import type { Transport, WireAnswer, WireRequest } from "./transport.ts";
import { unreachable } from "./unreachable.ts";

/** The way to one server, whoever we are to it at the moment. */
export interface Line {
  send(request: WireRequest, signal: AbortSignal): Promise<Outcome<WireAnswer>>;
  renew(): void;
  /** Gives up an opening that is under way and begins it anew; who waits for it waits for the new one. */
  reopen(): void;
  dropIdle(): Promise<void>;
  close(): void;
}

interface LineOptions {
  readonly pin: Pin;
  readonly access: Access;
  readonly time: Time;
}

/** Credentials that were just renewed are not renewed again so soon. */
const renewalPause = 30_000;

/**
 * A transport that is opened at the first request, and again when its credentials are refused.
 *
 * @param closed goes off when the line is closed for good
 */
export function openLine({ pin, access, time }: LineOptions, closed: AbortSignal): Line {
  let current: Promise<Outcome<Transport>> | undefined;
  /** Why the last opening came to nothing. */
  let refused: Failure | undefined;
  let renewed = Number.NEGATIVE_INFINITY;
  /** Ends the opening that is under way. */
  let giveUp: (() => void) | undefined;

  const open = (isFresh: boolean): Promise<Outcome<Transport>> => {
    const previous = current;
    const life = linkedSignal(closed);
    const opening = access.open(isFresh, life.signal);
    current = opening;
    giveUp = life.abort;
    void previous?.then((it) => it.value?.close());
    void opening.then(({ failure, value }) => {
      life.release();
      if (giveUp === life.abort) giveUp = undefined;
      if (current === opening) {
        refused = failure;
        if (failure) current = undefined;
      }
      if (closed.aborted) value?.close();
    });
    return opening;
  };

  const attempt = async (request: WireRequest, signal: AbortSignal): Promise<Attempt> => {
    if (closed.aborted) return { failure: closedFailure };
    // Opening may run a credential plugin: that is not done again and again by itself.
    if (request.isPulse && !current && refused) return { failure: refused };
    const used = current ?? open(false);
    const opened = await used;
    const isGivenUp = opened.failure?.kind === "cancelled" && current !== used;
    if (isGivenUp && current && !signal.aborted) return attempt(request, signal);
    if (opened.failure) return { ...opened, used };
    try {
      return { value: await opened.value.send(request, signal), used };
    } catch (error) {
      return { failure: closed.aborted ? closedFailure : unreachable(pin.server, error), used };
    }
  };

  return {
    async send(request, signal) {
      const first = await attempt(request, signal);
      if (first.value?.status !== 401 || request.isPulse)
        return first.value ? { value: first.value } : first;
      const isRenewed = current !== first.used;
      if (!isRenewed && time.now() - renewed < renewalPause) return { value: first.value };
      if (!isRenewed) renewed = time.now();
      await drained(first.value);
      if (current === first.used) void open(true);
      const second = await attempt(request, signal);
      return second.value ? { value: second.value } : second;
    },
    renew() {
      renewed = Number.NEGATIVE_INFINITY;
    },
    reopen() {
      if (!giveUp) return;
      giveUp();
      void open(true);
    },
    dropIdle: async () => (await current)?.value?.dropIdle?.(),
    close() {
      void current?.then((it) => it.value?.close());
      current = undefined;
    },
  };
}

/** What became of a request, and over which opening. */
type Attempt = Outcome<WireAnswer> & { readonly used?: Promise<Outcome<Transport>> };

const closedFailure: Failure = { kind: "closed", sentence: "The connection is closed." };

/** Reads what nobody needs, so that the socket can be used again. */
async function drained(answer: WireAnswer): Promise<void> {
  try {
    for await (const _ of answer.body);
  } catch {
    // The line broke: nothing is left to drain.
  }
}
