import type {
  CanariesQuestion,
  CanaryItem,
  ScenarioFile,
  SimulationQuestion,
} from "../../protocol/simulate.ts";
import { withChanges } from "../engine/canary/picture/withChanges.ts";
import { canariesOf } from "../engine/canary/scenario/canariesOf.ts";
import { canaryIn } from "../engine/canary/scenario/canaryIn.ts";
import { played } from "../engine/canary/scenario/played.ts";
import { report } from "../engine/canary/scenario/report.ts";
import { setupOf } from "../engine/canary/scenario/setupOf.ts";
import { strategyWords } from "../engine/canary/scenario/strategyWords.ts";
import { displayPath } from "../engine/features/displayPath.ts";
import { keysOf, listOf } from "../engine/listMap.ts";
import { locate } from "../engine/locate.ts";
import { join } from "../engine/path.ts";
import { nameOfRendering } from "../engine/rendering.ts";
import type { Resource } from "../engine/resource.ts";
import { viewOf } from "../engine/view.ts";
import { fileAt, type Workspace } from "../engine/workspace.ts";
import { CANARY_GONE, canaryId, canaryWithId } from "./canaryId.ts";
import { readPlay } from "./canaryPanelQuestion.ts";
import { toOffset } from "./convert.ts";
import { scenarioOf } from "./scenarioOf.ts";
import { pathOf, uriOf } from "./uri.ts";

/** Rollouts as the editor shows them. */
export interface Simulations {
  readonly canaries: (question: CanariesQuestion) => Promise<readonly CanaryItem[]>;
  readonly scenarios: () => Promise<readonly ScenarioFile[]>;
  readonly simulate: (question: SimulationQuestion) => Promise<{ readonly text: string }>;
  /** Everything known has been built and checked. */
  readonly settled: () => void;
}

/** What simulations need to know. */
export interface SimulationSources {
  readonly workspace: () => Workspace;
  /** Resolves once everything known has been built. */
  readonly ready: () => Promise<void>;
  /** Tells the editor to ask again for what it shows. */
  readonly tell: () => void;
}

/** So many answers are kept in mind; an editor shows few at a time. */
const MOST_ASKED = 20;

export function simulations({ workspace, ready, tell }: SimulationSources): Simulations {
  /** What was asked last, by question, with what was answered. */
  const asked = new Map<string, { readonly question: SimulationQuestion; readonly text: string }>();
  return {
    async canaries(question) {
      await ready();
      return items(workspace(), question);
    },
    async scenarios() {
      await ready();
      return scenarioFiles(workspace());
    },
    async simulate(question) {
      await ready();
      const text = textOf(workspace(), question);
      const key = JSON.stringify(question);
      asked.delete(key);
      asked.set(key, { question, text });
      const [oldest] = asked.keys();
      if (asked.size > MOST_ASKED && oldest !== undefined) asked.delete(oldest);
      return { text };
    },
    settled() {
      const now = workspace();
      if ([...asked.values()].some(({ question, text }) => textOf(now, question) !== text)) tell();
    },
  };
}

function items(workspace: Workspace, { uri, line }: CanariesQuestion): readonly CanaryItem[] {
  const view = viewOf(workspace);
  const all = canariesOf(view);
  const here = uri === undefined ? undefined : pathOf(uri);
  const meant = here === undefined ? undefined : resourceAt(workspace, here, line);
  return all
    .filter((it) => here === undefined || it.path === here)
    .filter((it) => !meant || (it.name === meant.name && it.kind === meant.kind))
    .map((it) => ({
      id: canaryId(it),
      label: labelOf(it),
      detail: strategyWords(canaryIn(setupOf(it, view).setup)),
      build: it.built ? nameOfRendering(it.built.rendering, view.roots) : "",
    }))
    .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

function resourceAt(
  workspace: Workspace,
  path: string,
  line: number | undefined,
): Resource | undefined {
  const file = fileAt(workspace, path);
  if (line === undefined || file?.text === undefined) return undefined;
  return locate(workspace, { path, offset: toOffset(file, { line, character: 0 }) })?.resource;
}

/** They are no manifests, so they are listed and not read. */
function scenarioFiles(workspace: Workspace): readonly ScenarioFile[] {
  const view = viewOf(workspace);
  const paths = [...keysOf(workspace.folders)].flatMap((folder) =>
    listOf(workspace.folders, folder)
      .filter((it) => it.endsWith(".scenario.json"))
      .map((it) => join(folder, it)),
  );
  return paths.sort().map((path) => ({ uri: uriOf(path), label: displayPath(view, path) }));
}

const sortKey = ({ label, build }: CanaryItem): string => `${label} ${build}`;

const labelOf = ({ namespace, name }: Resource): string =>
  namespace === undefined ? name : `${namespace}/${name}`;

function textOf(workspace: Workspace, question: SimulationQuestion): string {
  const view = viewOf(workspace);
  const canary = canaryWithId(view, question.id);
  if (!canary) return `${CANARY_GONE}\n`;
  const scenario = scenarioOf(view, canary, question);
  if ("mistake" in scenario) return `${scenario.mistake}\n`;
  const plain = setupOf(canary, view);
  const tried = { ...plain, setup: withChanges(plain.setup, readPlay(question).changes) };
  const found = played(view, tried, scenario.scenario, (path) => displayPath(view, path));
  return "mistake" in found ? `${found.mistake}\n` : report(found);
}
