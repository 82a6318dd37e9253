import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createProxy } from "node:http";
import { createServer, type Server } from "node:https";
import { type AddressInfo, connect as dial } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clusterAccess } from "../../../client/cluster/api/clusterAccess.ts";
import { connect } from "../../../client/cluster/api/connection.ts";
import type { Fields } from "../../../client/cluster/api/json.ts";
import { kubeLibrary } from "../../../client/cluster/api/kube.ts";
import type { KubeCluster } from "../../../client/cluster/api/kubeconfig.ts";
import { realTime } from "../../../client/cluster/api/time.ts";
import { unreachable } from "../../../client/cluster/api/unreachable.ts";
import { newCertificate } from "../../../demo/shell/certificate.ts";

const { certificate, key } = newCertificate(new Date());
const folder = mkdtempSync(join(tmpdir(), "access-"));
const never = new AbortController().signal;
let server: Server;
let address = "";

/** A server that tells what it was told. */
beforeAll(async () => {
  server = createServer(
    { cert: certificate, key, requestCert: true, rejectUnauthorized: false },
    (request, response) => {
      const { host: _, connection: __, ...headers } = request.headers;
      const shown = (
        request.socket as unknown as { getPeerCertificate(): Fields }
      ).getPeerCertificate();
      response.end(
        JSON.stringify({
          ...headers,
          ...(Object.keys(shown).length > 0 ? { certificate: "shown" } : {}),
        }),
      );
    },
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  writeFileSync(join(folder, "token"), "from file\n");
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true, force: true });
});

const accessTo = (fields: Fields, cluster: Partial<KubeCluster>) =>
  clusterAccess({
    context: () => ({
      name: "x",
      namespace: "default",
      cluster: { name: "c", server: address, skipsVerification: false, ...cluster },
      user: { name: "me", folder, fields },
    }),
    isTrusted: () => true,
    library: kubeLibrary,
    userAgent: "flightpath/1",
  });

/** What the server was told of a user; or why it was not reached. */
async function told(fields: Fields, cluster: Partial<KubeCluster> = { authority: certificate }) {
  const { value, failure } = await accessTo(fields, cluster).open(false, never);
  if (!value) return failure.sentence;
  try {
    const answer = await value.send({ method: "GET", path: "/", headers: {} }, never);
    let text = "";
    for await (const piece of answer.body) text += piece;
    const { "user-agent": agent, ...rest } = JSON.parse(text) as Fields;
    expect(agent).toBe("flightpath/1");
    return rest;
  } catch (error) {
    return unreachable("The server", error).sentence;
  } finally {
    value.close();
  }
}

test.for([
  ["nothing", {}, {}],
  ["a token", { token: "t" }, { authorization: "Bearer t" }],
  [
    "a token in a file, which counts more",
    { token: "t", tokenFile: "token" },
    { authorization: "Bearer from file" },
  ],
  [
    "a password",
    { username: "me", password: "secret" },
    { authorization: `Basic ${Buffer.from("me:secret").toString("base64")}` },
  ],
  [
    "a certificate",
    { "client-certificate-data": btoa(certificate), "client-key-data": btoa(key) },
    { certificate: "shown" },
  ],
  [
    "somebody else's name",
    { token: "t", as: "ann", "as-groups": ["a", "b"], "as-user-extra": { team: ["x"] } },
    {
      authorization: "Bearer t",
      "impersonate-user": "ann",
      "impersonate-group": "a, b",
      "impersonate-extra-team": "x",
    },
  ],
  [
    "a token file that is not there",
    { tokenFile: "gone" },
    `The token file of user me, ${join(folder, "gone")}, cannot be read.`,
  ],
  [
    "a certificate that is not there",
    { "client-certificate": "gone" },
    `The client-certificate of user me, ${join(folder, "gone")}, cannot be read.`,
  ],
  [
    "a provider that is no more",
    { "auth-provider": { name: "gcp" } },
    "The user me needs the auth provider gcp, which Kubernetes has dropped; use its credential plugin instead.",
  ],
] as const)("a user with %s", async ([, fields, answer]) => {
  expect(await told(fields)).toEqual(answer);
});

test("a server that is not trusted", async () => {
  expect(await told({ token: "t" }, {})).toBe(
    "The server shows a certificate that the kubeconfig does not trust.",
  );
  expect(await told({ token: "t" }, { skipsVerification: true })).toEqual({
    authorization: "Bearer t",
  });
});

test("authority text that is none", async () => {
  expect(await told({}, { authority: "nonsense" })).toMatch(
    /does not trust|cannot be (used|reached)/,
  );
});

test("through a proxy, where the pulse keeps a line of its own, too", async () => {
  const seen: string[] = [];
  const proxy = createProxy().on("connect", (request, socket) => {
    seen.push(String(request.url));
    const [host, port] = String(request.url).split(":");
    const onward = dial(Number(port), host, () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      onward.pipe(socket).pipe(onward);
    });
    onward.on("error", () => socket.destroy());
    socket.on("error", () => onward.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const { port } = proxy.address() as AddressInfo;
  const cluster = { authority: certificate, proxy: `http://127.0.0.1:${port}` };
  const answer = await told({ token: "t" }, cluster);
  expect(answer).toEqual({ authorization: "Bearer t" });
  expect(seen).toEqual([address.replace("https://", "")]);
  const pin = { context: "x", server: address, namespace: "default", identity: "x" };
  const connection = connect({ pin, access: accessTo({}, cluster), time: realTime });
  const probe = () => connection.probe("/version", 4000, never);
  expect(await probe()).toEqual({ isNewLine: true });
  expect((await connection.get("/", never)).failure).toBeUndefined();
  expect(await probe()).toEqual({ isNewLine: false });
  expect(seen).toHaveLength(3);
  connection.close();
  proxy.close();
  proxy.closeAllConnections();
});
