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

/** Colours, cursor movements, titles and links: ECMA-48. */
const terminalSequences =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[ -/]*[0-~])|\u009b[0-?]*[ -/]*[@-~]/g;
