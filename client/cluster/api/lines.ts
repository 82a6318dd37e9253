/** Cuts pieces of text into lines; what stands after the last line break is the last line. */
export async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest: string[] = [];
  for await (const piece of pieces) {
    let from = 0;
    for (let at = piece.indexOf("\n"); at >= 0; at = piece.indexOf("\n", from)) {
      rest.push(piece.slice(from, at));
      const line = rest.join("");
      rest = [];
      from = at + 1;
      if (line !== "") yield line;
    }
    if (from < piece.length) rest.push(piece.slice(from));
  }
  const last = rest.join("");
  if (last !== "") yield last;
}
