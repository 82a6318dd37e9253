import type { Disposable } from "vscode";
import { notify } from "../notify.ts";
import type { Clusters } from "./clusters.ts";

/** Says when the pinned context leads elsewhere now, or when kubectl went to another one: nothing follows by itself. */
export function noticeContexts(clusters: Clusters, report: (error: unknown) => void): Disposable {
  const { session } = clusters;
  let told: string | undefined;
  let current = session.kubeconfig()?.current;
  const run = (step: () => Promise<unknown>) => void step().catch(report);
  const look = () => {
    const state = session.state();
    const sentence = state.kind === "stopped" ? state.sentence : undefined;
    if (sentence !== undefined && sentence !== told) run(() => stopped(clusters, sentence));
    told = sentence;
    const now = session.kubeconfig()?.current;
    const before = current;
    current = now;
    if (state.kind === "pinned" && before !== undefined && now !== undefined && now !== before)
      if (now !== state.context) run(() => moved(clusters, state.context, now));
  };
  const listeners = [clusters.onRead(look), clusters.onChange(look)];
  return {
    dispose: () => {
      for (const listener of listeners) listener.dispose();
    },
  };
}

async function stopped(clusters: Clusters, sentence: string): Promise<void> {
  const state = clusters.session.state();
  if (state.kind !== "stopped") return;
  const name = state.pin.context;
  const isThere = clusters.session.kubeconfig()?.contexts.some((it) => it.name === name) === true;
  const agree = "Agree and Go There";
  const other = "Use Another Context…";
  const chosen = await notify.warning(sentence, ...(isThere ? [agree] : []), other);
  if (chosen === agree) await clusters.use(name);
  if (chosen === other) await clusters.choose();
}

async function moved(clusters: Clusters, here: string, there: string): Promise<void> {
  const go = `Use ${there}`;
  const chosen = await notify.information(
    `The current context of the kubeconfig is ${there} now; ${here} stays pinned.`,
    go,
  );
  if (chosen === go) await clusters.use(there);
}
