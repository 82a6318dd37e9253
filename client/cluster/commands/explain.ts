import { commands, window } from "vscode";
import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import { notify } from "../../notify.ts";
import { type Desk, readObject } from "../api/desk.ts";
import { health } from "../api/health.ts";
import { nameOf } from "../api/kubeObject.ts";
import { surroundingsOf } from "../api/surroundings.ts";
import { type Cause, whyNotReady } from "../api/whyNotReady.ts";
import { oneLine } from "../documents/safeText.ts";
import { whySentence } from "../documents/whyText.ts";
import { atDesk } from "./atDesk.ts";
import type { ClusterCommand, ClusterParts } from "./parts.ts";

/** Says why an object is not ready: the root cause, and every step on the way there. */
export const explain: ClusterCommand = atDesk(
  {
    title: "Explain Why Not Ready",
    accepts: (object) => health(object).state !== "ready",
    nothing: "Everything that Flux and Flagger have in this cluster is ready.",
    anyKind: true,
  },
  async (parts, desk, [identity]) => {
    if (identity) await explainOne(parts, desk, identity);
  },
);

async function explainOne(
  { log }: ClusterParts,
  desk: Desk,
  identity: ObjectIdentity,
): Promise<void> {
  const { signal } = new AbortController();
  const { value, failure } = await readObject(desk, identity, signal);
  if (failure) throw new Error(failure.sentence);
  const { state, words } = health(value.object);
  const isWell = state === "ready" || state === "suspended";
  const causes = isWell ? [] : await whyNotReady(value.object, surroundingsOf(desk, signal));
  const name = oneLine(nameOf(identity));
  if (causes.length === 0) {
    const tail = words && words !== state ? `: ${oneLine(words)}` : "";
    void notify.information(`${name} is ${state}${tail}`);
    return;
  }
  for (const { object, words: why } of causes)
    log.info(`${oneLine(nameOf(object))}: ${oneLine(why)}`);
  void offer(whySentence(causes), causes);
}

async function offer(sentence: string, causes: readonly Cause[]): Promise<void> {
  const root = causes.at(-1)?.object;
  const steps = "Show All Steps";
  const ways = new Map([
    ["Describe", "flightpath.describe"],
    ["Show Events", "flightpath.showEvents"],
    ["Open Manifest", "flightpath.openManifest"],
  ]);
  const buttons = [...(causes.length > 1 ? [steps] : []), ...ways.keys()];
  const chosen = await notify.warning(sentence, ...buttons);
  if (chosen === steps) return showSteps(causes);
  const command = ways.get(chosen ?? "");
  if (command && root) await commands.executeCommand(command, root);
}

/** From the object that was asked about down to the root cause; each leads on. */
async function showSteps(causes: readonly Cause[]): Promise<void> {
  const picks = causes.map(({ object, words }, index) => ({
    label: `${index === causes.length - 1 ? "$(error)" : "$(arrow-down)"} ${oneLine(nameOf(object))}`,
    detail: oneLine(words),
    object,
  }));
  const chosen = await window.showQuickPick(picks, {
    title: "Why it is not ready: the root cause is the last",
    placeHolder: "Describe one of these",
  });
  if (chosen) await commands.executeCommand("flightpath.describe", chosen.object);
}
