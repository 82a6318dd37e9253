/** Cut at spaces; further lines stand two blanks to the right. A word that is longer than a line is cut, too. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter((it) => it !== "")) {
    for (let rest = word; rest !== ""; ) {
      const begun = line.trim() !== "";
      const room = width - line.length - (begun ? 1 : 0);
      if (rest.length <= room) {
        line += begun ? ` ${rest}` : rest;
        break;
      }
      if (begun) {
        lines.push(line);
        line = "  ";
      } else {
        lines.push(line + rest.slice(0, room));
        rest = rest.slice(room);
        line = "  ";
      }
    }
  }
  return line.trim() === "" ? lines : [...lines, line];
}
