import { numberOf } from "../fingerprint.ts";
import { forgetAnswers, keysBehind } from "../view.ts";
import { fileAt, type Touched, type Workspace } from "../workspace.ts";
import type { YamlDocument } from "../yaml.ts";
import { checkDocument, type Problem, problemsIn } from "./check.ts";
import { addReader, type Entry, emptyReaders, readersOf, removeReader } from "./readers.ts";

/**
 * The problems of a whole workspace, kept up to date: after a change only those documents are checked again
 * that changed or that asked for something that did.
 */
export interface Checker {
  /** Takes note of a change: what has to be checked again, and whose problems may have moved. */
  readonly invalidate: (touched: Touched) => void;
  /** A file that waits, that one if it does; `undefined` when nothing waits. */
  readonly next: (first?: string) => string | undefined;
  /** Checks what waits in one file. */
  readonly step: (workspace: Workspace, path: string) => void;
  readonly problemsOf: (workspace: Workspace, path: string) => readonly Problem[];
}

/** What was found in a document, and what it was found from. */
interface Checked {
  readonly path: string;
  readonly problems: readonly Problem[];
  readonly asked: readonly Entry<YamlDocument>[];
}

/**
 * @param life `once`: nothing will change, so it is not noted what was asked. That is a third of what is kept.
 */
export function checker(life: "for good" | "once" = "for good"): Checker {
  const results = new Map<YamlDocument, Checked>();
  /** By file, the results of other documents that found something there. */
  const visitors = new Map<string, Set<Checked>>();
  const readers = emptyReaders<YamlDocument>();
  /** Files to publish again, with the documents in them to check first. */
  const waiting = new Map<string, Set<YamlDocument>>();

  const forget = (document: YamlDocument) => {
    const checked = results.get(document);
    if (!checked) return;
    removeReader(readers, checked.asked, document);
    for (const path of elsewhere(checked)) {
      visitors.get(path)?.delete(checked);
      wait(path);
    }
    results.delete(document);
  };
  const noted = (workspace: Workspace, path: string, document: YamlDocument): Checked => {
    const { problems, asked } = checkDocument(workspace, path, document);
    return { path, problems, asked: addReader(readers, asked, document, keysBehind(workspace)) };
  };
  const check = (workspace: Workspace, path: string, document: YamlDocument) => {
    forget(document);
    const checked =
      life === "once" ? once(workspace, path, document) : noted(workspace, path, document);
    results.set(document, checked);
    for (const it of elsewhere(checked)) {
      visitors.set(it, (visitors.get(it) ?? new Set()).add(checked));
      wait(it);
    }
  };
  const wait = (path: string, document?: YamlDocument) => {
    const documents = waiting.get(path) ?? new Set();
    if (document) documents.add(document);
    waiting.set(path, documents);
  };

  return {
    invalidate(touched) {
      for (const path of touched.paths) wait(path);
      for (const { document, path } of touched.removed) {
        forget(document);
        waiting.get(path)?.delete(document);
      }
      for (const { document, path } of touched.added) wait(path, document);
      for (const document of touched.documents) {
        const path = results.get(document)?.path;
        if (path !== undefined) wait(path, document);
      }
      for (const document of readersOf(readers, touched.keys)) {
        const path = results.get(document)?.path;
        if (path !== undefined) wait(path, document);
      }
    },
    next: (first) =>
      first !== undefined && waiting.has(first) ? first : waiting.keys().next().value,
    step(workspace, path) {
      const documents = waiting.get(path) ?? [];
      waiting.delete(path);
      for (const document of documents) check(workspace, path, document);
      if (waiting.size === 0) forgetAnswers(workspace);
    },
    problemsOf(workspace, path) {
      const documents = fileAt(workspace, path)?.documents ?? [];
      const own = documents.flatMap(({ document }) => results.get(document)?.problems ?? []);
      const others = [...(visitors.get(path) ?? [])].flatMap((it) => it.problems);
      return distinct([...own, ...others].filter((it) => it.place.path === path));
    },
  };
}

const once = (workspace: Workspace, path: string, document: YamlDocument): Checked => ({
  path,
  problems: problemsIn(workspace, path, document),
  asked: [],
});

/** Files other than its own in which a result found something. */
const elsewhere = ({ path, problems }: Checked): ReadonlySet<string> =>
  new Set(problems.map((it) => it.place.path).filter((it) => it !== path));

/** Several objects may show one mistake, such as a line of a patch that reaches all of them. */
function distinct(problems: readonly Problem[]): readonly Problem[] {
  if (problems.length < 2) return problems;
  const known = new Map<string, Problem>();
  for (const it of problems) {
    const { document, span } = it.place;
    const key = `${numberOf(document)} ${span.start} ${span.end} ${it.code} ${it.message}`;
    if (!known.has(key)) known.set(key, it);
  }
  return [...known.values()];
}

/** Checks everything that waits, at once. */
export function drain(checks: Checker, workspace: Workspace): void {
  for (let path = checks.next(); path !== undefined; path = checks.next()) {
    checks.step(workspace, path);
  }
}
