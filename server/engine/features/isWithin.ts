/** Are these letters in the text, in this order? */
export function isWithin(letters: string, text: string): boolean {
  const all = text.toLowerCase();
  let from = 0;
  for (const letter of letters.toLowerCase()) {
    const found = all.indexOf(letter, from);
    if (found < 0) return false;
    from = found + 1;
  }
  return true;
}
