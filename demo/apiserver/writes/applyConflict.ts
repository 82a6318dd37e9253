import { type Cause, failure, Refusal } from "../refusal.ts";

/** The conflict of server-side apply. */
export function applyConflict(causes: readonly Cause[]): never {
  const count = causes.length === 1 ? "1 conflict" : `${causes.length} conflicts`;
  const told = causes.map((it) => `${it.message}: ${it.field}`);
  throw new Refusal(
    failure(409, "Conflict", `Apply failed with ${count}: ${conflictWords(causes, told)}`, {
      causes: causes.map(({ reason, message, field }) => ({ reason, message, field })),
    }),
  );
}

/** One conflict in a line; several by manager, one field a line. */
function conflictWords(causes: readonly Cause[], told: readonly string[]): string {
  if (causes.length === 1) return told[0] ?? "";
  const managers = [...new Set(causes.map((it) => it.message))].sort();
  return managers
    .map((manager) => {
      const fields = causes.filter((it) => it.message === manager).map((it) => it.field);
      const head = manager.replace("conflict with", "conflicts with");
      return `${head}:\n${fields.map((it) => `- ${it}`).join("\n")}`;
    })
    .join("\n");
}
