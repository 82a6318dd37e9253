import { builtObjectRequests } from "./builtObject.ts";
import { canaryRequests } from "./canary.ts";
import { codeActionsRequests } from "./codeActions.ts";
import { codeLensRequests } from "./codeLens.ts";
import { completionRequests } from "./completion.ts";
import { definitionRequests } from "./definition.ts";
import { diagnosticsRequests } from "./diagnostics.ts";
import { documentLinksRequests } from "./documentLinks.ts";
import { documentSymbolsRequests } from "./documentSymbols.ts";
import { foldingRequests } from "./folding.ts";
import { graphRequests } from "./graph.ts";
import { highlightsRequests } from "./highlights.ts";
import { hoverRequests } from "./hover.ts";
import { inlayHintsRequests } from "./inlayHints.ts";
import { objectsRequests } from "./objects.ts";
import { referencesRequests } from "./references.ts";
import { renameRequests } from "./rename.ts";
import { renameFilesRequests } from "./renameFiles.ts";
import { renderedRequests } from "./rendered.ts";
import type { RequestRow } from "./row.ts";
import { selectionRangesRequests } from "./selectionRanges.ts";
import { selectorsRequests } from "./selectors.ts";
import { simulateRequests } from "./simulate.ts";
import { workspaceSymbolsRequests } from "./workspaceSymbols.ts";

/** Everything the server answers, one row per feature. */
export const requests: readonly RequestRow[] = [
  completionRequests,
  hoverRequests,
  codeActionsRequests,
  codeLensRequests,
  inlayHintsRequests,
  definitionRequests,
  referencesRequests,
  highlightsRequests,
  renameRequests,
  renameFilesRequests,
  documentLinksRequests,
  documentSymbolsRequests,
  workspaceSymbolsRequests,
  foldingRequests,
  selectionRangesRequests,
  renderedRequests,
  builtObjectRequests,
  simulateRequests,
  canaryRequests,
  selectorsRequests,
  graphRequests,
  objectsRequests,
  diagnosticsRequests,
];
