import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import type { Carrier } from "../../../protocol/objects.ts";
import type { Destination } from "../../git/repository.ts";
import type { ChangedFile, RepositoryState } from "../../git/repositoryState.ts";
import { knownKind } from "../api/kinds.ts";
import { keyOf, nameOf } from "../api/kubeObject.ts";

/** Everything that Push and Reconcile is about to do. */
export interface PushPlan {
  readonly branch: string;
  readonly destination: Destination;
  /** Files that are saved first, from the top of the repository. */
  readonly saved: readonly string[];
  /** Absent: nothing is committed. */
  readonly commit?: { readonly files: readonly string[]; readonly message: string };
  /** Commits that are pushed besides. */
  readonly ahead: number;
  readonly context: string;
  readonly carrier: Carrier;
  /** The branch that the source in the cluster follows, where that is known. */
  readonly followed?: string;
}

/** Why nothing can be pushed as things are, in one sentence with the next step. */
export function obstacleTo(
  state: RepositoryState,
  underWay: string | undefined,
  destination: Destination | undefined,
): string | undefined {
  if (underWay) return `A ${underWay} is not finished; finish or abort it first.`;
  const conflict = state.files.find((it) => it.change === "conflict");
  if (conflict) return `${conflict.path} has conflicts; resolve them first.`;
  if (state.branch === undefined) return "No branch is checked out; check one out, then push.";
  if (!destination) return "The repository has no remote to push to; git remote add gives it one.";
  if (state.behind > 0) {
    const count = `${state.behind} ${state.behind === 1 ? "commit" : "commits"}`;
    return `${state.upstream} is ${count} ahead; pull first, then push.`;
  }
  return undefined;
}

/** The one question, naming everything that will happen. */
export function pushQuestion(plan: PushPlan): {
  readonly message: string;
  readonly detail: string;
  readonly yes: string;
} {
  const { carrier, context, commit } = plan;
  const pushes = commit !== undefined || plan.ahead > 0 || plan.destination.isNew;
  const verbs = [...(commit ? ["Commit"] : []), ...(pushes ? ["Push"] : []), "Reconcile"];
  const yes =
    verbs.length > 1 ? `${verbs.slice(0, -1).join(", ")} and ${verbs.at(-1)}` : "Reconcile";
  const [first] = carrier.steps;
  const name = first ? nameOf(first.kustomization) : "";
  return {
    message: `${yes} ${name} in ${context}?`,
    detail: [...gitLines(plan, pushes), ...clusterLines(plan)].join("\n"),
    yes,
  };
}

function gitLines(
  { saved, commit, ahead, branch, destination, followed, carrier }: PushPlan,
  pushes: boolean,
): readonly string[] {
  const to = `${destination.remote}/${destination.branch}`;
  const count = ahead + (commit ? 1 : 0);
  const commits = `${count} ${count === 1 ? "commit" : "commits"}`;
  const source = carrier.steps[0]?.source;
  return [
    ...(saved.length > 0 ? [`Save: ${listed(saved)}`] : []),
    ...(commit ? [`Commit: ${listed(commit.files)}`, `Message: ${subjectOf(commit.message)}`] : []),
    pushes
      ? `Push: ${branch} to ${to}, ${commits}${destination.isNew ? ", a new branch there" : ""}`
      : `Nothing to push: ${to} has all of ${branch}.`,
    ...(followed !== undefined && followed !== destination.branch
      ? [`${source ? nameOf(source) : "The source"} follows ${followed}, so this does not arrive.`]
      : []),
  ];
}

function clusterLines({ context, carrier }: PushPlan): readonly string[] {
  const [first] = carrier.steps;
  if (!first) return [];
  const { kustomization, source } = first;
  const { before, below } = carrier;
  return [
    `Context: ${context}`,
    ...(source ? [`Fetch: ${nameOf(source)}`] : []),
    ...(before.length > 0 ? [`First what it waits for: ${listed(before.map(pathOf))}`] : []),
    `Reconcile: ${nameOf(kustomization)}`,
    ...(below.length > 0 ? [`Then, with their sources: ${listed(below.map(nameOf))}`] : []),
    ...(carrier.canaries.length > 0 ? [`Follow: ${listed(carrier.canaries.map(pathOf))}`] : []),
  ];
}

const MOST = 12;

const listed = (names: readonly string[]): string =>
  names.length > MOST
    ? `${names.slice(0, MOST).join(", ")} and ${names.length - MOST} more`
    : names.join(", ");

const pathOf = ({ namespace, name }: ObjectIdentity): string =>
  namespace === undefined ? name : `${namespace}/${name}`;

const subjectOf = (message: string): string => message.split("\n")[0] ?? "";

/** Has the question named the object? Whatever else comes up is asked about by itself. */
export function isNamed({ steps, before, below }: Carrier, object: ObjectIdentity): boolean {
  const [first] = steps;
  const named = [...(first ? [first.kustomization] : []), ...before, ...below];
  const isSource = knownKind(object.kind, object.group)?.role === "source";
  return isSource || named.some((it) => keyOf(it) === keyOf(object));
}

/** Files that are likely meant: those that were changed, not those that git does not know yet. */
export const likelyMeant = ({ change }: ChangedFile): boolean => change !== "untracked";

/**
 * What a commit of these files may be called.
 *
 * @param difference what `git diff --unified=0` says of them
 */
export function proposedMessage(files: readonly string[], difference: string): string {
  const names = files.map((it) => it.slice(it.lastIndexOf("/") + 1));
  const [name = ""] = names;
  if (files.length !== 1) return `Update ${files.length} files`;
  const [was, more] = linesOf(difference, "-");
  const [is, further] = linesOf(difference, "+");
  if (was === undefined || is === undefined || more !== undefined || further !== undefined)
    return `Update ${name}`;
  const pattern = /^[\s-]*([\w.-]+):\s+(.+?)\s*$/;
  const [, key, before] = pattern.exec(was) ?? [];
  const [, other, after] = pattern.exec(is) ?? [];
  if (key === undefined || key !== other) return `Update ${name}`;
  return `Change ${key} from ${bare(before)} to ${bare(after)} in ${name}`;
}

const linesOf = (difference: string, mark: "-" | "+"): readonly string[] =>
  difference
    .split("\n")
    .filter((it) => it.startsWith(mark) && !it.startsWith(mark.repeat(3)))
    .map((it) => it.slice(1));

const bare = (value = ""): string => value.replace(/^(["'])(.*)\1$/, "$2");
