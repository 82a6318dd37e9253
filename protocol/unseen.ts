/** Why nothing of a cluster is shown. */
export type Unseen =
  /** No context is pinned, or it may not be looked at. */
  | { readonly kind: "none" }
  /** A context is pinned; the person may look at it. */
  | { readonly kind: "offered"; readonly context: string }
  | { readonly kind: "connecting"; readonly context: string }
  | { readonly kind: "lost"; readonly context: string; readonly sentence: string };
