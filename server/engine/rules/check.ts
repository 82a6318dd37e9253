import { memo } from "../memo.ts";
import { get, mappingOf, type Node, textOf } from "../node.ts";
import type { DocumentPlace, Step } from "../origin.ts";
import { parsed } from "../parsed.ts";
import { placeOf } from "../place.ts";
import { isLeftOut, reachOf } from "../reach.ts";
import { errorsOf, type Resource, resourcesOf, treeOf } from "../resource.ts";
import type { SchemaCatalogue } from "../schema/catalogue.ts";
import { schemaProblems } from "../schema/check.ts";
import type { SchemaFinding, SchemaFix } from "../schema/finding.ts";
import { isTemplate, type Standing, standingOf } from "../standing.ts";
import { type View, viewOf } from "../view.ts";
import { fileAt, type Workspace } from "../workspace.ts";
import type { YamlDocument } from "../yaml.ts";
import { acrossBuilds } from "./acrossBuilds.ts";
import { rules } from "./all.ts";
import { withRemarks } from "./remarks.ts";
import { withoutReplaced } from "./replaced.ts";
import type { Finding, Fix, Rule, Severity } from "./rule.ts";
import { schemaRules } from "./schemaRules.ts";
import { writtenFix } from "./writtenFix.ts";

/** A mistake, with its place. */
export interface Problem {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly place: DocumentPlace;
  readonly related: readonly { readonly place: DocumentPlace; readonly message: string }[];
  readonly fixes: readonly Fix[];
  readonly tag: "deprecated" | "unnecessary" | undefined;
  /** Where else findings of the schema are told by this one. */
  readonly covers?: readonly DocumentPlace[];
}

/** What was found in one document, and the keys of every question that was asked on the way. */
export interface Checked {
  readonly problems: readonly Problem[];
  readonly asked: ReadonlySet<string>;
}

/** What one document says of itself: syntax and schema. All that can be told before the other files are known. */
export function checkAlone(workspace: Workspace, path: string): readonly Problem[] {
  const view = viewOf(workspace);
  return (fileAt(workspace, path)?.documents ?? []).flatMap(({ document }) => [
    ...syntaxProblems(view, path, document),
    ...resourcesOf(document, path).flatMap((resource) => {
      const standing = standingOf(resource, view);
      if (standing === "template") return [];
      // Whether it is a patch, or filled in by a parent, only the other files tell.
      return schemaProblemsOf(view, resource, standing, []).filter(
        (it) => it.code !== "required-field",
      );
    }),
  ]);
}

/** Checks one document against everything that is known. Pure: the same workspace gives the same answer. */
export function checkDocument(workspace: Workspace, path: string, document: YamlDocument): Checked {
  const asked = new Set<string>();
  return { problems: problemsIn(workspace, path, document, (key) => asked.add(key)), asked };
}

/** As `checkDocument`; `record` is told the key of every question. */
export function problemsIn(
  workspace: Workspace,
  path: string,
  document: YamlDocument,
  record?: (key: string) => void,
): readonly Problem[] {
  const view = viewOf(workspace, record, document);
  const problems: Problem[] = [...syntaxProblems(view, path, document)];
  for (const resource of resourcesOf(document, path)) {
    const standing = standingOf(resource, view);
    if (standing === "template") continue;
    const built = standing === "object" ? view.builtFrom(resource) : [];
    problems.push(...schemaProblemsOf(view, resource, standing, built));
    if (standing !== "object") continue;
    for (const rule of rulesAbout(resource, built)) {
      addRuleProblems(problems, rule, resource, built, view);
    }
  }
  problems.push(...textProblems(path, document, view));
  return withRemarks(view, document, withoutReplaced(problems));
}

/** Most rules ask what others ask, too: whether it is a Canary, say. */
const questions = [...new Set(rules.map((it) => it.about))];
const asking = rules.map((rule) => ({ rule, question: questions.indexOf(rule.about) }));

/** Resources of a kind mostly have the same answers. */
const rulesByAnswers = new Map<string, readonly Rule[]>();

/** The rules that speak about an object, or about what builds make of it. */
function rulesAbout(written: Resource, built: readonly Resource[]): readonly Rule[] {
  const answers = questions.map((it) => it(written) || built.some(it));
  const key = answers.map(Number).join("");
  let found = rulesByAnswers.get(key);
  if (!found) {
    found = asking.filter((it) => answers[it.question]).map((it) => it.rule);
    rulesByAnswers.set(key, found);
  }
  return found;
}

