import type { WirePlace } from "../../protocol/canary.ts";
import type {
  MendQuestion,
  SelectorEdits,
  SelectorItem,
  SelectorPicture,
  SelectorsProblem,
  SelectorsQuestion,
} from "../../protocol/selectors.ts";
import { editsOf } from "../engine/edits.ts";
import { locate } from "../engine/locate.ts";
import { nameOfRendering } from "../engine/rendering.ts";
import type { Drawn } from "../engine/selectors/canaryPicture.ts";
import { picture } from "../engine/selectors/picture.ts";
import { selectorSubjects, subjectId, subjectWithId } from "../engine/selectors/subjects.ts";
import type { Place } from "../engine/source.ts";
import { viewOf } from "../engine/view.ts";
import { fileAt, type Workspace } from "../engine/workspace.ts";
import { toLocation, toOffset } from "./convert.ts";
import { pathOf } from "./uri.ts";

type Picture = SelectorPicture<WirePlace> | SelectorsProblem;

/** Label chains as panels draw them. */
export interface SelectorViews {
  readonly items: (question: {
    readonly uri?: string;
    readonly line?: number;
  }) => Promise<readonly SelectorItem[]>;
  readonly draw: (question: SelectorsQuestion) => Promise<Picture>;
  readonly mend: (question: MendQuestion) => Promise<SelectorEdits | SelectorsProblem>;
  /** Everything known has been built and checked. */
  readonly settled: () => void;
}

/** What the views need to know. */
export interface SelectorViewSources {
  readonly workspace: () => Workspace;
  /** Resolves once everything known has been built. */
  readonly ready: () => Promise<void>;
  /** Tells the editor to ask again for what it shows. */
  readonly tell: () => void;
}

/** So many answers are held against what they would be now; a person looks at few panels at a time. */
const MOST_DRAWN = 2;

export function selectorViews({ workspace, ready, tell }: SelectorViewSources): SelectorViews {
  /** What was drawn last. */
  const drawn = new Map<string, Answered>();
  /** Of one moment: who is told of a change asks for what was just held against the old. */
  let moment: { readonly of: Workspace; readonly answers: Map<string, Picture> } | undefined;
  const answerTo = (question: SelectorsQuestion): Picture => {
    const now = workspace();
    if (moment?.of !== now) moment = { of: now, answers: new Map() };
    const key = keyOf(question);
    const answer = moment.answers.get(key) ?? drawnOf(now, question);
    moment.answers.set(key, answer);
    return answer;
  };
  const isOld = ({ question, answer }: Answered) => JSON.stringify(answerTo(question)) !== answer;
  return {
    async items(question) {
      await ready();
      return items(workspace(), question);
    },
    async draw(asked) {
      await ready();
      const id = String(asked.id);
      const question: SelectorsQuestion = asked.isWhole === true ? { id, isWhole: true } : { id };
      const answer = answerTo(question);
      const key = keyOf(question);
      drawn.delete(key);
      drawn.set(key, { question, answer: JSON.stringify(answer) });
      const [oldest] = drawn.keys();
      if (drawn.size > MOST_DRAWN && oldest !== undefined) drawn.delete(oldest);
      return answer;
    },
    async mend(question) {
      await ready();
      return mended(workspace(), question);
    },
    settled() {
      if (drawn.size === 0) moment = undefined;
      if (![...drawn.values()].some(isOld)) return;
      drawn.clear();
      tell();
    },
  };
}

interface Answered {
  readonly question: SelectorsQuestion;
  readonly answer: string;
}

const keyOf = ({ id, isWhole }: SelectorsQuestion): string => `${isWhole ?? false} ${id}`;

const GONE = "This object is no more: nothing in the workspace gives it.";

function found(workspace: Workspace, { id, isWhole }: SelectorsQuestion): Drawn | SelectorsProblem {
  const subject = subjectWithId(viewOf(workspace), id);
  return subject ? picture(workspace, subject, isWhole === true) : { problem: GONE };
}

function drawnOf(workspace: Workspace, question: SelectorsQuestion): Picture {
  const it = found(workspace, question);
  if ("problem" in it) return it;
  return { ...it.picture, places: it.picture.places.map((place) => toWire(workspace, place)) };
}

function toWire(workspace: Workspace, place: Place): WirePlace {
  const { uri, range } = toLocation(workspace, place);
  return { uri, ...range };
}

function mended(
  workspace: Workspace,
  { id, fault, fix }: MendQuestion,
): SelectorEdits | SelectorsProblem {
  const it = found(workspace, { id: String(id) });
  if ("problem" in it) return it;
  const chosen = it.fixes[fault]?.[fix];
  const does = chosen && editsOf(viewOf(workspace), chosen.changes);
  if (!does) return { problem: "The files have changed meanwhile; look again." };
  return {
    edits: does.edits.map(({ place, text }) => ({ place: toWire(workspace, place), text })),
  };
}

function items(
  workspace: Workspace,
  { uri, line }: { readonly uri?: string; readonly line?: number },
): readonly SelectorItem[] {
  const view = viewOf(workspace);
  const path = uri === undefined ? undefined : pathOf(uri);
  const meant = path === undefined ? undefined : resourceAt(workspace, path, line);
  return selectorSubjects(view)
    .filter((it) => path === undefined || it.path === path)
    .filter((it) => !meant || (it.kind === meant.kind && it.document === meant.document))
    .map((it) => ({
      id: subjectId(it),
      label: it.namespace === undefined ? it.name : `${it.namespace}/${it.name}`,
      kind: it.kind,
      build: it.built ? nameOfRendering(it.built.rendering, view.roots) : "",
    }));
}

function resourceAt(workspace: Workspace, path: string, line: number | undefined) {
  const file = fileAt(workspace, path);
  if (line === undefined || file?.text === undefined) return undefined;
  return locate(workspace, { path, offset: toOffset(file, { line, character: 0 }) })?.resource;
}
