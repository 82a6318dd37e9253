import { nearest } from "../../nearest.ts";
import type { Path } from "../../node.ts";
import type { SchemaError } from "../catalogue.ts";
import { propertiesOf, requiredOf } from "../explore.ts";
import type { SchemaFinding } from "../finding.ts";
import { fieldAt } from "./fieldAt.ts";
import { hasUnknownFields, isPlaceholder } from "./isUnknown.ts";
import { dotted, nameOf, type Subject, valueAt, viewAt } from "./subject.ts";

/** A field that the schema does not name. */
export function unknownField(
  subject: Subject,
  parent: Path,
  { params }: SchemaError,
): SchemaFinding | undefined {
  const name = String(params.additionalProperty);
  const names = namesAt(subject, parent);
  if (isAllowed(subject, parent, name, names)) return undefined;
  const path = [...parent, name];
  const field = fieldAt(subject.root, path);
  const present = Object.keys(Object(valueAt(subject.value, parent)));
  const near = nearest(
    name,
    names.filter((it) => !present.includes(it)),
  );
  const { outcome, severity } = consequence(subject);
  const fix = near && field.own && { title: `Rename to ${near}`, on: "key" as const, text: near };
  return {
    code: "unknown-field",
    span: field.keySpan,
    path,
    message: `Unknown field "${name}" in ${nameOf(subject, parent)}${hint(subject, parent, name, near)} ${outcome}`,
    ...(severity && { severity }),
    ...(fix && { fix }),
  };
}

/** A field that has to be there and is not. */
export function requiredField(
  subject: Subject,
  parent: Path,
  name: string,
): SchemaFinding | undefined {
  const field = fieldAt(subject.root, parent);
  if (subject.partial || hasUnknownFields(field.node)) return undefined;
  return {
    code: "required-field",
    span: field.keySpan,
    path: parent,
    message: `${nameOf(subject, parent)} needs "${name}".`,
    missing: [name],
  };
}

/** Is nothing but `null` under this key, though the field has to be there? */
export function isRequired(subject: Subject, path: Path): boolean {
  const name = path.at(-1);
  const view = viewAt(subject, path.slice(0, -1));
  return view !== undefined && typeof name === "string" && requiredOf(view).includes(name);
}

function namesAt(subject: Subject, path: Path): readonly string[] {
  const view = viewAt(subject, path);
  return view ? propertiesOf(view).map((it) => it.name) : [];
}

function isAllowed(subject: Subject, parent: Path, name: string, names: readonly string[]) {
  if (isPlaceholder(name)) return true;
  if (subject.sealed && parent.length === 0 && name === "sops") return true;
  if (subject.partial && directive.test(name)) return true;
  return (
    subject.kind.schema["x-case-insensitive"] === true &&
    names.some((it) => it.toLowerCase() === name.toLowerCase())
  );
}

/** https://github.com/kubernetes/community/blob/main/contributors/devel/sig-api-machinery/strategic-merge-patch.md */
const directive = /^\$(patch|retainKeys|setElementOrder\/.+|deleteFromPrimitiveList\/.+)$/;

function hint(subject: Subject, parent: Path, name: string, near: string | undefined): string {
  if (near) return `; did you mean "${near}"?`;
  const home = homeOf(subject, parent, name);
  return home ? `; it belongs in ${dotted(home)}.` : ".";
}

/** The one object nearby that has such a field and does not use it: below, around, or beside. */
function homeOf(subject: Subject, parent: Path, name: string): Path | undefined {
  for (let length = parent.length; length >= 0; length--) {
    const around = parent.slice(0, length);
    const places = [around, ...namesAt(subject, around).map((it) => [...around, it])];
    const homes = places.filter((it) => isHome(subject, it, name));
    if (homes.length > 0) return homes.length === 1 ? homes[0] : undefined;
  }
  return undefined;
}

const isHome = (subject: Subject, path: Path, name: string): boolean =>
  path.length > 0 &&
  namesAt(subject, path).includes(name) &&
  !Object.hasOwn(Object(valueAt(subject.value, path)), name);

interface Consequence {
  readonly outcome: string;
  readonly severity?: "warning";
}

/** Mirrors what server-side apply, Flux' normalisation and kustomize do with fields that a schema does not have. */
function consequence({ kind: { info } }: Subject): Consequence {
  switch (info.project) {
    case "kustomize":
      return {
        outcome: "kustomize refuses the file; where a Flux path leads right to it, it is ignored.",
      };
    case "kubernetes":
      return /^(Cluster)?Role$/.test(info.kind)
        ? { outcome: "Flux refuses to apply the object." }
        : { outcome: "It is dropped silently.", severity: "warning" };
    case "flagger":
      return {
        outcome: "Flux refuses to apply the object; without Flux the field is dropped silently.",
      };
    default:
      return { outcome: "Flux refuses to apply the object." };
  }
}
