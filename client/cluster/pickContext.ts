import { type QuickPickItem, window } from "vscode";
import { clusterSettings } from "../settings.ts";
import { isProtected } from "./api/protectedContext.ts";
import type { Session } from "./api/session.ts";

/** Has the person choose one of the contexts. Throws one sentence where there is none. */
export async function pickContext(
  session: Session,
  problem: string | undefined,
): Promise<string | undefined> {
  const kubeconfig = session.kubeconfig();
  const contexts = kubeconfig?.contexts ?? [];
  if (contexts.length === 0)
    throw new Error(
      problem ?? kubeconfig?.problems[0] ?? "The kubeconfig has no context that can be used.",
    );
  const state = session.state();
  const pinned = state.kind === "pinned" ? state.context : undefined;
  const items = contexts.map(({ name, namespace, cluster }): QuickPickItem => {
    const marks = [
      ...(name === pinned ? ["pinned"] : []),
      ...(name === kubeconfig?.current ? ["current context of the kubeconfig"] : []),
      ...(isProtected(name, clusterSettings().protectedContexts) ? ["protected: read-only"] : []),
    ];
    return {
      label: name,
      description: marks.join(", "),
      detail: `${cluster.server}, namespace ${namespace}`,
    };
  });
  const chosen = await window.showQuickPick(items, {
    title: "Use Context",
    placeHolder: "Which cluster this workspace speaks to, whatever kubectl is set to",
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return chosen?.label;
}
