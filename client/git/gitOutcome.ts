/** What git answered, or why it did not, in one sentence with the next step. */
export type GitOutcome<Value> =
  | { readonly value: Value; readonly problem?: undefined }
  | { readonly value?: undefined; readonly problem: string };
