import type { JsonObject } from "../../server/engine/canary/json.ts";
import { type Kind, kindName, resourceName } from "./kind.ts";
import { metadataOf } from "./objects/metadata.ts";
import { type Cause, causeJson, refuse } from "./refusal.ts";

/** The failures of the API server in its own words. */
export const refusals = {
  notFound: ({ plural, group }: Pick<Kind, "group" | "plural">, name: string): never =>
    refuse(404, "NotFound", `${resourceName({ plural, group })} "${name}" not found`, {
      name,
      ...(group !== "" && { group }),
      kind: plural,
    }),

  noSuchResource: (): never =>
    refuse(404, "NotFound", "the server could not find the requested resource", {}),

  alreadyExists: (kind: Kind, name: string): never =>
    refuse(
      409,
      "AlreadyExists",
      `${resourceName(kind)} "${name}" already exists`,
      aboutOf(kind, name),
    ),

  modified: (kind: Kind, name: string): never =>
    conflict(
      kind,
      name,
      "the object has been modified; please apply your changes to the latest version and try again",
    ),

  conflict: (kind: Pick<Kind, "group" | "plural">, name: string, why: string): never =>
    conflict(kind, name, why),

  /** A deletion meant another object, or another version of it. */
  notMeant(
    kind: Kind,
    name: string,
    part: "UID" | "ResourceVersion",
    asked: string,
    found: string,
  ): never {
    const rest = part === "UID" ? "deleted and then recreated" : "modified";
    const why = `the ${part} in the precondition (${asked}) does not match the ${part} in record (${found}). The object might have been ${rest}`;
    return conflict({ group: kind.group, plural: kind.kind }, name, why);
  },

  badRequest: (message: string): never => refuse(400, "BadRequest", message),

  methodNotAllowed: (): never =>
    refuse(
      405,
      "MethodNotAllowed",
      "the server does not allow this method on the requested resource",
      {},
    ),

  unsupportedMediaType: (accepted: readonly string[]): never =>
    refuse(
      415,
      "UnsupportedMediaType",
      `the body of the request was in an unknown format - accepted media types include: ${accepted.join(", ")}`,
    ),

  /** What a patch says when its type is none of those that the kind takes. */
  unsupportedPatch: (): never =>
    refuse(415, "UnsupportedMediaType", "415: Unsupported Media Type", {}),

  unauthorized: (): never => refuse(401, "Unauthorized", "Unauthorized"),

  forbidden: (kind: Pick<Kind, "group" | "plural">, name: string, why: string): never =>
    refuse(
      403,
      "Forbidden",
      `${resourceName(kind)}${name === "" ? "" : ` "${name}"`} is forbidden: ${why}`,
      aboutOf(kind, name),
    ),

  invalid: (kind: Pick<Kind, "group" | "kind">, name: string, causes: readonly Cause[]): never => {
    const told = [...new Set(causes.map((it) => `${it.field}: ${it.message}`))];
    const list = told.length === 1 ? told[0] : `[${told.join(", ")}]`;
    return refuse(422, "Invalid", `${kindName(kind)} "${name}" is invalid: ${list}`, {
      ...(name !== "" && { name }),
      ...(kind.group !== "" && { group: kind.group }),
      kind: kind.kind,
      causes: causes.map(causeJson),
    });
  },

  /** An update of a custom object has to say which version it is about. */
  unversioned(kind: Kind, name: string): never {
    const field = "metadata.resourceVersion";
    const message = "Invalid value: 0: must be specified for an update";
    return refuse(
      422,
      "Invalid",
      `${resourceName(kind)} "${name}" is invalid: ${field}: ${message}`,
      {
        ...aboutOf(kind, name),
        causes: [{ reason: "FieldValueInvalid", message, field }],
      },
    );
  },

  invalidPatch: (why: string): never => {
    const message = `Invalid value: ${why}`;
    return refuse(422, "Invalid", ` "" is invalid: patch: ${message}`, {
      causes: [{ reason: "FieldValueInvalid", message, field: "patch" }],
    });
  },

  invalidOptions: (options: string, field: string, reason: string, message: string): never =>
    refuse(422, "Invalid", `${options}.meta.k8s.io "" is invalid: ${field}: ${message}`, {
      group: "meta.k8s.io",
      kind: options,
      causes: [{ reason, message, field }],
    }),

  /** What server-side apply says of fields that the type does not have. */
  undeclared: (kind: Kind, sent: JsonObject, paths: readonly string[]): never =>
    refusals.untyped(
      kind,
      sent,
      paths.map((it) => `.${it}: field not declared in schema`),
    ),

  /** What server-side apply says of an object that is none of its type, fault by fault. */
  untyped(kind: Kind, sent: JsonObject, told: readonly string[]): never {
    const { name, namespace } = metadataOf(sent);
    const list = told.length === 1 ? told[0] : `errors:\n${told.map((it) => `  ${it}`).join("\n")}`;
    const type = `${kind.group}/${kind.version}, Kind=${kind.kind}`;
    return refuse(
      500,
      "",
      `failed to create typed patch object (${String(namespace ?? "")}/${String(name ?? "")}; ${type}): ${list}`,
    );
  },

  /** What server-side apply says of a Secret whose data are no base64; `index` counts its bytes from 0. */
  notBase64(kind: Kind, sent: JsonObject, index: number): never {
    const { name, namespace } = metadataOf(sent);
    const type = `${kind.group}/${kind.version}, Kind=${kind.kind}`;
    return refuse(
      500,
      "",
      `failed to convert new object (${String(namespace ?? "")}/${String(name ?? "")}; ${type}) to proper version: unable to convert unstructured object to ${type}: error decoding from json: illegal base64 data at input byte ${index}`,
    );
  },

  expired: (message: string): never => refuse(410, "Expired", message),
};

const aboutOf = ({ plural, group }: Pick<Kind, "group" | "plural">, name: string) => ({
  ...(name !== "" && { name }),
  ...(group !== "" && { group }),
  kind: plural,
});

const conflict = (kind: Pick<Kind, "group" | "plural">, name: string, why: string): never =>
  refuse(
    409,
    "Conflict",
    `Operation cannot be fulfilled on ${resourceName(kind)} "${name}": ${why}`,
    aboutOf(kind, name),
  );
