import { Disposable, type QuickPickItem, QuickPickItemKind, Uri, window, workspace } from "vscode";
import type { CanaryPlay } from "../protocol/canary.ts";
import type { ObjectIdentity } from "../protocol/cluster.ts";
import type { FieldChange } from "../protocol/fieldChange.ts";
import {
  type CanaryItem,
  canariesAt,
  type PresetName,
  presets,
  SIMULATION_SCHEME,
  scenarioFiles,
  simulateCanary,
  simulationsChanged,
} from "../protocol/simulate.ts";
import type { LanguageServer } from "./languageClient.ts";
import type { Subject } from "./pickBuild.ts";
import { virtualDocuments } from "./virtualDocuments.ts";

/** What a document of a rollout shows; its URI carries it. */
interface Shown {
  readonly id: string;
  readonly preset?: PresetName;
  /** The URI of a scenario file. */
  readonly scenario?: string;
  /** The text of a scenario that is in no file. */
  readonly said?: string;
  /** What if these fields were different? */
  readonly changes?: readonly FieldChange[];
}

/** Documents of rollouts: read-only, and made anew whenever the server says that one has changed. */
export function provideSimulations(server: LanguageServer): Disposable {
  const documents = virtualDocuments(SIMULATION_SCHEME, (uri) => textOf(server, uri));
  return Disposable.from(
    documents,
    server.listen(simulationsChanged, () => documents.change(() => true)),
    server.onStarted(() => documents.change(() => true)),
    workspace.onDidChangeTextDocument(({ document: { uri } }) =>
      documents.change((it) => shownBy(it)?.scenario === uri.toString()),
    ),
  );
}

/** Plays the rollout of a Canary as text: the one that the subject holds, or one that the person picks. */
export async function simulate(
  server: LanguageServer,
  subject: Subject | undefined,
): Promise<void> {
  const canary = await pickCanary(server, subject);
  const play = canary && (await pickPlay(server));
  if (!play) return;
  const { title, ...shown } = play;
  await show(`${canary.label} ${title}`, { id: canary.id, ...shown });
}

/** The report of what a panel shows. */
export async function showSimulation(
  { id, label }: Pick<CanaryItem, "id" | "label">,
  { scenario, ...play }: CanaryPlay,
): Promise<void> {
  await show(label, { id, ...play, ...(scenario === undefined ? {} : { said: scenario }) });
}

async function show(title: string, shown: Shown): Promise<void> {
  const document = await workspace.openTextDocument(uriOf(title, shown));
  await window.showTextDocument(document, { preview: false });
}

/** The Canary that the subject holds, or else the one that the person picks; `undefined` when none is picked. */
export async function pickCanary(
  server: LanguageServer,
  subject: Subject | undefined,
): Promise<CanaryItem | undefined> {
  const here = subject ? await server.send(canariesAt, wire(subject)) : [];
  if (here.length === 1) return here[0];
  const all = here.length > 0 ? here : await server.send(canariesAt, {});
  if (all.length === 0) throw new Error("There is no Canary in this workspace.");
  return pickAmong(all);
}

/** The Canary of the workspace that is this one of a cluster; the one that the person picks where several builds give it. */
export async function canaryNamed(
  server: LanguageServer,
  { kind, namespace = "default", name }: ObjectIdentity,
): Promise<CanaryItem | undefined> {
  const label = `${namespace}/${name}`;
  const all = (await server.send(canariesAt, {})).filter((it) => it.label === label);
  if (kind !== "Canary" || all.length === 0) {
    throw new Error(
      `No file of this workspace holds ${kind} ${label}, so there is nothing to play.`,
    );
  }
  return all.length === 1 ? all[0] : pickAmong(all);
}

async function pickAmong(all: readonly CanaryItem[]): Promise<CanaryItem | undefined> {
  const picks = all.map((canary) => ({
    label: canary.label,
    description: canary.build,
    detail: canary.detail,
    canary,
  }));
  const options = { title: TITLE, placeHolder: "A Canary", matchOnDescription: true };
  return (await window.showQuickPick(picks, options))?.canary;
}

const TITLE = "Simulate Canary";

const wire = ({ uri, position }: Subject) =>
  position ? { uri: uri.toString(), line: position.line } : { uri: uri.toString() };

interface Play extends QuickPickItem {
  readonly play?: { readonly title: string } & Omit<Shown, "id">;
}

/** What each preset does, in the words of a list. */
const WORDS: Readonly<Record<PresetName, string>> = {
  healthy: "every check passes",
  errors: "every metric is out of its range",
  "no-traffic": "no metric has a value",
  "gate-closed": "nobody opens a gate",
  "not-ready": "the new pods never become ready",
};

async function pickPlay(server: LanguageServer): Promise<Play["play"]> {
  const files = await server.send(scenarioFiles, {});
  const own = presets.map(
    (preset): Play => ({
      label: preset,
      description: WORDS[preset],
      play: { title: preset, preset },
    }),
  );
  const written = files.map(
    ({ uri, label }): Play => ({ label, play: { title: label, scenario: uri } }),
  );
  const line: Play = { label: "Scenario files", kind: QuickPickItemKind.Separator };
  const picks = written.length > 0 ? [...own, line, ...written] : own;
  return (await window.showQuickPick(picks, { title: TITLE, placeHolder: "What happens" }))?.play;
}

async function textOf(server: LanguageServer, uri: Uri): Promise<string> {
  const shown = shownBy(uri);
  if (!shown) return "This address names no rollout.\n";
  const { scenario, said, ...rest } = shown;
  const question = said === undefined ? rest : { ...rest, scenario: said };
  if (scenario === undefined) return (await server.send(simulateCanary, question)).text;
  const file = await workspace.openTextDocument(Uri.parse(scenario, true));
  return (await server.send(simulateCanary, { ...question, scenario: file.getText() })).text;
}

const uriOf = (title: string, shown: Shown): Uri =>
  Uri.from({
    scheme: SIMULATION_SCHEME,
    path: `/${title.replaceAll("/", " › ")}.txt`,
    query: JSON.stringify(shown),
  });

function shownBy({ scheme, query }: Uri): Shown | undefined {
  if (scheme !== SIMULATION_SCHEME) return undefined;
  try {
    const shown = JSON.parse(query);
    return typeof shown?.id === "string" ? shown : undefined;
  } catch {
    // Not made by us.
    return undefined;
  }
}
