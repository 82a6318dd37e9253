import fc from "fast-check";

/** What somebody does to one file of a tree; numbers are taken modulo what there is. */
export const act = fc.record({
  file: fc.nat(997),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  what: fc.constantFrom(
    "type",
    "type",
    "delete",
    "deleteLine",
    "duplicateLine",
    "remove",
    "create",
    "swap",
  ),
  text: fc.constantFrom(
    "x",
    "1",
    " ",
    "\n",
    "- ",
    ": ",
    "'",
    "{",
    "[",
    "#",
    "---\n",
    "name: a\n",
    "\t",
  ),
});
export type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

/** The files afterwards, and which one it was. */
export function performed(
  files: ReadonlyMap<string, string | Uint8Array>,
  { file, at, what, text: typed }: Act,
): { readonly files: ReadonlyMap<string, string | Uint8Array>; readonly path: string } {
  const paths = [...files.keys()].sort();
  const path = paths[file % Math.max(1, paths.length)] ?? "root/kustomization.yaml";
  const content = files.get(path) ?? "";
  const text = typeof content === "string" ? content : "";
  const lines = text.split("\n");
  const line = Math.floor(at * lines.length) % lines.length;
  const offset = Math.floor(at * text.length);
  const withText = (it: string) => ({ files: new Map(files).set(path, it), path });
  switch (what) {
    case "type":
      return withText(text.slice(0, offset) + typed + text.slice(offset));
    case "delete":
      return withText(text.slice(0, offset) + text.slice(offset + 3));
    case "deleteLine":
      return withText(lines.toSpliced(line, 1).join("\n"));
    case "duplicateLine":
      return withText(lines.toSpliced(line, 0, lines[line] ?? "").join("\n"));
    case "swap": {
      const other = paths[(file + 1) % Math.max(1, paths.length)] ?? path;
      return withText(String(files.get(other) ?? ""));
    }
    case "remove": {
      const rest = new Map(files);
      rest.delete(path);
      return { files: rest, path };
    }
    default: {
      const created = `${path.slice(0, path.lastIndexOf("/") + 1)}new.yaml`;
      return { files: new Map(files).set(created, text), path: created };
    }
  }
}
