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

/** Says above and beside the tree what the tree itself cannot. */
export function tellCause(
  id: string,
  view: TreeView<unknown>,
  cause: ViewCause,
  { session, live }: Clusters,
  filter: string,
  failing: number,
): void {
  void commands.executeCommand("setContext", `${id}.state`, cause.kind);
  void commands.executeCommand("setContext", `${id}.reason`, cause.reason ?? "");
  const state = session.state();
  const context = state.kind === "pinned" ? state.context : "";
  const isWelcome = cause.kind !== "shown";
  const parts = [
    context,
    isWelcome ? (cause.sentence ?? "") : "",
    filter === "" ? "" : `only ${filter}`,
  ];
  view.description = parts.filter((it) => it !== "").join(" · ");
  const { kind, ...more } = live.state();
  view.message =
    !isWelcome && kind === "lost" && "since" in more
      ? `Not up to date since ${clock(Date.now(), more.since)}: ${cause.sentence ?? ""} It is tried again by itself.`
      : "";
  const isKnown = !isWelcome && failing > 0;
  view.badge = isKnown
    ? { value: failing, tooltip: `${plural(failing, "object")} failed` }
    : undefined;
}
