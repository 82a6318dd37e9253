import { request } from "./request.ts";

/** Where those stand that a code lens has counted. Looked up when somebody wants to see them. */
export const lensPlaces = request<LensQuestion, readonly WireLocation[]>("flightpath/lensPlaces");

/** What a code lens is about; plain data, for it travels to the editor and back. */
export interface LensQuestion {
  readonly about:
    | "dependents"
    | "references"
    | "builds"
    | "changed"
    | "users"
    | "rollout"
    | "selectors"
    | "graph"
    | "nothing";
  readonly path: string;
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  /** The path of the entry that it is about, where that is not the whole. */
  readonly at?: readonly (string | number)[];
}

/** A location of LSP. */
export interface WireLocation {
  readonly uri: string;
  readonly range: { readonly start: WirePosition; readonly end: WirePosition };
}

export interface WirePosition {
  readonly line: number;
  readonly character: number;
}
