import type { UnreadKind } from "../../protocol/graphView.ts";
import type { Watched } from "../cluster/api/watched.ts";

/** What of some kinds is not known of a cluster, and what there is to say of it. */
export interface Unread {
  readonly kinds: readonly UnreadKind[];
  /** One sentence each. */
  readonly notes: readonly string[];
}

/** A kind is known once it was listed; what is known stays so while a line is broken. */
export function unread(watched: readonly Watched[]): Unread {
  const parts = watched.flatMap(({ resource: { kind, group }, parts: all }) =>
    all.map(({ namespace, state }) => ({ kind, group, namespace, state })),
  );
  const forbidden = parts.filter(({ state }) => state.kind === "forbidden").map(nameOf);
  const failed = parts.flatMap(({ state, ...it }) =>
    state.kind === "failed" ? [`${nameOf(it)} is not shown: ${state.sentence}`] : [],
  );
  const [one] = forbidden;
  return {
    kinds: parts
      .filter(({ state }) => state.kind !== "live" && state.kind !== "stale")
      .map(({ kind, group, namespace }) => ({
        apiGroup: group,
        kind,
        ...(namespace === undefined ? {} : { namespace }),
      })),
    notes: [
      ...(forbidden.length > 1
        ? [`${listed(forbidden)} are not shown: you may not list them.`]
        : one === undefined
          ? []
          : [`${one} is not shown: you may not list it.`]),
      ...failed,
    ],
  };
}

const nameOf = ({
  kind,
  namespace,
}: {
  readonly kind: string;
  readonly namespace?: string | undefined;
}) => (namespace === undefined ? kind : `${kind} in ${namespace}`);

const MOST = 4;

/** `a, b and c`; of many, the first and how many more. */
function listed(names: readonly string[]): string {
  const told = names.length > MOST ? names.slice(0, MOST - 1) : names.slice(0, -1);
  const rest = names.length > MOST ? `${names.length - told.length} more kinds` : names.at(-1);
  return `${told.join(", ")} and ${rest}`;
}
