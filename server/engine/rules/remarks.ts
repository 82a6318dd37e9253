import { pointedOf, type Remark } from "../builtTables.ts";
import { isKustomizationFile } from "../identity.ts";
import { dirname, isInside, join } from "../path.ts";
import { nameOfRendering } from "../rendering.ts";
import { shownMessage } from "../shownMessage.ts";
import type { View } from "../view.ts";
import type { YamlDocument } from "../yaml.ts";
import { rules } from "./all.ts";
import type { Problem } from "./check.ts";
import { remarkFixes } from "./remarkFixes.ts";
import { remarkRules } from "./remarkRules.ts";
import type { Severity } from "./rule.ts";
import { schemaRules } from "./schemaRules.ts";

/**
 * What was found in a document, with what builds say of it: why they fail, and what they pass over in silence. Nothing
 * is added where a rule has found the mistake already, for it tells more; but what ends a build is an error.
 */
export function withRemarks(
  view: View,
  document: YamlDocument,
  problems: readonly Problem[],
): readonly Problem[] {
  const remarks = view.remarksOn(document);
  if (remarks.length === 0) return problems;
  const ending = remarks.filter((it) => it.fails);
  const found = problems.map((it) =>
    isAboutText(it) && ending.some(isAt(it)) ? { ...it, severity: "error" as const } : it,
  );
  return [...found, ...remarkProblems(view, remarks, found)];
}

const isAboutText = ({ code }: Problem): boolean => schemaRules.some((it) => it.code === code);

const isAt =
  ({ place: { document, span } }: Problem) =>
  ({ note: { place } }: Remark): boolean =>
    place.document === document && place.span.start === span.start && place.span.end === span.end;

function remarkProblems(
  view: View,
  remarks: readonly Remark[],
  found: readonly Problem[],
): readonly Problem[] {
  const said = new Map<string, Remark[]>();
  for (const it of remarks) {
    const { code, message, place } = it.note;
    if (it.fails && (isTold(it, found) || isListedTwice(place.path, view))) continue;
    if (it.fails && leadsOut(view, place)) continue;
    const key = `${code} ${place.span.start} ${code === "build-fails" ? message : ""}`;
    said.set(key, [...(said.get(key) ?? []), it]);
  }
  return [...said.values()].flatMap((all) => (isForOthers(view, all) ? [] : problemOf(view, all)));
}

/** A rule that is less sure knows of something that may be done before the build. */
const isTold = (remark: Remark, found: readonly Problem[]): boolean => {
  const { place } = remark.note;
  return found.some(
    (it) =>
      // What is wrong with a folder as a whole is shown at its kind.
      it.code === "kustomization-folder" ||
      ((it.severity === "error" ||
        it.code === "variable-undefined" ||
        (it.severity === "warning" && isAt(it)(remark))) &&
        it.place.document === place.document &&
        it.place.span.start <= place.span.end &&
        place.span.start <= it.place.span.end),
  );
};

/** What lies beside the folders that people opened may well be there. */
function leadsOut({ roots }: View, { path, document, span }: Remark["note"]["place"]): boolean {
  const written = document.text.slice(span.start, span.end).replace(/^(["'])(.*)\1$/, "$2");
  if (!/^\.\.\//.test(written)) return false;
  const target = join(dirname(path), written);
  return !roots.some((it) => isInside(target, it.path)) || target.startsWith("..");
}

/** Whoever lists a file twice is told so at the second entry. */
function isListedTwice(path: string, view: View): boolean {
  const listers = view.listersOf(path).map((it) => it.resource);
  return new Set(listers).size < listers.length;
}

/**
 * Components, bases and patches that parents hand down are written once for many builds: what is idle in one of them is
 * there for another.
 */
function isForOthers(view: View, remarks: readonly Remark[]): boolean {
  const [first] = remarks;
  if (!first || !IDLE.has(first.note.code) || first.fails) return false;
  const { document, path, span } = first.note.place;
  const saying = new Set(remarks.map((it) => it.rendering.id));
  const isUsed = view.changedBy(document).some(
    (it) =>
      !saying.has(it.built?.rendering.id ?? "") &&
      pointedOf(it).some(({ place }) => {
        const isHere = place.document === document;
        return isHere && place.span.start <= span.start && span.end <= place.span.end;
      }),
  );
  if (isUsed) return true;
  // What is deleted leaves no trace, and what fails says nothing.
  return isKustomizationFile(path) && view.buildsOf(path).some((it) => !saying.has(it));
}

const IDLE: ReadonlySet<string> = new Set([
  "patch-without-target",
  "image-unused",
  "replacement-without-target",
]);

function problemOf(view: View, remarks: readonly Remark[]): readonly Problem[] {
  const [first] = remarks;
  const code = first?.note.code;
  const rule = [...remarkRules, ...rules, ...schemaRules].find((it) => it.code === code);
  if (!first || !rule) return [];
  const { place, related = [] } = first.note;
  return [
    {
      code: rule.code,
      severity: severityOf(first, rule),
      message: messageOf(view, first, remarks),
      place,
      related: related
        .filter((it) => it.place.document !== place.document || it.place !== place)
        .map((it) => ({ ...it, message: shownMessage(view, it.message) })),
      fixes: remarkFixes(first),
      tag: undefined,
    },
  ];
}

function severityOf({ fails, note }: Remark, { severity }: { readonly severity: Severity }) {
  if (fails) return "error";
  // Of what is applied without it.
  return note.code === "unknown-field" ? "warning" : severity;
}

function messageOf(view: View, { fails, note }: Remark, remarks: readonly Remark[]): string {
  const message = shownMessage(view, note.message);
  if (!fails) return message;
  const names = [...new Set(remarks.map((it) => nameOfRendering(it.rendering, view.roots)))];
  const where = names.length > SHOWN ? `${names.length} builds` : names.join(" and of ");
  if (note.code === "build-fails") return `The build of ${where} fails: ${message}`;
  const told = `${message}, so the build of ${where} fails and nothing of it is applied.`;
  return note.next ? `${told} ${note.next}` : told;
}

const SHOWN = 3;
