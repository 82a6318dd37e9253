/** Another value for a field of a Canary, by its name: `spec.analysis.threshold`. */
export interface FieldChange {
  readonly name: string;
  readonly value: number | string;
}
