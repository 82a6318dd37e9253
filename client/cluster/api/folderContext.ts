/**
 * Which context the settings pin for a file: that of the innermost folder in the map.
 *
 * @param folders folder in the workspace → name of a context, such as `clusters/prod` → `prod-eu`
 * @param path of the file in the workspace, with `/`
 */
export function folderContext(
  folders: Readonly<Record<string, string>>,
  path: string,
): string | undefined {
  const clean = (it: string) => it.replace(/^\.?\/+|\/+$/g, "");
  const holding = Object.entries(folders)
    .map(([folder, context]) => ({ folder: clean(folder), context }))
    .filter(
      ({ folder }) => folder === "" || folder === "." || `${clean(path)}/`.startsWith(`${folder}/`),
    )
    .sort((one, other) => other.folder.length - one.folder.length);
  return holding[0]?.context;
}
