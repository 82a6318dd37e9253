import { commands, type TreeView, window } from "vscode";
import { plural } from "../../plural.ts";
import type { Clusters } from "../clusters.ts";
import { clock } from "../documents/moments.ts";
import type { ViewCause } from "./viewCause.ts";

/** A bar at the top of a view while something is awaited. */
export function progressIn(viewId: string): (isAwaited: boolean) => void {
  let end: (() => void) | undefined;
  return (isAwaited) => {
    if (!isAwaited) {
      end?.();
      end = undefined;
    } else if (!end) {
      const awaited = new Promise<void>((resolve) => {
        end = resolve;
      });
      void window.withProgress({ location: { viewId } }, () => awaited);
    }
  };
}

/** Says above and beside the tree what the tree itself cannot; what was said already is not said again. */
export function causeTeller(
  id: string,
  view: TreeView<unknown>,
  clusters: Clusters,
): (cause: ViewCause, filter: string, failing: number) => void {
  const told = new Map<string, unknown>();
  const tell = <Value>(what: string, value: Value, say: (value: Value) => void) => {
    if (told.has(what) && told.get(what) === value) return;
    told.set(what, value);
    say(value);
  };
  const setContext = (name: string, value: string) =>
    tell(name, value, () => void commands.executeCommand("setContext", `${id}.${name}`, value));
  return (cause, filter, failing) => {
    const isShown = cause.kind === "shown";
    setContext("state", cause.kind);
    setContext("reason", cause.reason ?? "");
    tell("description", descriptionOf(cause, filter, clusters), (it) => {
      view.description = it;
    });
    tell("message", isShown ? messageOf(cause, clusters) : "", (it) => {
      view.message = it;
    });
    tell("badge", isShown ? failing : 0, (value) => {
      view.badge = value > 0 ? { value, tooltip: `${plural(value, "object")} failed` } : undefined;
    });
  };
}

function descriptionOf(cause: ViewCause, filter: string, { session }: Clusters): string {
  const state = session.state();
  const parts = [
    state.kind === "pinned" ? state.context : "",
    cause.kind === "shown" ? "" : (cause.sentence ?? ""),
    filter === "" ? "" : `only ${filter}`,
  ];
  return parts.filter((it) => it !== "").join(" · ");
}

function messageOf({ sentence = "" }: ViewCause, { live }: Clusters): string {
  const state = live.state();
  return state.kind === "lost"
    ? `Not up to date since ${clock(Date.now(), state.since)}: ${sentence} It is tried again by itself.`
    : "";
}
