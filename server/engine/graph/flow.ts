import type { GraphEdge } from "../../../protocol/graph.ts";

/** An edge in the order of time: what comes first, and what then can go on. */
export interface Flow {
  readonly first: string;
  readonly next: string;
}

/** What is needed comes before who needs it; who applies or steers something, before that. */
export const flowOf = ({ from, to, type }: GraphEdge<unknown>): Flow =>
  type === "applies" || type === "targets" ? { first: from, next: to } : { first: to, next: from };
