/**
 * A revision as people read it: `main@sha1:5f3c2a1b…` is `main@5f3c2a1`; versions stay as they are.
 *
 * https://fluxcd.io/flux/components/source/gitrepositories/#artifact
 */
export const shownRevision = (revision: string): string =>
  revision
    .replace(/\b(?:sha1|sha256|sha384|sha512|blake3):([0-9a-f]{7})[0-9a-f]*/g, "$1")
    .replace(/^([0-9a-f]{7})[0-9a-f]{33}$/, "$1");
