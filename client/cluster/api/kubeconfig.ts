import { createHash } from "node:crypto";
import { dirname, isAbsolute, resolve } from "node:path";
import { type Fields, json } from "./json.ts";

/** All that the kubeconfig files say together, as kubectl reads them. */
export interface Kubeconfig {
  /** The files that were there, first wins. */
  readonly files: readonly string[];
  /** The name of the current context; it may name none. */
  readonly current?: string;
  readonly contexts: readonly KubeContext[];
  /** One sentence for each thing that cannot be used. */
  readonly problems: readonly string[];
}

/** One context with everything it leads to. */
export interface KubeContext {
  readonly name: string;
  readonly namespace: string;
  readonly cluster: KubeCluster;
  readonly user: KubeUser;
}

export interface KubeCluster {
  readonly name: string;
  /** Without a slash at its end. */
  readonly server: string;
  /** PEM text of the certificates that are trusted. */
  readonly authority?: string;
  readonly skipsVerification: boolean;
  readonly serverName?: string;
  readonly proxy?: string;
}

/** How a person proves who he is; secret values stay in here. */
export interface KubeUser {
  readonly name: string;
  /** The folder of the kubeconfig that tells of this user: programs and files are relative to it. */
  readonly folder: string;
  readonly fields: Fields;
}

/** One file as it was found. */
export interface KubeconfigFile {
  readonly path: string;
  readonly text: string;
}

/** Reads what the merge needs besides the files themselves. */
export interface KubeconfigPorts {
  /** YAML or JSON to values; throws on neither. */
  readonly parse: (text: string) => unknown;
  /** The text of a file that a kubeconfig names; `undefined` when it cannot be read. */
  readonly read: (path: string) => string | undefined;
}

/**
 * Merges kubeconfig files: of every name the first one counts, paths are relative to their file.
 *
 * https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/
 */
export function kubeconfigOf(files: readonly KubeconfigFile[], ports: KubeconfigPorts): Kubeconfig {
  const problems: string[] = [];
  const clusters = new Map<string, Entry>();
  const users = new Map<string, Entry>();
  const contexts = new Map<string, Entry>();
  let current: string | undefined;
  for (const file of files) {
    const whole = parsed(file, ports, problems);
    collect(whole.clusters, "cluster", file.path, clusters);
    collect(whole.users, "user", file.path, users);
    collect(whole.contexts, "context", file.path, contexts);
    current ||= json.text(whole["current-context"]);
  }
  const joined = [...contexts].flatMap(([name, entry]) => {
    const context = contextOf(name, entry, clusters, users, ports);
    if (typeof context !== "string") return [context];
    problems.push(context);
    return [];
  });
  const paths = files.map(({ path }) => path);
  return { files: paths, ...(current ? { current } : {}), contexts: joined, problems };
}

interface Entry {
  readonly fields: Fields;
  readonly folder: string;
}

function parsed(file: KubeconfigFile, { parse }: KubeconfigPorts, problems: string[]): Fields {
  if (file.text.trim() === "") return {};
  let value: unknown;
  try {
    value = parse(file.text);
  } catch (error) {
    const reason = String(error instanceof Error ? error.message : error).split("\n", 1)[0];
    problems.push(`${file.path} is no valid YAML (${reason}); it was left out.`);
    return {};
  }
  if (json.at(value, "kind") === "Config") return json.fields(value);
  problems.push(`${file.path} is no kubeconfig: its kind is not Config; it was left out.`);
  return {};
}

function collect(value: unknown, inner: string, path: string, into: Map<string, Entry>): void {
  for (const item of json.list(value)) {
    const name = json.text(json.at(item, "name"));
    if (name === undefined || into.has(name)) continue;
    into.set(name, { fields: json.fields(json.at(item, inner)), folder: dirname(path) });
  }
}

function contextOf(
  name: string,
  { fields }: Entry,
  clusters: ReadonlyMap<string, Entry>,
  users: ReadonlyMap<string, Entry>,
  ports: KubeconfigPorts,
): KubeContext | string {
  const clusterName = json.text(fields.cluster) ?? "";
  const userName = json.text(fields.user) ?? "";
  const clusterEntry = clusters.get(clusterName);
  if (!clusterEntry)
    return `Context ${name} names the cluster "${clusterName}", which no kubeconfig defines.`;
  const userEntry = users.get(userName);
  if (!userEntry && userName)
    return `Context ${name} names the user "${userName}", which no kubeconfig defines.`;
  const cluster = clusterOf(clusterName, clusterEntry, ports);
  if (typeof cluster === "string") return cluster;
  return {
    name,
    namespace: json.text(fields.namespace) || "default",
    cluster,
    user: {
      name: userName,
      folder: userEntry?.folder ?? "",
      fields: userEntry?.fields ?? {},
    },
  };
}

function clusterOf(
  name: string,
  { fields, folder }: Entry,
  ports: KubeconfigPorts,
): KubeCluster | string {
  const server = json.text(fields.server)?.replace(/\/+$/, "") ?? "";
  if (!/^https?:\/\/./.test(server) || !URL.canParse(server))
    return `Cluster ${name} has no usable server: "${server}" is no http or https address.`;
  const authority = authorityOf(name, fields, folder, ports);
  if (authority?.problem !== undefined) return authority.problem;
  const serverName = json.text(fields["tls-server-name"]);
  const proxy = json.text(fields["proxy-url"]);
  return {
    name,
    server,
    ...(authority ? { authority: authority.text } : {}),
    skipsVerification: fields["insecure-skip-tls-verify"] === true,
    ...(serverName ? { serverName } : {}),
    ...(proxy ? { proxy } : {}),
  };
}

type Authority = { readonly text: string; readonly problem?: undefined } | { problem: string };

function authorityOf(
  name: string,
  fields: Fields,
  folder: string,
  { read }: KubeconfigPorts,
): Authority | undefined {
  const data = json.text(fields["certificate-authority-data"]);
  if (data) return { text: Buffer.from(data, "base64").toString("utf8") };
  const path = json.text(fields["certificate-authority"]);
  if (!path) return undefined;
  const absolute = isAbsolute(path) ? path : resolve(folder, path);
  const text = read(absolute);
  return text === undefined
    ? { problem: `Cluster ${name} trusts the certificates in ${absolute}, which cannot be read.` }
    : { text };
}

/** A short name for a secret or long text, so that it can be compared without being kept. */
export const fingerprint = (text: string): string =>
  createHash("sha256").update(text).digest("hex").slice(0, 16);
