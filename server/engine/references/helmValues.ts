import { FLUX_HELM } from "../identity.ts";
import type { KindName, ReferenceRow } from "./row.ts";
import { CONFIG_MAP, name, object, SECRET, slip } from "./rows.ts";

const helmRelease: KindName = { group: FLUX_HELM, kind: "HelmRelease" };
const claim: KindName = { group: "", kind: "PersistentVolumeClaim" };

const NO_START = "its pods do not start";

const named = (at: string, kind: KindName, nameField = "name"): ReferenceRow =>
  object(helmRelease, `spec.values.${at}`, [kind], {
    nameField,
    ...slip(NO_START),
    optionalField: "optional",
  });

/** Where charts let values name what pods take their variables from. */
const variablesAt = (at: string): readonly ReferenceRow[] => [
  named(`${at}envFrom[].secretRef`, SECRET),
  named(`${at}envFrom[].configMapRef`, CONFIG_MAP),
  ...["env[]", "env.*"].flatMap((variable) => [
    named(`${at}${variable}.valueFrom.secretKeyRef`, SECRET),
    named(`${at}${variable}.valueFrom.configMapKeyRef`, CONFIG_MAP),
  ]),
];

const claimAt = (at: string): ReferenceRow =>
  name(helmRelease, `spec.values.${at}`, claim, slip(NO_START));

/**
 * What values of a HelmRelease name: the fields that most charts have, and those of app-template (bjw-s), by which home
 * clusters install most of what they run. Nothing is said of them but that they are spelt like something beside them.
 */
export const helmValuesReferences: readonly ReferenceRow[] = [
  ...variablesAt(""),
  ...variablesAt("controllers.*.containers.*."),
  ...variablesAt("controllers.*.initContainers.*."),
  claimAt("persistence.*.existingClaim"),
  claimAt("persistence.existingClaim"),
  object(helmRelease, "spec.values.persistence.*", [CONFIG_MAP, SECRET], {
    kindField: "type",
    kindRequired: true,
    kindInCamelCase: true,
    ...slip(NO_START),
  }),
];
