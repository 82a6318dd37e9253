import { window } from "vscode";
import type { ObjectIdentity } from "../../protocol/cluster.ts";
import { type SelectorItem, selectorsAt } from "../../protocol/selectors.ts";
import type { LanguageServer } from "../languageClient.ts";
import type { Subject } from "../pickBuild.ts";

/** The Canary, Service or workload that the subject holds, or else the one that the person picks; `undefined` when none is picked. */
export async function pickSelectors(
  server: LanguageServer,
  subject: Subject | undefined,
): Promise<SelectorItem | undefined> {
  const here = subject ? await server.send(selectorsAt, wire(subject)) : [];
  if (here.length === 1) return here[0];
  const all = here.length > 0 ? here : await server.send(selectorsAt, {});
  if (all.length === 0) {
    throw new Error("There is no Canary, Service or workload in this workspace.");
  }
  return pickAmong(all);
}

/** What is in the workspace of an object of a cluster; what the person picks where several builds give it. */
export async function selectorsNamed(
  server: LanguageServer,
  { kind, namespace = "default", name }: ObjectIdentity,
): Promise<SelectorItem | undefined> {
  const label = `${namespace}/${name}`;
  const everything = await server.send(selectorsAt, {});
  const all = everything.filter((it) => it.kind === kind && it.label === label);
  if (all.length === 0) throw new Error(`No file of this workspace holds ${kind} ${label}.`);
  return all.length === 1 ? all[0] : pickAmong(all);
}

async function pickAmong(all: readonly SelectorItem[]): Promise<SelectorItem | undefined> {
  const picks = all.map((item) => ({
    label: item.label,
    description: `${item.kind}${item.build === "" ? "" : ` in ${item.build}`}`,
    item,
  }));
  const options = {
    title: "Show Selector Labels",
    placeHolder: "A Canary, Service or workload",
    matchOnDescription: true,
  };
  return (await window.showQuickPick(picks, options))?.item;
}

const wire = ({ uri, position }: Subject) =>
  position ? { uri: uri.toString(), line: position.line } : { uri: uri.toString() };
