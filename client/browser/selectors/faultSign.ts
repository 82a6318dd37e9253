import type { SelectorFault } from "../../../protocol/selectors.ts";

export const SEVERITY_SIGNS = { error: "✕", warning: "⚠", information: "ℹ" } as const;

/** `✕ 1`: a fault by its number in the list, as grave as it is. */
export const faultSign = (fault: number, severity: SelectorFault["severity"] = "error"): string =>
  `${SEVERITY_SIGNS[severity]} ${fault + 1}`;
