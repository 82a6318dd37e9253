import { json } from "./json.ts";
import { fingerprint, type KubeContext, type Kubeconfig, type KubeUser } from "./kubeconfig.ts";

/**
 * A context that was chosen for good: what it is called, and where it leads. It holds no secret, so it
 * can be kept between two starts of the editor.
 */
export interface Pin {
  /** What the context was called when it was chosen. */
  readonly context: string;
  readonly server: string;
  readonly namespace: string;
  /** The same for the same server, trusted certificates, user and namespace; other for any other. */
  readonly identity: string;
}

export function pinOf(context: KubeContext): Pin {
  const { cluster, namespace } = context;
  return { context: context.name, server: cluster.server, namespace, identity: identify(context) };
}

/** What has become of a pinned context. */
export type Found =
  | { readonly kind: "same"; readonly context: KubeContext }
  | { readonly kind: "renamed"; readonly context: KubeContext }
  /** The name leads elsewhere now. */
  | { readonly kind: "moved"; readonly sentence: string }
  | { readonly kind: "gone"; readonly sentence: string };

/** Looks for a pinned context in what the kubeconfig says now. */
export function findPinned(pin: Pin, kubeconfig: Kubeconfig): Found {
  const namesake = kubeconfig.contexts.find(({ name }) => name === pin.context);
  if (namesake) {
    if (identify(namesake) === pin.identity) return { kind: "same", context: namesake };
    return { kind: "moved", sentence: movedSentence(pin, namesake) };
  }
  const renamed = kubeconfig.contexts.find((it) => identify(it) === pin.identity);
  if (renamed) return { kind: "renamed", context: renamed };
  return {
    kind: "gone",
    sentence: `The kubeconfig no longer has the context ${pin.context}; choose another one.`,
  };
}

function movedSentence(pin: Pin, now: KubeContext): string {
  const what =
    now.cluster.server !== pin.server
      ? `leads to ${now.cluster.server} instead of ${pin.server}`
      : now.namespace !== pin.namespace
        ? `stands for the namespace ${now.namespace} instead of ${pin.namespace}`
        : "has another certificate authority or another user";
  return `The context ${pin.context} ${what} now; nothing is done there until you agree.`;
}

function identify({ cluster, user, namespace }: KubeContext): string {
  const parts = [
    cluster.server,
    cluster.authority ?? "",
    cluster.skipsVerification,
    cluster.serverName ?? "",
    cluster.proxy ?? "",
    namespace,
    person(user),
  ];
  return fingerprint(JSON.stringify(parts));
}

/** Who a user is, but for what is renewed from time to time: tokens and certificates. */
function person({ name, fields }: KubeUser): readonly unknown[] {
  const exec = json.fields(fields.exec);
  return [
    name,
    fields.username,
    fields.as,
    fields["as-uid"],
    fields["as-groups"],
    fields["as-user-extra"],
    exec.command,
    exec.args,
    exec.env,
    json.at(fields["auth-provider"], "name"),
  ].map((it) => it ?? null);
}
