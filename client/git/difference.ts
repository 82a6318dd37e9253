import { runGit } from "./runGit.ts";

/** The changed lines of files against HEAD, without lines around them; empty where that cannot be told. */
export async function difference(root: string, paths: readonly string[]): Promise<string> {
  const args = ["diff", "--unified=0", "--no-color", "--no-ext-diff", "HEAD", "--", ...paths];
  return (await runGit({ root, args })).value ?? "";
}
