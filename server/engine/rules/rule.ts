import type { Change } from "../edits.ts";
import type { Path } from "../node.ts";
import type { Resource } from "../resource.ts";
import type { SchemaCode } from "../schema/finding.ts";
import type { Span } from "../source.ts";
import type { View } from "../view.ts";
import type { YamlDocument } from "../yaml.ts";

export type Severity = "error" | "warning" | "information" | "hint";

/** One mistake that people make. The documentation page of a rule is made from this value. */
export interface Rule {
  /** Stable, kebab-case; the file of the rule is named after it in camelCase. */
  readonly code: string;
  readonly severity: Severity;
  /** What is wrong, in a few words: the heading of its page. */
  readonly title: string;
  /** What happens in the cluster, and what to do. One paragraph of plain text. */
  readonly explanation: string;
  /** The upstream page that says so. */
  readonly link: string;
  /** Fixtures: the wrong one gives just this finding, the right one none. Both are run as tests. */
  readonly examples: { readonly wrong: string; readonly right: string };
  /**
   * `builds`: where builds take an object up, what they make of it is judged, once for each; otherwise, and by default,
   * the object as its file says it.
   */
  readonly judges?: "builds";
  /**
   * What the schema, or the rule for names of any kind, says under one of these codes is not shown at the place of a
   * finding of this rule, which says it better, nor at those that the finding covers.
   */
  readonly replaces?: readonly (SchemaCode | "misspelt-name")[];
  /** Is this resource one that the rule speaks about? */
  readonly about: (resource: Resource) => boolean;
  /**
   * Works out what the check will need of the tree of a resource, while that is at hand; called when a document is
   * read. Without it the check has to parse the document again.
   */
  readonly prepare?: (resource: Resource) => void;
  readonly check: (resource: Resource, view: View) => Iterable<Finding>;
  /** What is found in the text of a document, whatever it is a part of: a patch, or a file that a generator reads. */
  readonly checkText?: (document: YamlDocument, path: string, view: View) => Iterable<TextFinding>;
}

/** A mistake found, in terms of the resource that holds it. */
export interface Finding {
  /** The field; `[]` stands for the whole resource, shown at its kind. */
  readonly at: Path;
  /** Is it the key or the value that is wrong? Default: the value, or the key where there is no value. */
  readonly on?: "key" | "value";
  readonly message: string;
  /** Where certainty differs from the rule's own severity. */
  readonly severity?: Severity;
  readonly related?: readonly Related[];
  readonly fixes?: readonly Fix[];
  readonly tag?: "deprecated" | "unnecessary";
  /** Further keys, at which findings of the schema that the rule replaces are consequences of this one. */
  readonly covers?: readonly Path[];
}

/** A mistake found in a text. */
export interface TextFinding extends Omit<Finding, "at" | "on"> {
  /** Counted from the start of the document. */
  readonly span: Span;
}

export interface Related {
  readonly resource: Resource;
  readonly at: Path;
  readonly message: string;
}

/** A way out. `preferred` where it is the one right thing to do. */
export interface Fix {
  readonly title: string;
  readonly changes: readonly Change[];
  readonly preferred?: boolean;
}
