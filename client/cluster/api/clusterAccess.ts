import { readFile } from "node:fs/promises";
import { isAbsolute, resolve } from "node:path";
import type { Access } from "./access.ts";
import { type ExecCredential, execPlugin } from "./execPlugin.ts";
import { type Failure, failed, type Outcome } from "./failure.ts";
import { type Agents, httpsTransport } from "./httpsTransport.ts";
import { type Fields, json } from "./json.ts";
import type { KubeLibrary } from "./kube.ts";
import type { KubeContext, KubeUser } from "./kubeconfig.ts";

export interface AccessOptions {
  /** The context as the kubeconfig has it now: tokens in it may have been renewed. */
  readonly context: () => KubeContext;
  /** Whether the workspace is trusted: plugins are run in no other. */
  readonly isTrusted: () => boolean;
  readonly library: () => Promise<KubeLibrary>;
  /** The product and version that the server's log shows. */
  readonly userAgent: string;
}

/** Opens the way to a cluster as its kubeconfig tells: certificate, token, password, plugin or OIDC. */
export function clusterAccess(options: AccessOptions): Access {
  let remembered: ExecCredential | undefined;
  return {
    async open(isFresh, signal) {
      const context = options.context();
      const { cluster, user } = context;
      const isSecure = cluster.server.startsWith("https:");
      if (isFresh || (remembered?.expires ?? Number.POSITIVE_INFINITY) <= Date.now())
        remembered = undefined;
      if (isSecure && user.fields.exec !== undefined && !remembered) {
        const ran = await plugin(context, options.isTrusted(), signal);
        if (ran.failure) return ran;
        remembered = ran.value;
      }
      // As kubectl: nobody is told who we are over a line that anybody can read.
      const proof = isSecure ? await proofOf(user, options, remembered) : noProof;
      if (proof.failure) return proof;
      return transportOf(context, proof.value, options);
    },
  };
}

async function plugin(context: KubeContext, isTrusted: boolean, signal: AbortSignal) {
  if (isTrusted) return execPlugin(context.user, context.cluster, signal);
  return failed(
    "unauthorised",
    `The user ${context.user.name} needs a credential plugin, which is not run in an untrusted workspace.`,
  );
}

/** What proves who we are. */
interface Proof {
  readonly authorization?: string;
  readonly certificate?: string;
  readonly key?: string;
}

const noProof: Outcome<Proof> = { value: {} };

async function proofOf(
  user: KubeUser,
  { library }: AccessOptions,
  plugged: ExecCredential | undefined,
): Promise<Outcome<Proof>> {
  const certificate = await pem(user, "client-certificate");
  if (certificate.failure) return certificate;
  const key = await pem(user, "client-key");
  if (key.failure) return key;
  const token = await tokenOf(user, library);
  if (token.failure) return token;
  const bearer = plugged?.token ?? token.value;
  const authorization = bearer ? `Bearer ${bearer}` : password(user.fields);
  const [shown, secret] = plugged?.certificate
    ? [plugged.certificate, plugged.key]
    : [certificate.value, key.value];
  return {
    value: {
      ...(authorization ? { authorization } : {}),
      ...(shown && secret ? { certificate: shown, key: secret } : {}),
    },
  };
}

async function tokenOf(
  { name, folder, fields }: KubeUser,
  library: AccessOptions["library"],
): Promise<Outcome<string | undefined>> {
  const file = json.text(fields.tokenFile);
  if (file) {
    const read = await textOf(file, folder, `The token file of user ${name}`);
    return read.failure ? read : { value: read.value.trim() };
  }
  const token = json.text(fields.token);
  const provider = json.text(json.at(fields["auth-provider"], "name"));
  if (token || !provider) return { value: token };
  if (provider !== "oidc")
    return failed(
      "misconfigured",
      `The user ${name} needs the auth provider ${provider}, which Kubernetes has dropped; use its credential plugin instead.`,
    );
  try {
    const config = json.fields(json.at(fields["auth-provider"], "config"));
    return { value: await (await library()).oidcToken(config) };
  } catch (error) {
    return failed(
      "unauthorised",
      `No token for user ${name} from its OIDC provider: ${firstLine(error)}`,
    );
  }
}

function password({ username, password }: Fields): string | undefined {
  if (typeof username !== "string" || typeof password !== "string") return undefined;
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}

async function pem(
  { name, folder, fields }: KubeUser,
  field: string,
): Promise<Outcome<string | undefined>> {
  const data = json.text(fields[`${field}-data`]);
  if (data) return { value: Buffer.from(data, "base64").toString("utf8") };
  const path = json.text(fields[field]);
  if (!path) return { value: undefined };
  return textOf(path, folder, `The ${field} of user ${name}`);
}

async function textOf(path: string, folder: string, about: string): Promise<Outcome<string>> {
  const absolute = isAbsolute(path) ? path : resolve(folder, path);
  try {
    return { value: await readFile(absolute, "utf8") };
  } catch {
    return failed("misconfigured", `${about}, ${absolute}, cannot be read.`);
  }
}

async function transportOf(
  { cluster, user }: KubeContext,
  { authorization, certificate, key }: Proof,
  { library, userAgent }: AccessOptions,
) {
  const tls = {
    ...(cluster.authority ? { ca: cluster.authority } : {}),
    ...(certificate && key ? { cert: certificate, key } : {}),
    ...(cluster.serverName ? { servername: cluster.serverName } : {}),
    rejectUnauthorized: !cluster.skipsVerification,
  };
  try {
    const { server, proxy } = cluster;
    const agents = proxy ? await agentsFor(await library(), server, proxy, tls) : undefined;
    const headers = {
      "user-agent": userAgent,
      ...(authorization ? { authorization } : {}),
      ...impersonation(user.fields),
    };
    return { value: httpsTransport({ server, headers, tls, ...(agents ? { agents } : {}) }) };
  } catch (error) {
    return { failure: unusable(cluster.name, error) };
  }
}

async function agentsFor(
  { proxyAgent }: KubeLibrary,
  server: string,
  proxy: string,
  tls: Fields,
): Promise<Agents> {
  const [usual, pulse] = [
    await proxyAgent(server, proxy, tls),
    await proxyAgent(server, proxy, tls),
  ];
  return { usual, pulse };
}

const unusable = (cluster: string, error: unknown): Failure => ({
  kind: "misconfigured",
  sentence: `What the kubeconfig says of cluster ${cluster} cannot be used: ${firstLine(error)}`,
});

/** https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation */
function impersonation(fields: Fields): Record<string, string | readonly string[]> {
  const name = json.text(fields.as);
  const uid = json.text(fields["as-uid"]);
  const groups = json.list(fields["as-groups"]).map(String);
  const extra = Object.entries(json.fields(fields["as-user-extra"])).map(
    ([key, values]) => [`impersonate-extra-${key}`, json.list(values).map(String)] as const,
  );
  return {
    ...(name ? { "impersonate-user": name } : {}),
    ...(uid ? { "impersonate-uid": uid } : {}),
    ...(groups.length > 0 ? { "impersonate-group": groups } : {}),
    ...Object.fromEntries(extra),
  };
}

const firstLine = (error: unknown) =>
  String(error instanceof Error ? error.message : error).split("\n", 1)[0] ?? "";
