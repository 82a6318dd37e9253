/**
 * May go-yaml refuse a text that YAML 1.2 allows? Tabs where a line begins or ends, directives, ends of documents, values
 * without a key, escaped slashes, names of anchors with signs in them: few texts hold any of these.
 */
export const mayDiffer = (text: string): boolean =>
  text.includes("\t") ||
  text.includes("\n...") ||
  text.includes("\n%") ||
  text.includes("\ufeff", 1) ||
  text.includes("\\/") ||
  /^(?:\.\.\.|%)/.test(text) ||
  LONELY_COLON.test(text) ||
  (/[&*]/.test(text) && ODD_NAME.test(text));

const LONELY_COLON = /^ *:(?:\s|$)/m;
const ODD_NAME = /(?:^|[\s,[{])[&*][\w-]+[^\w\s?:,\]}%@`-]/m;
