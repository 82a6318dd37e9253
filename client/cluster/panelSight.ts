import type { Unseen } from "../../protocol/unseen.ts";
import type { KubeObject } from "./api/kubeObject.ts";
import type { Live } from "./api/live.ts";
import type { Session } from "./api/session.ts";
import { realTime, type Time } from "./api/time.ts";
import type { KindWatch } from "./api/watched.ts";

/** Objects that a panel would like to see beside those that are watched anyway. */
export interface Wanted {
  readonly kind: string;
  readonly group: string;
  readonly namespace: string;
  readonly fieldSelector?: string;
}

/** What a panel sees of the cluster. */
export type Sight =
  | Unseen
  | {
      readonly kind: "seen";
      readonly context: string;
      /** Those that were wanted, of one kind. */
      readonly of: (kind: string) => readonly KubeObject[];
    };

export interface PanelSight {
  readonly now: () => Sight;
  /** The person wants to look at the pinned cluster. */
  readonly begin: () => void;
  /** Only what is shown looks. */
  readonly attend: (isShown: boolean) => void;
  readonly dispose: () => void;
}

/** Events of a cluster come in flocks; a panel follows this often, in milliseconds. */
const PACE = 200;

/**
 * Looks at the pinned cluster while a panel is shown. Contacts nobody by itself: only after somebody has spoken with that
 * cluster in this window, or the person asks for it.
 *
 * @param changed what is seen may be different now
 */
export function panelSight(
  { session, live }: { readonly session: Session; readonly live: Live },
  wanted: readonly Wanted[],
  changed: () => void,
  time: Pick<Time, "after"> = realTime,
): PanelSight {
  let isShown = false;
  let isLooking = false;
  /** The cluster that may be looked at. */
  let met: string | undefined;
  let leave: (() => void) | undefined;
  let watches: readonly { readonly wanted: Wanted; readonly watch: KindWatch }[] = [];
  let leaveWatches: readonly (() => void)[] = [];
  let turn = new AbortController();
  let due: (() => void) | undefined;

  const soon = () => {
    due ??= time.after(PACE, () => {
      due = undefined;
      changed();
    });
  };
  const endWatches = () => {
    turn.abort();
    turn = new AbortController();
    for (const it of leaveWatches) it();
    leaveWatches = [];
    watches = [];
  };
  const beginWatches = async () => {
    const { signal } = turn;
    const { value: served } = await live.served(signal);
    if (!served || signal.aborted || watches.length > 0) return;
    watches = wanted.flatMap((it) => {
      const resource = served.find(it.kind, it.group);
      const watch = resource && live.nearby(resource, [it.namespace], it.fieldSelector);
      return watch ? [{ wanted: it, watch }] : [];
    });
    leaveWatches = watches.map(({ watch }) => watch.look(soon));
    soon();
  };
  const rest = () => {
    isLooking = false;
    leave?.();
    leave = undefined;
  };
  const update = () => {
    const state = session.state();
    const pinned = state.kind === "pinned" ? state.pin.identity : undefined;
    const { kind } = live.state();
    if (pinned !== undefined && kind === "connected") met = pinned;
    const mayLook = isShown && pinned !== undefined && met === pinned;
    if (mayLook && !isLooking) {
      // To look changes the state, which leads here again.
      isLooking = true;
      leave = live.look(soon);
    } else if (!mayLook) rest();
    if (!mayLook || kind !== "connected") endWatches();
    else if (watches.length === 0) void beginWatches();
    soon();
  };
  const unlisten = [session.onChange(update), live.onState(update)];
  return {
    now: () => {
      const state = session.state();
      if (state.kind !== "pinned") return { kind: "none" };
      const { context } = state;
      if (met !== state.pin.identity) return { kind: "offered", context };
      const line = live.state();
      if (line.kind === "lost" || line.kind === "refused") {
        return { kind: "lost", context, sentence: line.sentence };
      }
      if (line.kind !== "connected") return { kind: "connecting", context };
      return {
        kind: "seen",
        context,
        of: (kind) =>
          watches
            .filter((it) => it.wanted.kind === kind)
            .flatMap(({ watch }) => [...watch.now().objects.values()]),
      };
    },
    begin() {
      const state = session.state();
      if (state.kind === "pinned") met = state.pin.identity;
      update();
    },
    attend(shown) {
      isShown = shown;
      update();
    },
    dispose() {
      for (const it of unlisten) it();
      due?.();
      endWatches();
      rest();
    },
  };
}