/** What a rule finds: in the object as it is written, or in what builds make of it. */
function addRuleProblems(
  problems: Problem[],
  rule: Rule,
  written: Resource,
  built: readonly Resource[],
  view: View,
): void {
  if (rule.judges !== "builds" || built.length === 0) {
    addFindings(problems, rule, written, view);
    return;
  }
  const findings = (it: Resource) => {
    const out: Problem[] = [];
    addFindings(out, rule, it, view);
    return out;
  };
  problems.push(...acrossBuilds(view, built, findings));
}

/** Mostly there is none, and a hundred rules ask of each Canary: nothing is made for those that find nothing. */
function addFindings(problems: Problem[], rule: Rule, it: Resource, view: View): void {
  if (!rule.about(it)) return;
  for (const found of rule.check(it, view)) problems.push(problemOf(rule, it, found));
}

/** What rules find in the text itself. */
const textProblems = (path: string, document: YamlDocument, view: View): readonly Problem[] =>
  textRules.flatMap((rule) =>
    [...(rule.checkText?.(document, path, view) ?? [])].map((it) =>
      problemAt(rule, it, { path, document, span: it.span }),
    ),
  );

const textRules = rules.filter((it) => it.checkText);

const problemOf = (rule: Rule, resource: Resource, finding: Finding): Problem => {
  const problem = problemAt(rule, finding, placeOf(resource, finding.at, finding.on));
  const covers = finding.covers?.map((it) => placeOf(resource, it, "key"));
  return covers ? { ...problem, covers } : problem;
};

function problemAt(rule: Rule, finding: Omit<Finding, "at" | "on">, place: DocumentPlace): Problem {
  return {
    code: rule.code,
    severity: finding.severity ?? rule.severity,
    message: finding.message,
    place,
    related: (finding.related ?? []).map((it) => ({
      place: placeOf(it.resource, it.at),
      message: it.message,
    })),
    fixes: (finding.fixes ?? []).flatMap((it) => writtenFix(it) ?? []),
    tag: finding.tag,
  };
}

/** Text that is no YAML. Said only of what is a manifest, and of no template that something fills in first. */
function* syntaxProblems(view: View, path: string, document: YamlDocument): Generator<Problem> {
  const errors = errorsOf(document);
  if (errors.length === 0) return;
  const { root } = parsed(document);
  if (!looksLikeManifest(document, root) || isTemplateText(document.text) || isTemplate(path, view))
    return;
  // What follows the first fault of syntax is mostly its echo.
  const first = errors.find((it) => it.code === "yaml-syntax");
  for (const error of errors) {
    if (error.code === "yaml-syntax" && error !== first) continue;
    const { code, span, message } = error;
    yield {
      code,
      severity: "error",
      message: isConflict(document.text, span.start) ? CONFLICT : message,
      place: { path, document, span },
      related: [],
      fixes: [],
      tag: undefined,
    };
  }
}

const CONFLICT =
  "A conflict of a merge was left here, so this is no YAML. Keep one side, and delete the lines of <, = and >.";

/** Is this one of the lines by which git marks a conflict? */
const isConflict = (text: string, offset: number): boolean =>
  /^(<{7}|={7}|>{7}|\|{7})( |\r?\n|$)/.test(text.slice(text.lastIndexOf("\n", offset - 1) + 1));

const looksLikeManifest = (document: YamlDocument, root: Node | undefined): boolean =>
  (mappingOf(root) !== undefined && textOf(get(root, "kind")) !== undefined) ||
  (/^apiVersion:/m.test(document.text) && /^kind:/m.test(document.text));

/**
 * Delimiters of Go templates, Jinja, makejinja and flux-operator at places where YAML would not have them. `<<:` is a
 * merge key, and `<<<<<<<` a conflict that git left.
 */
