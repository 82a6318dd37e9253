import type { CodeLens, CodeLensParams } from "vscode-languageserver";
import { clientCommands } from "../../../protocol/clientCommands.ts";
import {
  codeLenses,
  type LensQuestion,
  lensPlaces,
  lensTitle,
} from "../../engine/features/codeLens.ts";
import { fileAt } from "../../engine/workspace.ts";
import { toLocations, toRange } from "../convert.ts";
import { respond } from "../respond.ts";
import { pathOf, uriOf } from "../uri.ts";
import type { RequestRow } from "./row.ts";

/** Counts above objects; the places behind a count are looked up when it is shown. */
export const codeLensRequests: RequestRow = {
  capabilities: { codeLensProvider: { resolveProvider: true } },
  register(connection, context) {
    connection.onCodeLens(
      respond(context, ({ textDocument }: CodeLensParams, workspace) => {
        const file = fileAt(workspace, pathOf(textDocument.uri));
        if (file?.text === undefined || !context.configuration().codeLens) return [];
        return codeLenses(workspace, file.path).map(
          ({ span, title, asks }): CodeLens => ({
            range: toRange(file, span),
            data: { title, asks } satisfies Data,
          }),
        );
      }),
    );
    const resolve = respond(context, (lens: CodeLens, workspace): CodeLens => {
      const { title: known, asks } = lens.data as Data;
      const title = known || (lensTitle(workspace, asks) ?? "");
      const shows = SHOWS[asks.about];
      if (shows) {
        const given = [uriOf(asks.path), lens.range.start.line];
        return { range: lens.range, command: { title, command: shows, arguments: given } };
      }
      if (asks.about === "nothing") return { range: lens.range, command: { title, command: "" } };
      const places = toLocations(workspace, lensPlaces(workspace, asks));
      const given = [uriOf(asks.path), lens.range.start, places];
      const command = { title, command: clientCommands.showReferences, arguments: given };
      return { range: lens.range, command };
    });
    connection.onCodeLensResolve((lens, token) => resolve(lens, token) ?? lens);
  },
};

/** Lenses that show a document about the object. */
const SHOWS: { readonly [about in LensQuestion["about"]]?: string } = {
  builds: clientCommands.showRenderedManifests,
  rollout: clientCommands.simulateCanary,
  selectors: clientCommands.showSelectorLabels,
  graph: clientCommands.showDependencyGraph,
};

/** What a lens takes to the editor and brings back. */
interface Data {
  readonly title: string;
  readonly asks: LensQuestion;
}
