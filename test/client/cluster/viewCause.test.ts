import { expect, test } from "vitest";
import type { FollowState } from "../../../client/cluster/api/followState.ts";
import type { LiveState } from "../../../client/cluster/api/live.ts";
import type { Watched } from "../../../client/cluster/api/watched.ts";
import { viewCause } from "../../../client/cluster/tree/viewCause.ts";

const kind = (...states: readonly FollowState[]): Watched => ({
  resource: {
    group: "g",
    version: "v1",
    kind: "K",
    plural: "ks",
    isNamespaced: true,
    verbs: [],
  },
  objects: new Map(),
  parts: states.map((state) => ({ state })),
});
const live: FollowState = { kind: "live", since: 1 };
const forbidden: FollowState = { kind: "forbidden", sentence: "forbidden: cannot list ks" };
const connected: LiveState = { kind: "connected", since: 1 };
const lost = (sentence: string): LiveState => ({ kind: "lost", since: 1, sentence });
const refused = (sentence: string): LiveState => ({ kind: "refused", since: 1, sentence });

interface Facts {
  readonly watched?: readonly Watched[];
  readonly count?: number;
  readonly problem?: string;
  readonly hasContexts?: boolean;
}

const causeOf = (state: LiveState, facts: Facts = {}) => {
  const all = { watched: [], count: 0, problem: undefined, hasContexts: true, ...facts };
  const { kind, reason, sentence } = viewCause({ live: state, ...all });
  return [kind, reason, sentence].filter(Boolean).join(" | ");
};

test.for<readonly [string, LiveState, Facts, string]>([
  ["no context was chosen", { kind: "unpinned" }, {}, "unpinned"],
  [
    "there is no kubeconfig",
    { kind: "unpinned" },
    { hasContexts: false, problem: "There is no kubeconfig." },
    "noKubeconfig | There is no kubeconfig.",
  ],
  ["the context moved", { kind: "stopped", sentence: "Moved." }, { count: 3 }, "stopped | Moved."],
  ["nothing came yet", { kind: "connecting", since: 1 }, {}, "connecting"],
  ["known from before", { kind: "connecting", since: 1 }, { count: 3 }, "shown"],
  [
    "nothing listens",
    lost("https://x refuses connections: nothing listens there."),
    {},
    "unreachable | refuses | https://x refuses connections: nothing listens there.",
  ],
  [
    "no such name",
    lost("https://x has a name that cannot be resolved."),
    {},
    "unreachable | name | https://x has a name that cannot be resolved.",
  ],
  [
    "another certificate",
    lost("https://x shows a certificate that has expired."),
    {},
    "unreachable | certificate | https://x shows a certificate that has expired.",
  ],
  [
    "silence",
    lost("https://x did not answer within 60 s."),
    {},
    "unreachable | silent | https://x did not answer within 60 s.",
  ],
  ["something else", lost("https://x broke."), {}, "unreachable | other | https://x broke."],
  ["lost, and yet something is known", lost("Gone."), { count: 1 }, "shown | Gone."],
  ["wrong credentials", refused("Sign in again."), {}, "refused | Sign in again."],
  [
    "a plugin that is not run",
    refused("The user x needs a credential plugin, which is not run in an untrusted workspace."),
    {},
    "untrusted | The user x needs a credential plugin, which is not run in an untrusted workspace.",
  ],
  ["none of the kinds is served", connected, {}, "absent"],
  ["all kinds are empty", connected, { watched: [kind(live), kind(live)] }, "empty"],
  [
    "all kinds are forbidden",
    connected,
    { watched: [kind(forbidden), kind(forbidden)] },
    "forbidden | forbidden: cannot list ks",
  ],
  ["some are forbidden", connected, { watched: [kind(forbidden), kind(live)] }, "shown"],
  [
    "lists are under way",
    connected,
    { watched: [kind(live), kind({ kind: "loading" })] },
    "connecting",
  ],
  ["there are objects", connected, { watched: [kind(live)], count: 1 }, "shown"],
])("%s", ([, state, facts, expected]) => {
  expect(causeOf(state, facts)).toBe(expected);
});
