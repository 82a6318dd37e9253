import type { Agent } from "node:http";
import type { Fields } from "./json.ts";

/** What we use of Kubernetes' own library; the rest of it is left asleep. */
export interface KubeLibrary {
  /** YAML to values; throws on what is no YAML. */
  readonly parse: (text: string) => unknown;
  /** An agent that goes through a proxy, HTTP or SOCKS, and keeps its sockets. */
  readonly proxyAgent: (server: string, proxy: string, tls: Fields) => Promise<Agent>;
  /** The current token of a user of the `oidc` provider, renewed where it has run out. */
  readonly oidcToken: (config: Fields) => Promise<string | undefined>;
}

/**
 * Loads `@kubernetes/client-node`, here and nowhere else, at the first use: it is large. Its informers
 * and watches are not used, because they may stop without a word, and neither are its generated
 * clients, because we ask for kinds that are known at run time only.
 *
 * https://github.com/kubernetes-client/javascript/issues/1933
 */
export function kubeLibrary(): Promise<KubeLibrary> {
  loading ??= load();
  return loading;
}

let loading: Promise<KubeLibrary> | undefined;

async function load(): Promise<KubeLibrary> {
  const { KubeConfig, loadYaml } = await import("@kubernetes/client-node");
  const configured = (cluster: object, user: object) => {
    const config = new KubeConfig();
    config.loadFromOptions({
      clusters: [{ name: "c", server: "https://localhost", skipTLSVerify: false, ...cluster }],
      users: [{ name: "u", ...user }],
      contexts: [{ name: "x", cluster: "c", user: "u" }],
      currentContext: "x",
    });
    return config;
  };
  return {
    parse: (text) => loadYaml<unknown>(text),
    async proxyAgent(server, proxy, tls) {
      const options = { ...tls } as { agent?: Agent };
      await configured({ server, proxyUrl: proxy }, {}).applyToHTTPSOptions(options);
      if (!options.agent) throw new Error(`no agent for the proxy ${proxy}`);
      // The library has no option for it.
      return Object.assign(options.agent, { keepAlive: true });
    },
    async oidcToken(config) {
      const options: { headers?: Record<string, string> } = {};
      const user = { authProvider: { name: "oidc", config: { ...config } } };
      await configured({}, user).applyToHTTPSOptions(options);
      return options.headers?.Authorization?.replace(/^Bearer /, "");
    },
  };
}
