import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import type { LanguageServer } from "../../languageClient.ts";
import type { Desk } from "../api/desk.ts";
import { nameOf } from "../api/kubeObject.ts";
import { compareBuilt } from "./compareBuilt.ts";

/** What a build would change in a cluster. */
export interface Differing {
  readonly changed: readonly ObjectIdentity[];
  /** What could not be compared, each with its sentence. */
  readonly problems: readonly string[];
}

/** So many questions are open at a time: API servers keep back who asks more. */
const width = 6;

/** Compares all objects of a build with the cluster. Nothing is changed. */
export async function differing(
  desk: Desk,
  server: LanguageServer,
  objects: readonly ObjectIdentity[],
  build: string,
  progress: (done: number) => void,
  signal: AbortSignal,
): Promise<Differing> {
  const changed = new Set<ObjectIdentity>();
  const problems: string[] = [];
  const waiting = [...objects];
  let done = 0;
  const work = async () => {
    for (let it = waiting.shift(); it && !signal.aborted; it = waiting.shift()) {
      const { value, failure } = await compareBuilt(desk, server, it, build, signal);
      if (failure) problems.push(`${nameOf(it)}: ${failure.sentence}`);
      else if (value.remark || !isSame(value.live, value.wanted)) changed.add(it);
      done += 1;
      progress(done);
    }
  };
  await Promise.all(Array.from({ length: width }, work));
  return { changed: objects.filter((it) => changed.has(it)), problems };
}

/** Whether two JSON values say the same, in whatever order their fields come. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((it, index) => isSame(it, other[index]));
  if (!isObject(one) || !isObject(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSame(one[key], other[key]))
  );
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
