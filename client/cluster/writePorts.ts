import { type LogOutputChannel, window } from "vscode";
import { clusterSettings, stopAsking } from "../settings.ts";
import { isProtected } from "./api/protectedContext.ts";
import type { Question, WritePorts } from "./api/write.ts";
import type { Agreement } from "./clusters.ts";
import { questionText, writeLine } from "./questionText.ts";

/** Asks in a modal before each change, and writes each one into the log with its body. */
export const writePorts = (log: LogOutputChannel): WritePorts => ({
  confirm,
  log: (question) => log.info(writeLine(question)),
});

/** Asks once for several changes of the same kinds; `undefined`: the person says no. */
export async function portsTogether(
  ports: WritePorts,
  context: string,
  { verbs, title, detail }: Agreement,
): Promise<WritePorts | undefined> {
  if (asks(context) || verbs.includes("delete")) {
    const yes = "Continue";
    const chosen = await window.showWarningMessage(
      `${title} in ${context}?`,
      { modal: true, detail },
      yes,
    );
    if (chosen !== yes) return undefined;
  }
  return {
    log: ports.log,
    confirm: async (question) =>
      (question.context === context && verbs.includes(question.action.verb)) ||
      ports.confirm(question),
  };
}

async function confirm(question: Question): Promise<boolean> {
  const { context, action } = question;
  // What is deleted is asked about always, and so is what is protected.
  const mayStop = action.verb !== "delete" && !isGuarded(context);
  if (mayStop && !asks(context)) return true;
  const { message, detail, yes } = questionText(question);
  const always = `${yes}, and Do Not Ask Again in ${context}`;
  const chosen = await window.showWarningMessage(
    message,
    { modal: true, detail },
    yes,
    ...(mayStop ? [always] : []),
  );
  if (chosen === always) await stopAsking(context);
  return chosen === yes || chosen === always;
}

const isGuarded = (context: string): boolean =>
  isProtected(context, clusterSettings().protectedContexts);

/** Whether changes in a context are asked about; the settings may say no, but not for protected ones. */
function asks(context: string): boolean {
  if (isGuarded(context)) return true;
  const table = Object.entries(clusterSettings().askBeforeWriting);
  const exact = table.find(([name]) => name === context);
  const [, answer] = exact ?? table.find(([pattern]) => isProtected(context, [pattern])) ?? [];
  return answer ?? true;
}
