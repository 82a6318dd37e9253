import type { CodeLens, CodeLensParams, Command } from "vscode-languageserver";
import { clientCommands } from "../../../protocol/clientCommands.ts";
import {
  type LensQuestion,
  lensPlaces as lensPlacesRequest,
} from "../../../protocol/lensPlaces.ts";
import { codeLenses, type CodeLens as Lens, lensPlaces } from "../../engine/features/codeLens.ts";
import { fileAt } from "../../engine/workspace.ts";
import { toLocations, toRange } from "../convert.ts";
import { respond } from "../respond.ts";
import { pathOf, uriOf } from "../uri.ts";
import { answers } from "./answers.ts";
import type { RequestRow } from "./row.ts";

/**
 * Counts above objects; the places behind a count are looked up when somebody wants to see them. Every lens comes with
 * its command: of lenses that are resolved one by one while newer ones come, VS Code keeps commands that are gone.
 */
export const codeLensRequests: RequestRow = {
  capabilities: { codeLensProvider: { resolveProvider: false } },
  register(connection, context) {
    connection.onCodeLens(
      respond(context, ({ textDocument }: CodeLensParams, workspace) => {
        const file = fileAt(workspace, pathOf(textDocument.uri));
        if (file?.text === undefined || !context.configuration().codeLens) return [];
        return codeLenses(workspace, file.path).map((lens): CodeLens => {
          const range = toRange(file, lens.span);
          return { range, command: commandOf(lens, range) };
        });
      }),
    );
    answers(connection, context)(
      lensPlacesRequest,
      (asks) => {
        const workspace = context.session.workspace();
        return toLocations(workspace, lensPlaces(workspace, asks));
      },
      [],
    );
  },
};

function commandOf({ title, asks }: Lens, { start }: CodeLens["range"]): Command {
  const shows = SHOWS[asks.about];
  const uri = uriOf(asks.path);
  if (shows) return { title, command: shows, arguments: [uri, start.line] };
  if (asks.about === "nothing") return { title, command: "" };
  return { title, command: clientCommands.showReferences, arguments: [uri, start, asks] };
}

/** Lenses that show a document about the object. */
const SHOWS: { readonly [about in LensQuestion["about"]]?: string } = {
  builds: clientCommands.showRenderedManifests,
  rollout: clientCommands.simulateCanary,
  selectors: clientCommands.showSelectorLabels,
  graph: clientCommands.showDependencyGraph,
};
