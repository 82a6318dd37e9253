/**
 * Commands that the client carries out when the server names them in a code lens or a code action.
 * A server speaking to an editor without them must do without.
 */
export const clientCommands = {
  /** Arguments: a URI, an LSP position, a `LensQuestion`. Opens the list of what a lens has counted. */
  showReferences: "flightpath.showReferences",
  /** Arguments: a URI, a line counted from 0. Shows what the builds make of it. */
  showRenderedManifests: "flightpath.showRenderedManifests",
  /** Arguments: a URI, a line counted from 0. Plays the rollout of the Canary there. */
  simulateCanary: "flightpath.simulateCanary",
  /** Arguments: a URI, a line counted from 0. Shows what the object there depends on, and what depends on it. */
  showDependencyGraph: "flightpath.showDependencyGraph",
  /** Arguments: a URI, a line counted from 0. Shows which Services find which pods around the object there. */
  showSelectorLabels: "flightpath.showSelectorLabels",
  /** Arguments: a rule code, a severity or `off`. Writes the setting `flightpath.rules`. */
  setRuleSeverity: "flightpath.setRuleSeverity",
} as const;
