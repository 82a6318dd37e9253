import { type CanaryQuestion, editCanary } from "../../protocol/canary.ts";
import { applyEdits } from "../applyEdits.ts";
import type { LanguageServer } from "../languageClient.ts";

/** Writes other values where the fields of a Canary stand. */
export async function applyChanges(
  server: LanguageServer,
  question: CanaryQuestion,
): Promise<void> {
  const answer = await server.send(editCanary, question);
  if ("problem" in answer) throw new Error(answer.problem);
  await applyEdits(answer.edits);
}
