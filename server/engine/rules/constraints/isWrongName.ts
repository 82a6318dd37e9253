/** Can Kubernetes not take that name? What is filled in later is not judged. */
export function isWrongName(text: string | undefined, pattern: RegExp, longest: number): boolean {
  if (text === undefined || text === "" || UNFILLED.test(text)) return false;
  return !pattern.test(text) || text.length > longest;
}

export const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
export const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Of a port, where it is no number: one letter at least, and no two hyphens in a row. */
export const PORT = /^(?!.*--)(?=.*[a-z])[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** Characters that only text which is still filled in has. */
const UNFILLED = /[{}<>%#$]/;
