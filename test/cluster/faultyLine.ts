import { createServer, connect as dial, type Socket } from "node:net";

/** A line to a server that can be broken in the ways in which networks break. */
export interface FaultyLine {
  readonly port: number;
  /** Lines that lead in, dead ones too. */
  readonly lines: () => number;
  /** Nothing passes any more and nobody hangs up; new lines are taken, and are as dead. */
  silence(): void;
  /** Breaks all lines and refuses new ones, as a server does that was killed. */
  kill(): Promise<void>;
  /** New lines pass again; those that were silenced stay dead, as a router leaves them. */
  mend(): Promise<void>;
  close(): Promise<void>;
}

/** @param target port on 127.0.0.1 */
export async function faultyLine(target: number): Promise<FaultyLine> {
  const pairs = new Map<Socket, Socket>();
  let isSilent = false;
  const server = createServer((from) => {
    const to = dial(target, "127.0.0.1");
    pairs.set(from, to);
    const over = () => {
      from.destroy();
      to.destroy();
      pairs.delete(from);
    };
    from.on("error", over).on("close", over);
    to.on("error", over).on("close", over);
    if (isSilent) from.resume();
    else from.pipe(to).pipe(from);
  });
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", resolve);
    });
  await listen(0);
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const { port } = address;
  const kill = () =>
    new Promise<void>((resolve) => {
      if (server.listening) server.close(() => resolve());
      else resolve();
      for (const from of pairs.keys()) from.destroy();
    });
  return {
    port,
    lines: () => pairs.size,
    silence() {
      isSilent = true;
      for (const [from, to] of pairs) {
        from.unpipe(to);
        to.unpipe(from);
        from.resume();
        to.resume();
      }
    },
    kill,
    async mend() {
      isSilent = false;
      if (!server.listening) await listen(port);
    },
    close: kill,
  };
}
