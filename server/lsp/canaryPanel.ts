import type {
  CanaryEdits,
  CanaryMatrix,
  CanaryPicture,
  CanaryProblem,
  CanaryQuestion,
  CanaryRouting,
  CanaryTickQuestion,
  WirePlace,
} from "../../protocol/canary.ts";
import { fieldEdits } from "../engine/canary/picture/fieldEdits.ts";
import { type MatrixRow, matrix } from "../engine/canary/picture/matrix.ts";
import { picture } from "../engine/canary/picture/picture.ts";
import { routingAt } from "../engine/canary/picture/routingAt.ts";
import { withChanges } from "../engine/canary/picture/withChanges.ts";
import { run } from "../engine/canary/scenario/run.ts";
import type { Scenario } from "../engine/canary/scenario/scenario.ts";
import { setupOf } from "../engine/canary/scenario/setupOf.ts";
import type { Setup } from "../engine/canary/setup.ts";
import type { Resource } from "../engine/resource.ts";
import type { Place } from "../engine/source.ts";
import { type View, viewOf } from "../engine/view.ts";
import type { Workspace } from "../engine/workspace.ts";
import { CANARY_GONE, canaryWithId } from "./canaryId.ts";
import { readPlay } from "./canaryPanelQuestion.ts";
import { toLocation } from "./convert.ts";
import { scenarioOf } from "./scenarioOf.ts";

type Picture = CanaryPicture<WirePlace> | CanaryProblem;

/** Rollouts as panels draw them. */
export interface CanaryPanels {
  readonly draw: (question: CanaryQuestion) => Promise<Picture>;
  readonly routing: (question: CanaryTickQuestion) => Promise<CanaryRouting | CanaryProblem>;
  readonly matrix: (question: CanaryQuestion) => Promise<CanaryMatrix | CanaryProblem>;
  readonly edit: (question: CanaryQuestion) => Promise<CanaryEdits | CanaryProblem>;
  /** Everything known has been built and checked. */
  readonly settled: () => void;
}

/** What panels need to know. */
export interface CanaryPanelSources {
  readonly workspace: () => Workspace;
  /** Resolves once everything known has been built. */
  readonly ready: () => Promise<void>;
  /** Lets waiting requests through. */
  readonly pause: () => Promise<void>;
  /** Tells the editor to ask again for what it shows. */
  readonly tell: () => void;
}

/** So many answers are held against what they would be now; a person looks at few panels at a time. */
const MOST_ASKED = 4;

export function canaryPanels({ workspace, ready, pause, tell }: CanaryPanelSources): CanaryPanels {
  /** What was drawn last, by question. */
  const drawn = new Map<string, { readonly question: CanaryQuestion; answer: Picture }>();
  /** The question about each Canary whose matrix is being worked out. */
  const matrices = new Map<string, CanaryQuestion>();
  const isOld = (question: CanaryQuestion, answer: Picture) =>
    JSON.stringify(drawnOf(workspace(), question)) !== JSON.stringify(answer);
  return {
    async draw(question) {
      await ready();
      const answer = drawnOf(workspace(), question);
      const key = JSON.stringify(question);
      drawn.delete(key);
      drawn.set(key, { question, answer });
      const [oldest] = drawn.keys();
      if (drawn.size > MOST_ASKED && oldest !== undefined) drawn.delete(oldest);
      return answer;
    },
    async routing(question) {
      await ready();
      const at = placeOfQuestion(workspace(), question);
      if ("problem" in at) return at;
      const { setup, scenario } = at;
      return routingAt(setup, run(setup, scenario), Number(question.tick) || 0);
    },
    async matrix(question) {
      await ready();
      const at = placeOfQuestion(workspace(), question);
      if ("problem" in at) return at;
      const found = matrix(at.setup, at.scenario);
      if ("mistake" in found) return { problem: found.mistake };
      const rows: MatrixRow[] = [];
      matrices.set(question.id, question);
      for (const row of found.rows) {
        rows.push(row);
        await pause();
        // Somebody drags: the answer to this question is not looked at any more.
        if (matrices.get(question.id) !== question)
          return { problem: "Another question has come." };
      }
      matrices.delete(question.id);
      return {
        across: found.across,
        down: found.down,
        outcomes: rows.map((it) => it.outcomes),
        ticks: rows.map((it) => it.ticks),
      };
    },
    async edit(question) {
      await ready();
      return edits(workspace(), question);
    },
    settled() {
      if (![...drawn.values()].some(({ question, answer }) => isOld(question, answer))) return;
      drawn.clear();
      tell();
    },
  };
}

interface Asked {
  readonly view: View;
  readonly canary: Resource;
  readonly scenario: Scenario;
  readonly setup: Setup;
}

/** What a question is about; what comes over the wire is not trusted. */
function placeOfQuestion(workspace: Workspace, asked: CanaryQuestion): Asked | CanaryProblem {
  const view = viewOf(workspace);
  const { id, changes, ...said } = readPlay(asked);
  const canary = canaryWithId(view, id);
  if (!canary) return { problem: CANARY_GONE };
  const found = scenarioOf(view, canary, said);
  if ("mistake" in found) return { problem: found.mistake };
  return { view, canary, ...found, setup: withChanges(setupOf(canary, view).setup, changes) };
}

function drawnOf(workspace: Workspace, question: CanaryQuestion): Picture {
  const at = placeOfQuestion(workspace, question);
  if ("problem" in at) return at;
  const found = picture(at.view, at.canary, at.scenario, readPlay(question).changes);
  if ("mistake" in found) return { problem: found.mistake };
  return { ...found, places: found.places.map((it) => toWire(workspace, it)) };
}

function toWire(workspace: Workspace, place: Place): WirePlace {
  const { uri, range } = toLocation(workspace, place);
  return { uri, ...range };
}

function edits(workspace: Workspace, question: CanaryQuestion): CanaryEdits | CanaryProblem {
  const at = placeOfQuestion(workspace, question);
  if ("problem" in at) return at;
  const found = fieldEdits(at.view, at.canary, readPlay(question).changes);
  if ("mistake" in found) return { problem: found.mistake };
  return { edits: found.map(({ place, text }) => ({ place: toWire(workspace, place), text })) };
}
