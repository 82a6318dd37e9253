import type { CheckSummary } from "../../protocol/checkWorkspace.ts";
import { filesOf } from "../engine/workspace.ts";
import type { Session } from "./session.ts";

/** Counts what is shown now. */
export function summaryOf(session: Session): CheckSummary {
  let files = 0;
  let errors = 0;
  let warnings = 0;
  for (const { path } of filesOf(session.workspace())) {
    files++;
    for (const { severity } of session.shownIn(path)) {
      if (severity === "error") errors++;
      if (severity === "warning") warnings++;
    }
  }
  return { files, errors, warnings };
}
