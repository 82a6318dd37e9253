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
  const names = known(subject, parent).fields.map((it) => it.name);
  if (isAllowed(subject, parent, name, names)) return undefined;
  const path = [...parent, name];
  const field = fieldAt(subject.root, path);
  const present = Object.keys(Object(valueAt(subject.value, parent)));
  const near = nearest(
    name,
    names.filter((it) => !present.includes(it)),
  );
  const fix = near && field.own && { title: `Rename to ${near}`, on: "key" as const, text: near };
  return {
    code: "unknown-field",
    span: field.keySpan,
    path,
    message: [
      `Unknown field "${name}" in ${nameOf(subject, parent)}`,
      `${hint(subject, parent, name, near)} ${consequence(subject)}`,
    ].join(""),
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

function known(subject: Subject, path: Path) {
  const view = viewAt(subject, path);
  return { fields: view ? propertiesOf(view) : [] };
}

function isAllowed(subject: Subject, parent: Path, name: string, names: readonly string[]) {
  if (isPlaceholder(name)) return true;
  if (subject.sealed && parent.length === 0 && name === "sops") return true;
  if (subject.partial && directive.test(name)) return true;
  // kustomize reads its own files without regard to case.
  return (
    subject.kind.info.project === "kustomize" &&
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
    const { fields } = known(subject, around);
    const places = [around, ...fields.map((it) => [...around, it.name])];
    const homes = places.filter((it) => isHome(subject, it, name));
    if (homes.length > 0) return homes.length === 1 ? homes[0] : undefined;
  }
  return undefined;
}

const isHome = (subject: Subject, path: Path, name: string): boolean =>
  path.length > 0 &&
  known(subject, path).fields.some((it) => it.name === name) &&
  !Object.hasOwn(Object(valueAt(subject.value, path)), name);

/** Mirrors what server-side apply and Flux' normalisation do with fields that a schema does not have. */
function consequence({ kind: { info } }: Subject): string {
  switch (info.project) {
    case "kustomize":
      return "kustomize refuses the file.";
    case "kubernetes":
      return /^(Cluster)?Role$/.test(info.kind)
        ? "Flux refuses to apply the object."
        : "It is dropped silently.";
    case "flagger":
      return "Flux refuses to apply the object; without Flux the field is dropped silently.";
    default:
      return "Flux refuses to apply the object.";
  }
}
