/** The name of a notification, carrying the type of what is told. */
export interface Notification<Params> {
  readonly method: string;
  /** Never set: it only holds the type. */
  readonly types?: (params: Params) => void;
}

export const notification = <Params>(method: string): Notification<Params> => ({ method });
