import type { Files } from "./files.ts";

/**
 * What was built before, and what each piece of it asked for. A piece is used again while every answer is still the
 * same object; so a change rebuilds only what read the changed file, and a shared base is built once.
 */
export interface BuildMemory {
  readonly pieces: Map<string, Piece>;
  /** Of all values that are held. */
  weight: number;
}

interface Piece {
  /** Absent once it was let go; it is built again, and is the same, when somebody wants it. */
  held: { readonly value: unknown } | undefined;
  readonly questions: readonly Question[];
  /** The moment at which the answers were last compared. */
  provedFor: Files;
  readonly weight: number;
}

type Question =
  | { readonly ask: Ask; readonly path: string; readonly answer: unknown }
  | { readonly ask: "piece"; readonly key: string; readonly answer: Piece };

/** `standIn` is asked with a URL in place of a path; `outline` is answered from the file. */
type Ask = "file" | "folder" | "isFolder" | "real" | "standIn" | "outline";

export const emptyMemory = (): BuildMemory => ({ pieces: new Map(), weight: 0 });

/** A reader of files that remembers what it builds; `files` is one moment, the memory outlives it. */
export interface Reader extends Files {
  /** Whether there is such a folder. Who asks no more than this does not depend on what is in it. */
  readonly isFolder: (path: string) => boolean;
  /**
   * The piece of that name, built anew only when something that it read has changed; `before` is what it was until
   * then, if that is still held. Who keeps `before` would keep all pieces since the first. `weigh` tells how much
   * memory its value takes, in objects; without it the value is small and always kept.
   */
  readonly remember: <T>(
    key: string,
    build: (reader: Reader, before?: T) => T,
    weigh?: (value: T) => number,
  ) => T;
  /**
   * Whether there is a file, and what tells a link from one: its text where that is short. Who asks no more than this
   * does not depend on the rest of the text.
   */
  readonly outline: (path: string) => string | undefined;
  /** Reads what stands in for other repositories, where this one reads an artifact, which holds none. */
  readonly beyond?: Reader;
}

export function readerOf(files: Files, memory: BuildMemory): Reader {
  return recorder(files, memory, () => {});
}

/** Where the values weigh more than `limit` objects, lets go of those used longest ago, down to the half of it. */
export function release(memory: BuildMemory, limit: number): void {
  if (memory.weight <= limit) return;
  for (const piece of memory.pieces.values()) {
    if (memory.weight <= limit / 2) return;
    if (piece.weight > 0) letGo(memory, piece);
  }
}

function letGo(memory: BuildMemory, piece: Piece): void {
  if (piece.held) memory.weight -= piece.weight;
  piece.held = undefined;
}

/** Forgets what nobody has asked for at this moment; it is built again should somebody do so. */
export function sweep(memory: BuildMemory, files: Files): void {
  for (const [key, piece] of memory.pieces) {
    if (piece.provedFor === files) continue;
    letGo(memory, piece);
    memory.pieces.delete(key);
  }
}

/** Every path that some piece asked for a file. */
export function pathsAsked({ pieces }: BuildMemory): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const { questions } of pieces.values()) {
    for (const it of questions) if (it.ask === "file") paths.add(it.path);
  }
  return paths;
}

/** Paths of the files that went into a piece, those of its own pieces included. */
export function filesRead(memory: BuildMemory, key: string): ReadonlySet<string> {
  const paths = new Set<string>();
  const seen = new Set<Piece>();
  const collect = (piece: Piece): void => {
    if (seen.has(piece)) return;
    seen.add(piece);
    for (const it of piece.questions) {
      if (it.ask === "piece") collect(it.answer);
      else if (it.ask === "file" && it.answer !== undefined) paths.add(it.path);
    }
  };
  const piece = memory.pieces.get(key);
  if (piece) collect(piece);
  return paths;
}

function recorder(files: Files, memory: BuildMemory, note: (question: Question) => void): Reader {
  const asked = <T>(ask: Ask, path: string, answer: T): T => {
    note({ ask, path, answer });
    return answer;
  };
  return {
    file: (path) => asked("file", path, files.file(path)),
    folder: (path) => asked("folder", path, files.folder(path)),
    isFolder: (path) => asked("isFolder", path, isFolder(files, path)),
    real: (path) => asked("real", path, files.real(path)),
    standIn: (url) => asked("standIn", url, files.standIn?.(url)),
    outline: (path) => asked("outline", path, outlineOf(files, path)),
    remember: <T>(
      key: string,
      build: (reader: Reader, before?: T) => T,
      weigh?: (value: T) => number,
    ): T => {
      const piece = proved(files, memory, key) ?? made(files, memory, key, build, weigh, note);
      note({ ask: "piece", key, answer: piece });
      if (piece.weight > 0) {
        // Those used last stand last.
        memory.pieces.delete(key);
        memory.pieces.set(key, piece);
      }
      if (!piece.held) {
        piece.held = { value: build(recorder(files, memory, () => {})) };
        memory.weight += piece.weight;
      }
      return piece.held.value as T;
    },
  };
}

function made<T>(
  files: Files,
  memory: BuildMemory,
  key: string,
  build: (reader: Reader, before?: T) => T,
  weigh: ((value: T) => number) | undefined,
  note: (question: Question) => void,
): Piece {
  const questions: Question[] = [];
  const noted = new Map<Question["ask"], Set<string>>();
  // The same things are asked over and over.
  const once = (it: Question): void => {
    const subject = it.ask === "piece" ? it.key : it.path;
    const known = noted.get(it.ask);
    if (known?.has(subject)) return;
    noted.set(it.ask, (known ?? new Set()).add(subject));
    questions.push(it);
  };
  const before = memory.pieces.get(key);
  let value: T;
  try {
    value = build(recorder(files, memory, once), before?.held?.value as T | undefined);
  } catch (stopped) {
    // Whoever tells of the mistake depends on all that led to it.
    for (const it of questions) note(it);
    throw stopped;
  }
  const piece: Piece = {
    held: { value },
    questions,
    provedFor: files,
    weight: weigh ? Math.max(1, weigh(value)) : 0,
  };
  // While it was built it may have been let go of, or be another by now.
  const replaced = memory.pieces.get(key);
  if (replaced) letGo(memory, replaced);
  memory.pieces.delete(key);
  memory.pieces.set(key, piece);
  memory.weight += piece.weight;
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

function stands(files: Files, memory: BuildMemory, it: Question): boolean {
  if (it.ask === "piece") return proved(files, memory, it.key) === it.answer;
  if (it.ask === "isFolder") return isFolder(files, it.path) === it.answer;
  if (it.ask === "outline") return outlineOf(files, it.path) === it.answer;
  return files[it.ask]?.(it.path) === it.answer;
}

/** Is there such a folder? */
export const isFolder = (files: Files, path: string): boolean =>
  files.isFolder ? files.isFolder(path) : files.folder(path) !== undefined;

/** `undefined`: no file; `?`: not read; empty: a text too long for the path of a link, or bytes. */
export function outlineOf(files: Files, path: string): string | undefined {
  const content = files.file(path)?.content;
  if (content === undefined) return files.file(path) && "?";
  return typeof content === "string" && content.length <= LONGEST_LINK ? `=${content}` : "";
}

const LONGEST_LINK = 255;
