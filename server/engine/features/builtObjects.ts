import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import { utf8Bytes, utf8Text } from "../bytes.ts";
import { MASK } from "../flux/mask.ts";
import { base64Bytes, base64Of } from "../kustomize/base64.ts";
import type { BuiltObject } from "../kustomize/built.ts";
import { digestOf } from "../kustomize/hash.ts";
import { idOf } from "../kustomize/id.ts";
import { goJson } from "../kustomize/json.ts";
import { attempt } from "../kustomize/stop.ts";
import { fieldOf } from "../kustomize/tree.ts";
import { mappingOf, textOf } from "../node.ts";
import type { RenderingName } from "../rendering.ts";
import { rendering } from "../renderings.ts";
import { viewOf } from "../view.ts";
import type { Workspace } from "../workspace.ts";
import { isSecret, REDACTED, redacted, SECRET_FIELDS, secretsIn } from "./secrets.ts";

/** An object as one build gives it, as it may be shown and sent. */
export interface ToldObject {
  readonly rendering: RenderingName;
  /** As JSON says it, values of Secrets masked. */
  readonly object: { readonly [field: string]: unknown };
  /** By key of a Secret's data: what tells equal values from others. */
  readonly digests: Readonly<Record<string, string>>;
}

/**
 * What every build makes of an object, those of Flux first.
 *
 * @param salt goes into each digest
 */
export function builtObjects(
  workspace: Workspace,
  identity: ObjectIdentity,
  salt: string,
): readonly ToldObject[] {
  const { group, kind, name, namespace } = identity;
  const found = viewOf(workspace)
    .builtNamed(group, kind, name)
    .filter((it) => (it.namespace ?? "") === (namespace ?? ""));
  const ids = new Set(found.flatMap(({ built }) => built?.rendering.id ?? []));
  return [...ids]
    .flatMap((id) => told(workspace, id, identity, salt))
    .sort((one, other) => rank(one) - rank(other));
}

const rank = ({ rendering }: ToldObject): number => (rendering.kustomization === undefined ? 1 : 0);

function told(
  workspace: Workspace,
  id: string,
  identity: ObjectIdentity,
  salt: string,
): readonly ToldObject[] {
  const made = rendering(workspace, id);
  const object = made?.objects.find((it) => isMeant(it, identity));
  if (!made || !object) return [];
  // What has no JSON, such as an infinite number, no API server would take.
  const text = attempt(() => goJson(redacted(object, secretsIn(made.objects))));
  if (!("value" in text)) return [];
  const json = JSON.parse(text.value) as ToldObject["object"];
  if (!isSecret(object)) return [{ rendering: made.name, object: json, digests: {} }];
  return [{ rendering: made.name, object: folded(json), digests: digestsOf(object, salt) }];
}

function isMeant(object: BuiltObject, identity: ObjectIdentity): boolean {
  const { group, kind, name, namespace } = idOf(object);
  return (
    group === identity.group &&
    kind === identity.kind &&
    name === identity.name &&
    namespace === (identity.namespace ?? "")
  );
}

/** The API server keeps what `stringData` says in `data`. */
function folded({ stringData, data, ...rest }: ToldObject["object"]): ToldObject["object"] {
  const keys = [data, stringData].flatMap((it) => Object.keys(it ?? {}));
  return keys.length === 0
    ? rest
    : { ...rest, data: Object.fromEntries(keys.map((it) => [it, REDACTED])) };
}

function digestsOf(object: BuiltObject, salt: string): Readonly<Record<string, string>> {
  const values = SECRET_FIELDS.flatMap((field) =>
    (mappingOf(fieldOf(object.node, field))?.entries ?? []).map(({ key, value }) => {
      const text = textOf(value) ?? "";
      const bytes = field === "data" ? base64Bytes(text) : utf8Bytes(text);
      return [key.text, bytes] as const;
    }),
  );
  return Object.fromEntries(
    values.flatMap(([key, bytes]) =>
      bytes === undefined || utf8Text(bytes) === MASK
        ? []
        : [[key, digestOf(salt + base64Of(bytes))]],
    ),
  );
}
