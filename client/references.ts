import { commands, Location, Position, Range, Uri } from "vscode";
import { type LensQuestion, lensPlaces, type WirePosition } from "../protocol/lensPlaces.ts";
import type { LanguageServer } from "./languageClient.ts";

/**
 * Opens VS Code's list of references with what a code lens has counted.
 *
 * @param given a URI, an LSP position and what the lens asks
 */
export async function showReferences(
  server: LanguageServer,
  given: readonly unknown[],
): Promise<void> {
  const [uri, position, asks] = given as [string, WirePosition, LensQuestion];
  const places = await server.send(lensPlaces, asks);
  await commands.executeCommand(
    "editor.action.showReferences",
    Uri.parse(uri),
    positionOf(position),
    places.map(
      ({ uri, range: { start, end } }) =>
        new Location(Uri.parse(uri), new Range(positionOf(start), positionOf(end))),
    ),
  );
}

const positionOf = ({ line, character }: WirePosition): Position => new Position(line, character);
