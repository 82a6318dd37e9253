/** A user as a kubeconfig knows it. */
export interface KubeconfigUser {
  readonly name: string;
  readonly token: string;
  readonly namespace: string;
}

/** A kubeconfig with a context for each user; the first one is current. It is JSON, which every reader takes. */
export function kubeconfig(
  url: string,
  certificate: string,
  users: readonly KubeconfigUser[],
): string {
  const cluster = "flightpath-demo";
  const contextOf = (user: string): string => (user === "admin" ? cluster : `${cluster}-${user}`);
  return `${JSON.stringify(
    {
      apiVersion: "v1",
      kind: "Config",
      "current-context": contextOf(users[0]?.name ?? "admin"),
      clusters: [
        {
          name: cluster,
          cluster: {
            server: url,
            "certificate-authority-data": Buffer.from(certificate).toString("base64"),
          },
        },
      ],
      users: users.map(({ name, token }) => ({ name: contextOf(name), user: { token } })),
      contexts: users.map(({ name, namespace }) => ({
        name: contextOf(name),
        context: { cluster, user: contextOf(name), namespace },
      })),
    },
    null,
    2,
  )}\n`;
}
