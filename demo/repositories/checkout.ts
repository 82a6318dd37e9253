import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Answer } from "../../server/host/host.ts";
import { gitCheckout } from "./gitCheckout.ts";
import { plainCheckout } from "./plainCheckout.ts";

/** The files of a repository at one moment. */
export interface Checkout {
  /** Forty hexadecimal digits: the commit, or where there is no git, a hash of the files. */
  readonly commit: string;
  /** What stands before the commit in a revision: `main`, `v1.2.0`, `refs/heads/x`; `""`: the commit stands alone. */
  readonly reference: string;
  /** What the commit is about; `""` where that is not known. */
  readonly subject: string;
  /** By their paths from the root. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
}

/** `spec.ref` of a GitRepository. */
export interface Reference {
  readonly branch?: string;
  readonly tag?: string;
  readonly semver?: string;
  readonly name?: string;
  readonly commit?: string;
}

/**
 * What a folder of this machine offers: a commit, where it is a git repository (bare or not), else its files as they
 * are. A problem is worded as source-controller words it.
 */
export async function checkout(folder: string, reference: Reference): Promise<Answer<Checkout>> {
  if (!(await isThere(folder))) return { problem: `repository not found: ${folder} is no folder` };
  const isGit = (await isThere(join(folder, ".git"))) || (await isBare(folder));
  return isGit ? gitCheckout(folder, reference) : plainCheckout(folder, reference);
}

const isBare = async (folder: string): Promise<boolean> =>
  (await isThere(join(folder, "HEAD"))) && (await isThere(join(folder, "objects")));

const isThere = async (path: string): Promise<boolean> => {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
};
