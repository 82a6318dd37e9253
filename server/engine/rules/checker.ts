import { forgetAnswers } from "../view.ts";
import { fileAt, type Touched, type Workspace } from "../workspace.ts";
import type { YamlDocument } from "../yaml.ts";
import { type Checked, checkDocument, type Problem } from "./check.ts";
import { addReader, emptyReaders, readersOf, removeReader } from "./readers.ts";

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

export function checker(): Checker {
  const results = new Map<YamlDocument, Checked>();
  const readers = emptyReaders<YamlDocument>();
  /** Files to publish again, with the documents in them to check first. */
  const waiting = new Map<string, Set<YamlDocument>>();

  const forget = (document: YamlDocument) => {
    for (const key of results.get(document)?.asked ?? []) removeReader(readers, key, document);
    results.delete(document);
  };
  const check = (workspace: Workspace, path: string, document: YamlDocument) => {
    forget(document);
    const checked = checkDocument(workspace, path, document);
    results.set(document, checked);
    for (const key of checked.asked) addReader(readers, key, document);
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
      for (const key of touched.keys) {
        for (const document of readersOf(readers, key)) {
          const path = results.get(document)?.path;
          if (path !== undefined) wait(path, document);
        }
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
      return documents.flatMap(({ document }) => results.get(document)?.problems ?? []);
    },
  };
}

/** Checks everything that waits, at once. */
export function drain(checks: Checker, workspace: Workspace): void {
  for (let path = checks.next(); path !== undefined; path = checks.next()) {
    checks.step(workspace, path);
  }
}
