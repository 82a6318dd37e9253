import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Fault } from "../../demo/shell/fault.ts";
import type { Trouble, World } from "./faultTrial.ts";

/** Everything that goes wrong with a cluster, as the demo cluster can play it. */
export const troubles: readonly Trouble[] = [
  {
    name: "server killed and restarted in the middle of a watch",
    begin: ({ line }) => line.kill(),
    end: ({ line }) => line.mend(),
    lasts: [0.2, 12],
  },
  {
    name: "every connection broken, server well",
    begin: ({ demo }) => demo.dropConnections(),
    end: () => {},
    lasts: [0, 0],
  },
  {
    name: "silent hang: nothing passes, nobody hangs up",
    begin: ({ line }) => line.silence(),
    end: ({ line }) => line.mend(),
    lasts: [10, 40],
    says: /^lost: /,
  },
  {
    name: "connections die silently, server well",
    begin: ({ line }) => line.silence(),
    end: ({ line }) => line.mend(),
    lasts: [0.1, 3],
  },
  {
    name: "short silent hang, old connections stay dead",
    begin: ({ line }) => line.silence(),
    end: ({ line }) => line.mend(),
    lasts: [4.5, 10],
  },
  answering("every answer is 410", { type: "status", code: 410 }, [0.5, 8]),
  {
    ...answering("watches answered with 410", { type: "status", code: 410 }, [0.5, 8]),
    begin: broken(({ demo }) =>
      demo.setFaults(({ query }) =>
        query.has("watch") ? { type: "status", code: 410 } : undefined,
      ),
    ),
  },
  answering("429 with Retry-After", { type: "status", code: 429, retryAfter: 2 }, [0.5, 15]),
  answering(
    "429 with a Retry-After of 100 s",
    { type: "status", code: 429, retryAfter: 100 },
    [5, 12],
    /^lost: /,
  ),
  answering("503", { type: "status", code: 503 }, [0.5, 15]),
  answering("500", { type: "status", code: 500 }, [0.5, 15]),
  answering("answers after 30 s", { type: "slow", milliseconds: 30_000 }, [5, 45], /^lost: /),
  {
    name: "lists and watches answered after 30 s, the rest at once",
    begin: broken(({ demo }) =>
      demo.setFaults(({ path }) =>
        path.includes("toolkit") ? { type: "slow", milliseconds: 30_000 } : undefined,
      ),
    ),
    async end({ demo }) {
      demo.setFaults(() => undefined);
      // What was asked until now is answered in its own time.
      await new Promise((resolve) => setTimeout(resolve, 30_000));
    },
    lasts: [1, 20],
  },
  {
    name: "token expired, a fresh one in the kubeconfig",
    begin: broken((world) => accept(world, "fresh")),
    async end({ file, kubeconfig, onlooker }) {
      writeFileSync(file, kubeconfig.replace(tokenIn(kubeconfig), "fresh"));
      await onlooker.seat.desk.session.reread();
      onlooker.live.retry();
    },
    lasts: [0.5, 8],
    says: /The server refuses the credentials/,
  },
  plugged("exec plugin fails", "process.exit(3)", /failed with exit code 3/),
  plugged("exec plugin prints rubbish", "console.log('hello')", /printed no ExecCredential/),
  plugged("exec plugin hangs", "setInterval(() => {}, 1000)", undefined),
  {
    name: "context deleted from the kubeconfig",
    async begin({ file, kubeconfig, onlooker }) {
      writeFileSync(file, JSON.stringify({ ...JSON.parse(kubeconfig), contexts: [] }));
      await onlooker.seat.desk.session.reread();
    },
    async end({ file, kubeconfig, onlooker }) {
      writeFileSync(file, kubeconfig);
      await onlooker.seat.desk.session.reread();
    },
    lasts: [0.2, 5],
    says: /^stopped: The kubeconfig no longer has the context flightpath-demo/,
  },
  {
    name: "context renamed in the kubeconfig",
    async begin({ file, kubeconfig, onlooker }) {
      const { contexts, ...rest } = JSON.parse(kubeconfig);
      const renamed = contexts.map((it: { name: string }) =>
        it.name === "flightpath-demo" ? { ...it, name: "another-name" } : it,
      );
      const text = JSON.stringify({
        ...rest,
        contexts: renamed,
        "current-context": "another-name",
      });
      writeFileSync(file, text);
      await onlooker.seat.desk.session.reread();
    },
    end: () => {},
    lasts: [0.2, 3],
    says: /^connected/,
  },
  {
    name: "kubeconfig is half written",
    async begin({ file, kubeconfig, onlooker }) {
      writeFileSync(file, kubeconfig.slice(0, kubeconfig.length / 2));
      await onlooker.seat.desk.session.reread();
    },
    async end({ file, kubeconfig, onlooker }) {
      writeFileSync(file, kubeconfig);
      await onlooker.seat.desk.session.reread();
    },
    lasts: [0.2, 3],
    says: /^stopped: /,
  },
  {
    name: "everything is forbidden for a while",
    begin: broken(({ demo }) => demo.setFaults(() => ({ type: "status", code: 403 }))),
    end({ demo, onlooker }) {
      demo.setFaults(() => undefined);
      onlooker.live.retry();
    },
    lasts: [0.5, 8],
  },
];