const isTemplateText = (text: string): boolean =>
  /^\s*(\{\{|\{%|#%|<<(?![:<]))|:\s+(\{\{|<<(?![:<]))|#\{.*\}#|\{%.*%\}/m.test(text);

/**
 * Finds, while the tree of a document is at hand, what it says of itself; later checks use the answer.
 * For `beginBatch`.
 */
export const prepare = (catalogue: SchemaCatalogue) => (path: string, document: YamlDocument) => {
  for (const resource of resourcesOf(document, path)) {
    schemaFindingsOf(catalogue, resource, "object");
    for (const rule of rules) if (rule.prepare && rule.about(resource)) rule.prepare(resource);
  }
};

const whole = memo((_: Resource) => ({ found: undefined as Found | undefined }));
const partial = memo((_: Resource) => ({ found: undefined as Found | undefined }));

interface Found {
  readonly catalogue: SchemaCatalogue;
  readonly findings: readonly SchemaFinding[];
}

function schemaFindingsOf(
  catalogue: SchemaCatalogue,
  resource: Resource,
  standing: Standing,
): readonly SchemaFinding[] {
  const slot = (standing === "patch" ? partial : whole)(resource);
  if (slot.found?.catalogue !== catalogue) {
    slot.found = { catalogue, findings: schemaFindings(catalogue, resource, standing) };
  }
  return slot.found.findings;
}

function schemaProblemsOf(
  view: View,
  resource: Resource,
  standing: Standing,
  built: readonly Resource[],
): readonly Problem[] {
  const findings = schemaFindingsOf(view.catalogue, resource, standing);
  const merged = built.filter(({ built }) => built?.steps.some(mayBreakSchema));
  if (findings.length === 0 && merged.length === 0) return [];
  const { path, document } = resource;
  const missing = missingIn(view, resource, built, merged);
  return [
    ...findings
      .filter((it) => it.code !== "required-field" || missing !== "judged elsewhere")
      .map((it) => {
        const problem = schemaProblem(it, resource, { path, document, span: it.span });
        const isLate = it.code === "required-field" && missing === "left out";
        return isLate ? { ...problem, severity: "information" as const } : problem;
      }),
    ...acrossBuilds(view, merged, (it) => mergedProblems(view, it)),
  ];
}

/** What patches and variables make wrong, or leave out; what the file itself says wrong is told of the file. */
function mergedProblems(view: View, built: Resource): readonly Problem[] {
  return schemaFindingsOf(view.catalogue, built, "object").flatMap((it) => {
    const place = placeOf(built, it.path, it.fix?.on ?? "value");
    if (it.code === "required-field") return [schemaProblem(it, built, place)];
    if (it.code === "unknown-field") {
      const key = placeOf(built, it.path, "key");
      return key.document === built.document ? [] : [schemaProblem(it, built, key)];
    }
    return place.document === built.document ? [] : [schemaProblem(it, built, place)];
  });
}

const schemaProblem = (it: SchemaFinding, resource: Resource, place: DocumentPlace): Problem => ({
  code: it.code,
  severity: it.severity ?? schemaRules.find((rule) => rule.code === it.code)?.severity ?? "error",
  message: it.message,
  place,
  related: [],
  fixes: it.fix && !resource.built ? [fixOf(resource, it, it.fix)] : [],
  tag: undefined,
});

/** Steps that put in text which a person wrote elsewhere. */
const mayBreakSchema = ({ by }: Step): boolean =>
  by.startsWith("Patch") || by === "ReplacementTransformer" || by === "Substitution";

const fixOf = (
  resource: Resource,
  { path }: SchemaFinding,
  { title, on, text }: SchemaFix,
): Fix => ({
  title,
  changes: [{ type: "replace", resource, at: path, on, text, raw: true }],
  preferred: true,
});

function schemaFindings(catalogue: SchemaCatalogue, resource: Resource, standing: Standing) {
  const apiVersion =
    resource.group === "" ? resource.version : `${resource.group}/${resource.version}`;
  // A tree that was guessed from broken text would be judged for what nobody wrote.
  if (errorsOf(resource.document).some((it) => it.code === "yaml-syntax")) return [];
  const schema = catalogue.find(apiVersion, resource.kind);
  return schema ? schemaProblems(treeOf(resource), schema, { partial: standing === "patch" }) : [];
}

/**
 * What a required field that a file leaves out means. Parents may patch it in: with a build at hand that is seen there,
 * without one nobody can say. What nothing applies is mostly kept for a parent that will fill it in.
 */
function missingIn(
  view: View,
  resource: Resource,
  built: readonly Resource[],
  merged: readonly Resource[],
): "told" | "judged elsewhere" | "left out" {
  if (merged.length > 0) return "judged elsewhere";
  if (built.length > 0) return "told";
  if (reachOf(resource, view).patches) return "judged elsewhere";
  return isLeftOut(resource, view) ? "left out" : "told";
}
