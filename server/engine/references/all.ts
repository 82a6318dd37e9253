import { flaggerReferences } from "./flagger.ts";
import { fluxReferences } from "./flux.ts";
import { kubernetesReferences } from "./kubernetes.ts";
import { kustomizeReferences } from "./kustomize.ts";
import type { ReferenceRow } from "./row.ts";

/** Every field that names something, project by project. */
export const references: readonly ReferenceRow[] = [
  ...kustomizeReferences,
  ...fluxReferences,
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
