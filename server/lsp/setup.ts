import type { SetupProblem } from "../../protocol/serverStatus.ts";
import { join } from "../engine/path.ts";
import { REPOSITORY_SETTINGS, repositorySettingsOf } from "../engine/repositorySettings.ts";
import { fileAt, type Workspace } from "../engine/workspace.ts";
import { uriOf } from "./uri.ts";

/** What keeps the server from doing its whole work: so far, a settings file of the repository that is not understood. */
export function setupProblems(workspace: Workspace): readonly SetupProblem[] {
  return workspace.roots.flatMap((root) => {
    const path = join(root.path, REPOSITORY_SETTINGS);
    const text = fileAt(workspace, path)?.text;
    if (text === undefined) return [];
    const { problems } = repositorySettingsOf(text);
    return problems.map((it) => ({
      message: `In ${REPOSITORY_SETTINGS}, ${it}`,
      uri: uriOf(path),
    }));
  });
}
