import { spawn } from "node:child_process";
import { isAbsolute, resolve } from "node:path";
import { failed, type Outcome } from "./failure.ts";
import { type Fields, json } from "./json.ts";
import type { KubeCluster, KubeUser } from "./kubeconfig.ts";

/** What a plugin answered. */
export interface ExecCredential {
  readonly token?: string;
  /** PEM texts. */
  readonly certificate?: string;
  readonly key?: string;
  /** Milliseconds since 1970; absent when it lasts until it is refused. */
  readonly expires?: number;
}

const longest = 60_000;
const mostOutput = 1_000_000;

/**
 * Runs the credential plugin that a user of the kubeconfig names and reads what it prints. It is run
 * without a shell and without a terminal, so it cannot ask questions.
 *
 * https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins
 */
export async function execPlugin(
  user: KubeUser,
  cluster: KubeCluster,
  signal: AbortSignal,
  timeout = longest,
): Promise<Outcome<ExecCredential>> {
  const exec = json.fields(user.fields.exec);
  const command = json.text(exec.command);
  if (!command)
    return failed(
      "misconfigured",
      `The user ${user.name} names a credential plugin without a command.`,
    );
  const ran = await run(exec, command, user, cluster, timeout, signal);
  return ran.failure ? ran : credentialOf(ran.value, user, command);
}

function run(
  exec: Fields,
  command: string,
  user: KubeUser,
  cluster: KubeCluster,
  timeout: number,
  signal: AbortSignal,
): Promise<Outcome<string>> {
  const program =
    /[\\/]/.test(command) && !isAbsolute(command) ? resolve(user.folder, command) : command;
  const args = json.list(exec.args).map(String);
  const about = `The credential plugin ${command} of user ${user.name}`;
  return new Promise((answer) => {
    const child = spawn(program, args, {
      env: environmentOf(exec, cluster),
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true,
    });
    let [printed, complaint] = ["", ""];
    let isOver = false;
    const end = (outcome: Outcome<string>) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
      if (child.exitCode === null) child.kill("SIGKILL");
      // A grandchild that keeps the pipes must not keep us.
      child.stdout.destroy();
      child.stderr.destroy();
      answer(outcome);
    };
    const stop = () => end(failed("cancelled", "Cancelled."));
    const timer = setTimeout(() => {
      end(failed("unauthorised", `${about} gave no answer within ${timeout / 1000} s.`));
    }, timeout);
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted) stop();
    child.stdout.setEncoding("utf8").on("data", (piece: string) => {
      printed += piece;
      if (printed.length > mostOutput)
        end(failed("unauthorised", `${about} printed more than a credential.`));
    });
    child.stderr.setEncoding("utf8").on("data", (piece: string) => {
      if (complaint.length < 10_000) complaint += piece;
    });
    child.on("error", (error: NodeJS.ErrnoException) => {
      const hint = json.text(exec.installHint)?.split("\n", 1)[0];
      const reason = error.code === "ENOENT" ? "is not installed" : `cannot be run (${error.code})`;
      end(failed("unauthorised", `${about} ${reason}.${hint ? ` ${hint}` : ""}`));
    });
    child.on("close", (code) => {
      if (code === 0) return end({ value: printed });
      const why = complaint.trim().split("\n").at(-1)?.slice(0, 300);
      end(failed("unauthorised", `${about} failed${why ? `: ${why}` : ` with exit code ${code}`}`));
    });
  });
}

function environmentOf(exec: Fields, cluster: KubeCluster): NodeJS.ProcessEnv {
  const added = json.list(exec.env).map((it): [string, string] => {
    const { name, value } = json.fields(it);
    return [String(name), String(value ?? "")];
  });
  const info = {
    kind: "ExecCredential",
    apiVersion: json.text(exec.apiVersion) ?? "client.authentication.k8s.io/v1",
    spec: {
      interactive: false,
      ...(exec.provideClusterInfo === true
        ? {
            cluster: {
              server: cluster.server,
              ...(cluster.authority
                ? {
                    "certificate-authority-data": Buffer.from(cluster.authority).toString("base64"),
                  }
                : {}),
            },
          }
        : {}),
    },
  };
  return {
    ...process.env,
    ...Object.fromEntries(added),
    KUBERNETES_EXEC_INFO: JSON.stringify(info),
  };
}

function credentialOf(printed: string, user: KubeUser, command: string): Outcome<ExecCredential> {
  const answer = json.parse(printed);
  const status = json.fields(json.at(answer, "status"));
  const token = json.text(status.token);
  const certificate = json.text(status.clientCertificateData);
  const key = json.text(status.clientKeyData);
  if (json.at(answer, "kind") !== "ExecCredential" || !(token || (certificate && key)))
    return failed(
      "unauthorised",
      `The credential plugin ${command} of user ${user.name} printed no ExecCredential with a token or certificate.`,
    );
  const expires = Date.parse(json.text(status.expirationTimestamp) ?? "");
  return {
    value: {
      ...(token ? { token } : {}),
      ...(certificate && key ? { certificate, key } : {}),
      ...(Number.isNaN(expires) ? {} : { expires }),
    },
  };
}
