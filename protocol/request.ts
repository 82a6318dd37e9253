/** The name of a request, carrying the types of what is asked and what is answered. */
export interface Request<Params, Result> {
  readonly method: string;
  /** Never set: it only holds the types. */
  readonly types?: (params: Params) => Result;
}

export const request = <Params, Result>(method: string): Request<Params, Result> => ({ method });
