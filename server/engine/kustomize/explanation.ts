import type { DocumentPlace } from "../origin.ts";

/** A mistake told in our own words, where a build knows more of it than kustomize says. */
export interface Explanation {
  readonly code: FaultCode;
  /** What is wrong; a clause that goes on with the consequence. */
  readonly message: string;
  /** What is there instead, or what to do: whole sentences. */
  readonly next?: string | undefined;
  /** What was probably meant, to stand where the mistake is. */
  readonly meant?: string | undefined;
  readonly related?: readonly { readonly place: DocumentPlace; readonly message: string }[];
}

/** Mistakes that end a build and have a name of their own. */
export type FaultCode =
  | "patch-without-target"
  | "json-patch-path"
  | "namespace-conflict"
  | "duplicate-object"
  | "replicas-without-target"
  | "replacement-without-source"
  | "replacement-without-target"
  | "kustomization-cycle";
