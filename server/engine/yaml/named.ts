/** A name in backquotes, fit for a message: on one line and not too long. */
export function named(name: string): string {
  const line = name.replace(UNSEEN, " ");
  return `\`${line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line}\``;
}

const LONGEST = 60;
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}]/gu;
