import type { WirePlace } from "../../protocol/canary.ts";
import type {
  GraphAt,
  GraphExport,
  GraphExportQuestion,
  GraphFinding,
  GraphPicture,
  GraphProblem,
  GraphViewQuestion,
} from "../../protocol/graphView.ts";
import { dependencies } from "../engine/graph/dependencies.ts";
import { graphDot } from "../engine/graph/formats/graphDot.ts";
import { graphJson } from "../engine/graph/formats/graphJson.ts";
import { graphMermaid } from "../engine/graph/formats/graphMermaid.ts";
import { graphSvg } from "../engine/graph/formats/graphSvg.ts";
import { chosen } from "../engine/graph/picture/chosen.ts";
import { graphPicture } from "../engine/graph/picture/graphPicture.ts";
import type { Shown } from "../engine/rules/present.ts";
import type { Place } from "../engine/source.ts";
import type { Workspace } from "../engine/workspace.ts";
import { toLocation } from "./convert.ts";
import { documentAround } from "./documentAround.ts";
import { type GraphLayerSources, graphLayer, type LayeredGraph } from "./graphLayer.ts";
import { readGraphQuestion } from "./graphViewQuestion.ts";
import { type ShownGraph, shownGraph } from "./shownGraph.ts";
import { pathOf } from "./uri.ts";

type Answer = GraphPicture<WirePlace> | GraphProblem;

/** Dependency graphs as the view draws them. */
export interface GraphViews {
  readonly draw: (question: GraphViewQuestion) => Promise<Answer>;
  readonly export: (question: GraphExportQuestion) => Promise<GraphExport | GraphProblem>;
  readonly findings: (at: GraphAt) => readonly GraphFinding[];
  readonly nodesAt: (at: GraphAt) => Promise<readonly string[]>;
  /** Everything known has been built and checked. */
  readonly settled: () => void;
  /** A commit was made, or another one was checked out. */
  readonly committed: () => void;
}

/** What graphs need to know. */
export interface GraphViewSources extends GraphLayerSources {
  /** Resolves once everything known has been built. */
  readonly ready: () => Promise<void>;
  readonly shownIn: (path: string) => readonly Shown[];
  /** Tells the editor to ask again for what it shows. */
  readonly tell: () => void;
}

export function graphViews(sources: GraphViewSources): GraphViews {
  const { workspace, ready } = sources;
  /** What was drawn last, and of which moment. Nobody waits for news of anything else. */
  let drawn: Drawn | undefined;
  const tell = (): void => {
    drawn = undefined;
    sources.tell();
  };
  /** Of the files as they are now, where it can be told without waiting. */
  const follow = async ({ question, answer }: Drawn): Promise<void> => {
    const next = await drawnOf(sources, question);
    if (drawn?.of === next.of || next.of !== workspace()) return;
    drawn = next;
    if (JSON.stringify(next.answer) !== JSON.stringify(answer)) sources.tell();
  };
  return {
    async draw(asked) {
      await ready();
      const question = readGraphQuestion(asked);
      const isKnown = drawn?.of === workspace() && isSame(drawn.question, question);
      if (drawn && isKnown) return drawn.answer;
      drawn = await drawnOf(sources, question);
      return drawn.answer;
    },
    async export(asked) {
      await ready();
      const now = workspace();
      const question = readGraphQuestion(asked);
      const layer = await graphLayer(sources, question);
      if ("problem" in layer) return layer;
      const write = Object.hasOwn(FORMATS, asked.format) ? FORMATS[asked.format] : undefined;
      if (!write) return { problem: `There is no format "${String(asked.format)}".` };
      return { text: write(shownGraph(now, chosen(layer.graph, question))) };
    },
    findings: ({ uri, line }) => findingsOf(sources, pathOf(uri), line),
    async nodesAt({ uri, line }) {
      await ready();
      const path = pathOf(uri);
      const around = documentAround(workspace(), path, line);
      if (!around) return [];
      return dependencies(workspace()).nodes.flatMap(({ id, place }) => {
        const at = place?.path === path ? place.span.start : -1;
        return around.start <= at && at < around.end ? [id] : [];
      });
    },
    settled() {
      // What is of a commit or of the cluster alone does not change with files.
      if (!drawn || drawn.of === workspace() || !FOLLOWS.has(drawn.question.layer)) return;
      // A large picture is worth waiting for a pause of the one who types; the view does.
      if (drawn.cost > COSTLY) tell();
      else void follow(drawn);
    },
    committed() {
      if (drawn?.question.layer === "commit" || drawn?.question.layer === "since-commit") tell();
    },
  };
}

interface Drawn {
  readonly question: GraphViewQuestion;
  readonly of: Workspace;
  readonly answer: Answer;
  /** Milliseconds that it took. */
  readonly cost: number;
}

/** Milliseconds from which a picture is not made only to see whether it is another one. */
const COSTLY = 60;

const FOLLOWS: ReadonlySet<string> = new Set(["files", "since-commit", "apart"]);

const FORMATS: Readonly<Record<string, (graph: ShownGraph) => string>> = {
  svg: graphSvg,
  mermaid: graphMermaid,
  dot: graphDot,
  json: graphJson,
};

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

async function drawnOf(sources: GraphViewSources, question: GraphViewQuestion): Promise<Drawn> {
  const of = sources.workspace();
  const layer = await graphLayer(sources, question);
  const began = performance.now();
  const answer = "problem" in layer ? layer : pictureOf(of, layer, question);
  return { question, of, answer, cost: performance.now() - began };
}

function pictureOf(
  workspace: Workspace,
  { graph, notes }: LayeredGraph,
  question: GraphViewQuestion,
): Answer {
  const picture = graphPicture(graph, question, notes);
  return { ...picture, places: picture.places.map((it) => toWire(workspace, it)) };
}

function toWire(workspace: Workspace, place: Place): WirePlace {
  const { uri, range } = toLocation(workspace, place);
  return { uri, ...range };
}

function findingsOf(
  { workspace, shownIn }: GraphViewSources,
  path: string,
  line: number | undefined,
): readonly GraphFinding[] {
  const around = documentAround(workspace(), path, line);
  if (!around) return [];
  return shownIn(path)
    .filter(({ place: { span } }) => around.start <= span.start && span.start < around.end)
    .map(({ severity, problem: { code, message } }) => ({ severity, code, message }));
}
