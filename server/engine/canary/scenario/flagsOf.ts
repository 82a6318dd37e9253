import { type FlaggerFlag, flaggerFlag, settingsIn } from "../../flagger.ts";
import { goDuration } from "../../goDuration.ts";
import type { View } from "../../view.ts";
import { DEFAULT_FLAGS, type Flags } from "../flags.ts";

/** What the Flagger of this workspace is told; its own defaults where that is not known. */
export function flagsOf(view: View): { readonly flags: Flags; readonly notes: readonly string[] } {
  const unknown: FlaggerFlag[] = [];
  const said = (flag: FlaggerFlag): string | undefined => {
    const found = flaggerFlag(view, flag)?.text;
    if (found === undefined) unknown.push(flag);
    return found;
  };
  const flags = flagsSaid(said);
  return { flags, notes: notesOf(unknown, Object.keys(settingsIn(view)).length > 0) };
}

/** Flagger's flags from what is said of each one; where nothing is said, Flagger's own default. */
export function flagsSaid(said: (flag: FlaggerFlag) => string | undefined): Flags {
  const round = goDuration(said("controlLoopInterval") ?? "");
  const hasChat = [said("slackUrl"), said("teamsUrl")].some((it) => it !== undefined && it !== "");
  const channel = said("slackChannel") ?? "";
  return {
    meshProvider: said("meshProvider") ?? DEFAULT_FLAGS.meshProvider,
    selectorLabels: said("selectorLabels")?.split(",") ?? DEFAULT_FLAGS.selectorLabels,
    includeLabelPrefix:
      said("includeLabelPrefix")
        ?.split(",")
        .filter((it) => it !== "") ?? [],
    metricsServer: said("metricsServer") ?? DEFAULT_FLAGS.metricsServer,
    controlLoopInterval: "error" in round ? DEFAULT_FLAGS.controlLoopInterval : round.seconds,
    enableConfigTracking: said("configTracking") !== "false",
    ingressAnnotationsPrefix:
      said("ingressAnnotationsPrefix") ?? DEFAULT_FLAGS.ingressAnnotationsPrefix,
    ingressClass: said("ingressClass") ?? "",
    hasEventWebhook: DEFAULT_FLAGS.hasEventWebhook,
    alertChannel: hasChat ? channel : undefined,
    noCrossNamespaceRefs: said("noCrossNamespaceRefs") === "true",
    clusterName: said("clusterName") ?? "",
  };
}

function notesOf(unknown: readonly FlaggerFlag[], isSettled: boolean): readonly string[] {
  if (unknown.length === 0) return [];
  // The chart never sets the control loop, so this flag is known of every release.
  if (unknown.includes("controlLoopInterval")) return isSettled ? [] : [NOWHERE];
  const one = unknown.length === 1;
  return [
    `What Flagger is told by ${unknown.join(", ")} is not known here; its default${one ? " is" : "s are"} taken.`,
  ];
}

const NOWHERE =
  "What Flagger is told is not known here; its defaults are taken (mesh provider istio).";
