import { FLUX_KUSTOMIZE } from "../identity.ts";
import { flaggerReferences } from "./flagger.ts";
import { fluxReferences } from "./flux.ts";
import { helmValuesReferences } from "./helmValues.ts";
import { kubernetesReferences } from "./kubernetes.ts";
import { kustomizeReferences } from "./kustomize.ts";
import type { KindName, ReferenceRow } from "./row.ts";

/** Every field that names something, project by project. */
export const references: readonly ReferenceRow[] = [
  ...kustomizeReferences,
  ...fluxReferences,
  ...helmValuesReferences,
  ...flaggerReferences,
  ...kubernetesReferences,
];

const byOwner = new Map<string, ReferenceRow[]>();
for (const row of references) {
  const key = `${row.owner.group}|${row.owner.kind}`;
  const rows = byOwner.get(key);
  if (rows) rows.push(row);
  else byOwner.set(key, [row]);
}

const none: readonly ReferenceRow[] = [];

/** The rows of one kind. */
export const rowsOf = (group: string, kind: string): readonly ReferenceRow[] =>
  byOwner.get(`${group}|${kind}`) ?? none;

/** Groups by kind, of all kinds that the table speaks of. */
const groups = new Map<string, string>(
  references
    .flatMap(({ owner, target }): readonly KindName[] =>
      target.type === "path" ? [owner] : [owner, ...target.kinds],
    )
    .map(({ group, kind }) => [kind, group]),
);
// Two groups have a Kustomization; only Flux's is ever an object that others name.
groups.set("Kustomization", FLUX_KUSTOMIZE);

/** The group of a kind that is named without one; `undefined` for kinds that the table does not know. */
export const groupOfKind = (kind: string): string | undefined => groups.get(kind);
