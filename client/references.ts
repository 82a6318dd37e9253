import { commands, Location, Position, Range, Uri } from "vscode";

/**
 * Opens VS Code's list of references; a code lens of the server can only hold plain data, VS Code wants its objects.
 *
 * @param given a URI, an LSP position and LSP locations
 */
export async function showReferences(given: readonly unknown[]): Promise<void> {
  const [uri, position, locations] = given as [string, WirePosition, readonly WireLocation[]];
  await commands.executeCommand(
    "editor.action.showReferences",
    Uri.parse(uri),
    positionOf(position),
    locations.map((location) => new Location(Uri.parse(location.uri), rangeOf(location.range))),
  );
}

interface WirePosition {
  readonly line: number;
  readonly character: number;
}

interface WireRange {
  readonly start: WirePosition;
  readonly end: WirePosition;
}

interface WireLocation {
  readonly uri: string;
  readonly range: WireRange;
}

const positionOf = ({ line, character }: WirePosition): Position => new Position(line, character);
const rangeOf = ({ start, end }: WireRange): Range => new Range(positionOf(start), positionOf(end));
