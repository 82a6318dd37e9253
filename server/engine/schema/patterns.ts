/** What a pattern of our schemas asks for, in words; and what was meant, where that is clear. */
export interface PatternWords {
  readonly pattern: string;
  readonly words: string;
  readonly meant?: (text: string) => string | undefined;
}

const label = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const labelWords = "lower-case letters, digits and '-', with a letter or digit at both ends";
const subdomainWords =
  "lower-case letters, digits, '-' and '.', with a letter or digit at both ends";

export const patterns: readonly PatternWords[] = [
  { pattern: `^${label}$`, words: labelWords, meant: inLowerCase },
  { pattern: `^${label}(\\.${label})*$`, words: subdomainWords, meant: inLowerCase },
  { pattern: `^$|^${label}(\\.${label})*$`, words: subdomainWords, meant: inLowerCase },
  {
    pattern: `^(\\*\\.)?${label}(\\.${label})*$`,
    words: `a host name (${subdomainWords}), perhaps with "*." in front`,
  },
  {
    pattern: "^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$",
    words: "letters, digits and '-', a letter first",
  },
  { pattern: "^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$", words: "the value of a label" },
  {
    pattern: "^(http|https|ssh)://.*$",
    words: 'it has to start with "https://", "ssh://" or "http://"',
    meant: fromScp,
  },
  {
    pattern: "^(http|https|oci)://.*$",
    words: 'it has to start with "https://", "oci://" or "http://"',
  },
  {
    pattern: "^((http|https|oci)://.*){0,1}$",
    words: 'it has to start with "https://", "oci://" or "http://"',
  },
  { pattern: "^(http|https)://.*$", words: 'it has to start with "https://" or "http://"' },
  { pattern: "^(http|https)://", words: 'it has to start with "https://" or "http://"' },
  { pattern: "^https?://", words: 'it has to start with "https://" or "http://"' },
  { pattern: "^oci://.*$", words: 'it has to start with "oci://"' },
  { pattern: "^[\\-._a-zA-Z0-9]+$", words: "letters, digits, '-', '_' and '.'" },
  {
    pattern: "^([a-zA-Z0-9_\\-.\\\\\\/]|\\[[0-9]{1,5}\\])+$",
    words: 'the path of a value, as "a.b[0].c"',
  },
];

function inLowerCase(text: string): string | undefined {
  const lower = text.toLowerCase().replaceAll("_", "-");
  return lower !== text && /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(lower) ? lower : undefined;
}

/** `git@host:owner/repository`, as git takes it on the command line. */
function fromScp(text: string): string | undefined {
  const [, user, host, path] = /^([\w.-]+)@([\w.-]+):(?!\d+\/)(.+)$/.exec(text) ?? [];
  return host ? `ssh://${user}@${host}/${path}` : undefined;
}
