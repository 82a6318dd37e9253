import { readFileSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { join } from "node:path";
import { type Ask, played } from "./played.ts";
import { scenarios } from "./scenarios.ts";

/** `node test/cluster/contract/record.ts STATE`: asks a real control plane, and keeps what it said. */
const state = process.argv[2];
if (state === undefined) throw new Error("Name the folder that up.mjs keeps its state in.");

const kubeconfigOf = (user: string) =>
  JSON.parse(readFileSync(join(state, `${user}.kubeconfig`), "utf8")) as {
    readonly clusters: readonly [
      {
        readonly cluster: {
          readonly server: string;
          readonly "certificate-authority-data": string;
        };
      },
    ];
    readonly users: readonly [{ readonly user: { readonly token: string } }];
  };

const admin = kubeconfigOf("admin");
const { server, "certificate-authority-data": ca } = admin.clusters[0].cluster;
const tokens = {
  admin: admin.users[0].user.token,
  viewer: kubeconfigOf("viewer").users[0].user.token,
  nobody: "wrong",
};

const ask: Ask = ({ method, url, headers, body, as }) =>
  new Promise((resolve, reject) => {
    const options = {
      method,
      ca: Buffer.from(ca, "base64"),
      headers: {
        ...headers,
        "content-length": Buffer.byteLength(body),
        authorization: `Bearer ${tokens[as]}`,
      },
    };
    const outgoing = request(server + url, options, (incoming) => {
      let text = "";
      incoming.setEncoding("utf8");
      incoming.on("data", (chunk: string) => {
        text += chunk;
      });
      incoming.on("end", () => {
        const warning = incoming.headers.warning as string | undefined;
        resolve({ status: incoming.statusCode ?? 0, warning, body: text });
      });
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });

const settle = () => new Promise<void>((resolve) => setTimeout(resolve, 9000));

const run = Date.now().toString(36);
for (const [name, list] of Object.entries(scenarios)) {
  const recorded: Record<string, unknown> = {};
  for (const [index, scenario] of list.entries()) {
    recorded[scenario.name] = await played(
      scenario,
      `contract-${name}-${index}-${run}`,
      ask,
      settle,
    );
  }
  const file = join(import.meta.dirname, "recorded", `${name}.json`);
  writeFileSync(file, `${JSON.stringify(recorded, null, 1)}\n`);
}
