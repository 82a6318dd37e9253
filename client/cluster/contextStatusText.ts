import type { LiveState } from "./api/live.ts";

/** Everything that the item of the pinned context depends on. */
export interface ContextModel {
  /** Absent: none is pinned, and the item is hidden. */
  readonly context?: string | undefined;
  readonly live: LiveState;
  readonly isReadOnly: boolean;
  readonly failing: number;
  /** The context that the settings name for the file in front, where it is another one. */
  readonly other?: string | undefined;
}

export interface ContextText {
  readonly text: string;
  readonly tooltip: string;
  /** The same in words, for screen readers. */
  readonly label: string;
  readonly mood: "calm" | "warning" | "error";
}

/** The item of the pinned context in words: where we are, whether changes are refused, what is wrong. */
export function contextStatusText(model: ContextModel): ContextText | undefined {
  const { context, live, isReadOnly, failing, other } = model;
  if (context === undefined) return undefined;
  const { icon, words, mood } = signOf(live);
  const lines = [
    `Cluster context ${context}: ${words}.`,
    ...(live.kind === "connected" && failing > 0 ? [`${failing} failing.`] : []),
    ...(isReadOnly ? ["Protected: changes are refused until it is unlocked."] : []),
    ...(other === undefined ? [] : [`The settings name ${other} for the file in front.`]),
  ];
  const marks = [
    ...(isReadOnly ? ["$(lock)"] : []),
    ...(live.kind === "connected" && failing > 0 ? [`$(error) ${failing}`] : []),
    ...(other === undefined ? [] : [`$(warning) not ${other}`]),
  ];
  return {
    text: [`${icon} ${plain(context)}`, ...marks].join(" "),
    tooltip: lines.join("\n"),
    label: `Flightpath: ${lines.join(" ")}`,
    mood: mood === "calm" && other !== undefined ? "warning" : mood,
  };
}

type Sign = Pick<ContextText, "mood"> & { readonly icon: string; readonly words: string };

function signOf(live: LiveState): Sign {
  switch (live.kind) {
    case "unpinned":
    case "resting":
      return { icon: "$(server-environment)", words: "nobody looks at it now", mood: "calm" };
    case "connecting":
      return { icon: "$(loading~spin)", words: "connecting", mood: "calm" };
    case "connected":
      return { icon: "$(vm-active)", words: "connected", mood: "calm" };
    case "lost":
      return { icon: "$(debug-disconnect)", words: ended(live.sentence), mood: "warning" };
    case "refused":
      return { icon: "$(circle-slash)", words: ended(live.sentence), mood: "warning" };
    case "stopped":
      return { icon: "$(stop-circle)", words: ended(live.sentence), mood: "error" };
  }
}

const ended = (sentence: string): string => sentence.replace(/\.$/, "");

/** The name of a context is not ours: it may look like an icon. */
const plain = (name: string): string => name.replaceAll("$(", "$\u200b(");
