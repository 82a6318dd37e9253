/**
 * One line of a table of what an API server demands beyond the schema, as CEL says it in the definitions of Flux and
 * code in those of Kubernetes: fields that exclude or need one another.
 */
export type Constraint = Subject &
  (Forbidden | Required | ExactlyOne | Unique | Listed | Contained | Entries);

interface Subject {
  /** `helm.toolkit.fluxcd.io/v2 HelmRelease`; `*` for all that definitions make, where none has lines of its own. */
  readonly kind: string;
  /** The mapping that holds the fields, `spec.inputsFrom[]`; empty for the whole object. Only where it is written. */
  readonly at: string;
}

/** A field that must not stand there in some cases. */
export interface Forbidden {
  readonly type: "forbidden";
  readonly field: string;
  readonly when: (fields: Fields) => boolean;
  /** The whole sentence but for its end: `, so the API server refuses this object.` */
  readonly says: string | ((fields: Fields) => string);
  /** The field is right, its value is not. */
  readonly on?: "value";
  /** What the value has to be, where just one is right. */
  readonly write?: string;
  /** Nothing else can be meant than to leave the field out. */
  readonly removable?: true;
}

/** A field that must stand there in some cases. */
export interface Required {
  readonly type: "required";
  readonly field: string;
  /** Only in a list with other items. */
  readonly amongSeveral?: true;
  readonly when: (fields: Fields) => boolean;
  readonly says: string;
}

/** Just one of these fields. */
export interface ExactlyOne {
  readonly type: "exactly-one";
  readonly fields: readonly string[];
}

/** No two items of the list `at` have the same value in that field. */
export interface Unique {
  readonly type: "unique";
  readonly field: string;
  /** Only together with what stands in this field, or else is meant, need it be one of a kind. */
  readonly with?: { readonly field: string; readonly otherwise: string };
}

/** Each value of a field is one of those that other fields have. */
export interface Listed {
  readonly type: "listed";
  /** `containers[].volumeMounts[].name` */
  readonly field: string;
  readonly among: readonly string[];
  /** What it names, for the sentence: `volume`. */
  readonly what: string;
}

/** All that stands in one mapping stands in the other, too. */
export interface Contained {
  readonly type: "contained";
  readonly field: string;
  readonly in: string;
  /** The whole sentence but for its end, told what is not there: `app=web`. */
  readonly says: (lacking: string) => string;
}

/** Each entry of the mapping `at` is as it has to be. */
export interface Entries {
  readonly type: "entries";
  /** What is wrong with a key or its value, as `says` of `Forbidden`. `isText`: no number, and neither true nor false. */
  readonly fault: (key: string, value: string, isText: boolean) => EntryFault | undefined;
}

export interface EntryFault {
  readonly on: "key" | "value";
  readonly says: string;
}

/** The fields of a mapping, by paths from there: `sts.provider`. */
export interface Fields {
  /** Is it written, and not null? */
  readonly has: (field: string) => boolean;
  /** The text of a scalar. A value that is filled in later leaves the constraint unjudged. */
  readonly text: (field: string) => string | undefined;
  /** Is it text, and no number: `"80"`? */
  readonly isText: (field: string) => boolean;
  /** How many items a list has. */
  readonly count: (field: string) => number;
}
