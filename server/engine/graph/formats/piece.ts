/** A piece of a picture, in pixels. */
export interface Piece {
  readonly text: string;
  readonly width: number;
  readonly height: number;
}
