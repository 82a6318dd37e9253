import type { Phase, Promoted } from "./status.ts";

/**
 * The condition `Promoted` of a Canary that enters a phase; the old one stays where neither its status nor its reason changes.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/canary/status.go
 */
export function promoted(kind: string, phase: Phase, before: Promoted | undefined): Promoted {
  const status =
    phase === "Initialized" || phase === "Succeeded"
      ? "True"
      : phase === "Failed"
        ? "False"
        : "Unknown";
  if (before?.status === status && before.reason === phase) return before;
  return { status, reason: phase, message: messageOf(kind, phase) };
}

function messageOf(kind: string, phase: Phase): string {
  switch (phase) {
    case "Initialized":
      return `${kind} initialization completed.`;
    case "Waiting":
    case "WaitingPromotion":
      return "Waiting for approval.";
    case "Progressing":
      return "New revision detected, progressing canary analysis.";
    case "Promoting":
      return "Canary analysis completed, starting primary rolling update.";
    case "Finalising":
      return "Canary analysis completed, routing all traffic to primary.";
    case "Succeeded":
      return "Canary analysis completed successfully, promotion finished.";
    case "Failed":
      return `Canary analysis failed, ${kind} scaled to zero.`;
    default:
      return `New ${kind} detected, starting initialization.`;
  }
}
