/**
 * What Kubernetes takes for the name of an object. `undefined`: it is fine; otherwise a sentence that says what is not.
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */
export function nameFault(group: string, kind: string, name: string): string | undefined {
  const rule = ruleOf(group, kind);
  if (name.length > rule.longest) {
    return `The name of a ${kind} has at most ${rule.longest} characters; this one has ${name.length}.`;
  }
  return rule.form.test(name)
    ? undefined
    : `"${name}" cannot be the name of a ${kind}: ${rule.says}.`;
}

interface NameRule {
  readonly form: RegExp;
  readonly longest: number;
  /** The form in words, as the end of a sentence. */
  readonly says: string;
}

const subdomain: NameRule = {
  form: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  longest: 253,
  says: "lower-case letters, digits, hyphens and dots only, a letter or digit at both ends",
};

const label: NameRule = {
  form: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  longest: 63,
  says: "lower-case letters, digits and hyphens only, a letter or digit at both ends",
};

const service: NameRule = {
  form: /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
  longest: 63,
  says: "lower-case letters, digits and hyphens only, a letter first and no hyphen last",
};

const anything: NameRule = {
  form: /^(?!\.{1,2}$)[^/%\s]+$/,
  longest: 253,
  says: "no blanks, slashes or percent signs",
};

function ruleOf(group: string, kind: string): NameRule {
  if (group === "" && kind === "Namespace") return label;
  if (group === "" && kind === "Service") return service;
  return group === "rbac.authorization.k8s.io" ? anything : subdomain;
}
