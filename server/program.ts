/** The programs in one text, as most of it is the same; each is loaded when it is started. */
const parts: Readonly<Record<string, () => Promise<unknown>>> = {
  cli: () => import("./cli.ts"),
  server: () => import("./main.ts"),
};

/** Called by `start.ts`, which is built once for each part. */
export const start = (part: string): void => void parts[part]?.();
