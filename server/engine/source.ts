/** A half-open range of UTF-16 offsets. Whether it counts from the file or the document, its owner says. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A range in a file, counted from the start of that file. */
export interface Place {
  readonly path: string;
  readonly span: Span;
}

/** Where a person is: an offset in a file. */
export interface Cursor {
  readonly path: string;
  readonly offset: number;
}

/** Text to put where a range is now. */
export interface Edit {
  readonly place: Place;
  readonly text: string;
}

export const spanOf = (start: number, end: number): Span => ({ start, end });

export const shifted = (span: Span, by: number): Span =>
  by === 0 ? span : { start: span.start + by, end: span.end + by };

/** Is the offset inside, or right behind the last character? A cursor behind a word still means that word. */
export const touches = (span: Span, offset: number): boolean =>
  span.start <= offset && offset <= span.end;
