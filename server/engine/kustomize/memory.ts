import type { Files } from "./files.ts";

/**
 * What was built before, and what each piece of it asked for. A piece is used again while every answer is still the
 * same object; so a change rebuilds only what read the changed file, and a shared base is built once.
 */
export interface BuildMemory {
  readonly pieces: Map<string, Piece>;
}

interface Piece {
  readonly value: unknown;
  readonly questions: readonly Question[];
  /** The moment at which the answers were last compared. */
  provedFor: Files;
}

type Question =
  | { readonly ask: "file" | "folder" | "real"; readonly path: string; readonly answer: unknown }
  | { readonly ask: "piece"; readonly key: string; readonly answer: Piece };

export const emptyMemory = (): BuildMemory => ({ pieces: new Map() });

/** A reader of files that remembers what it builds; `files` is one moment, the memory outlives it. */
export interface Reader extends Files {
  /** The piece of that name, built anew only when something that it read has changed. */
  readonly remember: <T>(key: string, build: (reader: Reader) => T) => T;
}

export function readerOf(files: Files, memory: BuildMemory): Reader {
  return recorder(files, memory, () => {});
}

function recorder(files: Files, memory: BuildMemory, note: (question: Question) => void): Reader {
  const asked = <T>(ask: "file" | "folder" | "real", path: string, answer: T): T => {
    note({ ask, path, answer });
    return answer;
  };
  return {
    file: (path) => asked("file", path, files.file(path)),
    folder: (path) => asked("folder", path, files.folder(path)),
    real: (path) => asked("real", path, files.real(path)),
    remember: <T>(key: string, build: (reader: Reader) => T): T => {
      const piece = proved(files, memory, key) ?? made(files, memory, key, build);
      note({ ask: "piece", key, answer: piece });
      return piece.value as T;
    },
  };
}

function made(
  files: Files,
  memory: BuildMemory,
  key: string,
  build: (reader: Reader) => unknown,
): Piece {
  const questions: Question[] = [];
  const value = build(recorder(files, memory, (it) => questions.push(it)));
  const piece: Piece = { value, questions, provedFor: files };
  memory.pieces.set(key, piece);
  return piece;
}

/** The known piece, if all that it read is as it was. */
function proved(files: Files, memory: BuildMemory, key: string): Piece | undefined {
  const piece = memory.pieces.get(key);
  if (!piece || piece.provedFor === files) return piece;
  if (!piece.questions.every((it) => stands(files, memory, it))) return undefined;
  piece.provedFor = files;
  return piece;
}

const stands = (files: Files, memory: BuildMemory, it: Question): boolean =>
  it.ask === "piece"
    ? proved(files, memory, it.key) === it.answer
    : files[it.ask](it.path) === it.answer;
