import type { Notification } from "../protocol/notification.ts";

/** Who hears what the server tells: any number for each notification, whichever server runs. */
export interface Hearers {
  /** @returns what ends the hearing */
  readonly add: <Params>(
    notification: Notification<Params>,
    hear: (params: Params) => void,
  ) => { readonly dispose: () => void };
  /** From here on this server tells them. */
  readonly connect: (server: Teller) => void;
}

/** One end of a connection. It keeps one handler for a method: another takes its place. */
export interface Teller {
  readonly onNotification: (method: string, handler: (params: unknown) => void) => unknown;
}

export function createHearers(): Hearers {
  const all = new Map<string, Set<(params: never) => void>>();
  let teller: Teller | undefined;
  const listen = (method: string) =>
    teller?.onNotification(method, (params) => {
      for (const hear of all.get(method) ?? []) hear(params as never);
    });
  return {
    add({ method }, hear) {
      const known = all.get(method);
      const hearers = known ?? new Set();
      // The same function may hear twice.
      const own: typeof hear = (params) => hear(params);
      hearers.add(own);
      all.set(method, hearers);
      if (!known) listen(method);
      return { dispose: () => void hearers.delete(own) };
    },
    connect(server) {
      teller = server;
      for (const method of all.keys()) listen(method);
    },
  };
}
