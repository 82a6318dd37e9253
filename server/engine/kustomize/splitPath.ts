/** The parts of a path separated by a character; a backslash before it makes it part of the name. */
export function splitPath(path: string, separator: string): readonly string[] {
  const split = path.split(separator);
  if (split.length > 1 && split[0] === "") split.shift();
  const parts: string[] = [];
  for (const part of split) {
    const last = parts.at(-1);
    if (last?.endsWith("\\")) parts[parts.length - 1] = last.slice(0, -1) + separator + part;
    else parts.push(part);
  }
  return parts;
}
