import { commands, type LogOutputChannel } from "vscode";
import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import { notify } from "../../notify.ts";
import { type Desk, readObject } from "../api/desk.ts";
import { keyOf } from "../api/kubeObject.ts";
import { surroundingsOf } from "../api/surroundings.ts";
import { whyNotReady } from "../api/whyNotReady.ts";
import { rootSentence } from "../documents/whyText.ts";
import type { ClusterParts } from "./parts.ts";
import type { Ending } from "./verdictText.ts";

/**
 * Says how something ended. What went wrong is told with its root cause and with ways on; nobody
 * waits until the person has read it.
 */
export async function tellEnding(
  { log }: Pick<ClusterParts, "log">,
  desk: Desk,
  identity: ObjectIdentity,
  { mood, sentence, head }: Ending,
): Promise<void> {
  if (mood !== "ill") {
    log.info(sentence);
    void showWithLog(log, sentence);
    return;
  }
  const root = head === undefined ? undefined : await rootCause(desk, identity);
  log.error(root ? `${sentence} ${root}` : sentence);
  void offer(root ? `${head}. ${root}` : sentence, identity);
}

/** Without a button, VS Code shows but the first words of a sentence. */
async function showWithLog(log: LogOutputChannel, sentence: string): Promise<void> {
  const showOutput = "Show Output";
  if ((await notify.information(sentence, showOutput)) === showOutput) log.show(true);
}

async function offer(sentence: string, identity: ObjectIdentity): Promise<void> {
  const chosen = await notify.error(sentence, ...ways.keys());
  const command = chosen === undefined ? undefined : ways.get(chosen);
  if (command) await commands.executeCommand(command, identity);
}

const ways = new Map([
  ["Explain", "flightpath.explainWhyNotReady"],
  ["Show Events", "flightpath.showEvents"],
  ["Show Logs", "flightpath.showLogs"],
]);

/** Only where it is another object's fault: the rest has been said. */
async function rootCause(desk: Desk, identity: ObjectIdentity): Promise<string | undefined> {
  const { signal } = new AbortController();
  const { value } = await readObject(desk, identity, signal);
  const causes = value ? await whyNotReady(value.object, surroundingsOf(desk, signal)) : [];
  const root = causes.at(-1);
  return root && keyOf(root.object) !== keyOf(identity) ? rootSentence(root) : undefined;
}
