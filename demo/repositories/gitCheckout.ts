import { bytesAt, commitOf, refsOf, subjectOf } from "../../server/host/git.ts";
import type { Answer } from "../../server/host/host.ts";
import type { Checkout, Reference } from "./checkout.ts";
import { contentOf, LARGEST } from "./content.ts";
import { isLocal, remotesOf } from "./remotes.ts";
import { newestIn } from "./semver.ts";

/** A commit of a git repository, found as `spec.ref` says: commit, name, semver, tag, branch, in that order. */
export async function gitCheckout(folder: string, wanted: Reference): Promise<Answer<Checkout>> {
  const refs = await refsOf(folder);
  if ("problem" in refs) return refs;
  if (refs.value.size === 0) return { problem: "git repository is empty" };
  const found = await resolved(folder, wanted, await pushedIn(folder, refs.value));
  if ("problem" in found) return found;
  const { commit, reference } = found.value;
  const bytes = await bytesAt(folder, commit, LARGEST);
  if ("problem" in bytes) return bytes;
  const subject = await subjectOf(folder, commit);
  const files = [...bytes.value].map(
    ([path, it]) => [path.slice(folder.length).replace(/^\//, ""), contentOf(it)] as const,
  );
  return {
    value: {
      commit,
      reference,
      subject: "value" in subject ? subject.value : "",
      files: new Map(files),
    },
  };
}

/**
 * The branches as whoever fetches sees them: where the repository pushes to a folder of this machine, as they were pushed.
 * Commits that are meant for a server far away need not be pushed to be tried.
 */
async function pushedIn(
  folder: string,
  refs: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const remote = (await remotesOf(folder)).find(isLocal);
  if (!remote) return refs;
  const prefix = `refs/remotes/${remote.name}/`;
  const pushed = [...refs].flatMap(([name, commit]): [string, string][] =>
    name.startsWith(prefix) ? [[`refs/heads/${name.slice(prefix.length)}`, commit]] : [],
  );
  return pushed.length === 0 ? refs : new Map([...refs, ...pushed]);
}

interface Resolved {
  readonly commit: string;
  readonly reference: string;
}

async function resolved(
  folder: string,
  { commit, name, semver, tag, branch }: Reference,
  refs: ReadonlyMap<string, string>,
): Promise<Answer<Resolved>> {
  if (commit) {
    const found = await commitOf(folder, commit);
    const problem = `git commit '${commit}' not found: object not found`;
    return "value" in found
      ? { value: { commit: found.value, reference: branch ?? "" } }
      : { problem };
  }
  if (name) return named(refs, name, name);
  if (semver) {
    const tags = [...refs.keys()].flatMap((it) => /^refs\/tags\/(.*)$/.exec(it)?.[1] ?? []);
    const newest = newestIn(tags, semver);
    if ("problem" in newest) return newest;
    return named(refs, `refs/tags/${newest.value}`, newest.value);
  }
  return tag
    ? named(refs, `refs/tags/${tag}`, tag)
    : named(refs, `refs/heads/${branch || "master"}`, branch || "master");
}

function named(
  refs: ReadonlyMap<string, string>,
  ref: string,
  reference: string,
): Answer<Resolved> {
  const commit = refs.get(ref);
  return commit === undefined
    ? { problem: `couldn't find remote ref "${ref}"` }
    : { value: { commit, reference } };
}
