/**
 * Text of a cluster without what a terminal would obey or what turns reading around; line breaks and
 * tabs stay.
 */
export const safeText = (text: string): string =>
  text
    .replace(terminalSequences, "")
    .replace(/\r\n?/g, "\n")
    .replace(/[^\P{C}\n\t]/gu, "");

/** The same on one line. */
export const oneLine = (text: string): string => safeText(text).replace(/\s+/g, " ").trim();

const ESCAPE = "\u001b";
const BELL = "\u0007";
const SEQUENCE = "\u009b";

/** ECMA-48: what may be colours and cursor movements, titles and links up to their end, and all else. */
const terminalSequences = new RegExp(
  [
    String.raw`(?:${ESCAPE}\[|${SEQUENCE})[0-?]*[ -/]*[@-~]`,
    String.raw`${ESCAPE}[\]PX^_][^${BELL}${ESCAPE}]*(?:${BELL}|${ESCAPE}\\)?`,
    `${ESCAPE}[ -/]*[0-~]`,
  ].join("|"),
  "g",
);