/** First something else changes, then every connection breaks, so that all of it is asked anew. */
function broken(begin: (world: World) => void): Trouble["begin"] {
  return (world) => {
    begin(world);
    world.demo.dropConnections();
  };
}

function answering(name: string, fault: Fault, lasts: Trouble["lasts"], says?: RegExp): Trouble {
  return {
    name,
    begin: broken(({ demo }) => demo.setFaults(() => fault)),
    end: ({ demo }) => demo.setFaults(() => undefined),
    lasts,
    ...(says ? { says } : {}),
  };
}

/** From now on only this token is taken. */
function accept({ demo, kubeconfig, line }: World, token: string): void {
  const usual = tokenIn(kubeconfig);
  demo.setFaults((request) => {
    if (!request.headers.host?.endsWith(`:${line.port}`)) return undefined;
    if (!request.headers.authorization?.endsWith(token)) return { type: "status", code: 401 };
    // The demo cluster itself knows the usual one.
    (request.headers as Record<string, string>).authorization = `Bearer ${usual}`;
    return undefined;
  });
}

const tokenIn = (kubeconfig: string): string =>
  JSON.parse(kubeconfig).users?.[0]?.user?.token ?? "";

/** A credential plugin that first gives a token, and then does something else, when the token is no longer taken. */
function plugged(name: string, ill: string, says: RegExp | undefined): Trouble {
  const scriptOf = (folder: string) => join(folder, "plugin.cjs");
  const well = (token: string) =>
    `console.log(${JSON.stringify(JSON.stringify({ kind: "ExecCredential", apiVersion: "client.authentication.k8s.io/v1", status: { token } }))})`;
  const tokens = new Map<string, string>();
  return {
    name,
    kubeconfig(text, folder) {
      const config = JSON.parse(text);
      tokens.set(folder, config.users[0].user.token);
      writeFileSync(scriptOf(folder), well(config.users[0].user.token));
      config.users[0].user = {
        exec: {
          apiVersion: "client.authentication.k8s.io/v1",
          interactiveMode: "Never",
          command: process.execPath,
          args: [scriptOf(folder)],
        },
      };
      return JSON.stringify(config);
    },
    begin: broken((world) => {
      writeFileSync(scriptOf(folderOf(world)), ill);
      world.demo.setFaults(() => ({ type: "status", code: 401 }));
    }),
    end(world) {
      const folder = folderOf(world);
      writeFileSync(scriptOf(folder), well(tokens.get(folder) ?? ""));
      world.demo.setFaults(() => undefined);
      // Nobody waits for a plugin that hangs: it is given up.
      world.onlooker.live.retry();
    },
    lasts: [1, 6],
    ...(says ? { says } : {}),
  };
}

const folderOf = ({ file }: World): string => join(file, "..");
