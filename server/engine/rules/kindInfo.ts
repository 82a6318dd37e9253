import { memo } from "../memo.ts";
import type { KindInfo, SchemaCatalogue } from "../schema/catalogue.ts";

/** What is known of a kind in all of its versions. */
export interface KnownKinds {
  /** Key: `group/version kind`. */
  readonly versions: ReadonlyMap<string, KindInfo>;
  /** Key: `group kind`; the version to write today. */
  readonly newest: ReadonlyMap<string, KindInfo>;
}

/** The kinds of a catalogue by what they are called; made once. */
export const knownKinds: (catalogue: SchemaCatalogue) => KnownKinds = memo(({ kinds }) => {
  const versions = new Map<string, KindInfo>();
  const newest = new Map<string, KindInfo>();
  for (const it of kinds) {
    versions.set(`${it.group}/${it.version} ${it.kind}`, it);
    const key = `${it.group} ${it.kind}`;
    const known = newest.get(key);
    if (!known || isNewer(it, known)) newest.set(key, it);
  }
  return { versions, newest };
});

const isNewer = (it: KindInfo, known: KindInfo): boolean =>
  it.served !== known.served ? it.served : compareVersions(it.version, known.version) > 0;

/** Below zero when `a` is older: v1alpha1, v1beta1, v1beta2, v1, v2beta1. What is no such version is oldest. */
export function compareVersions(a: string, b: string): number {
  const left = partsOf(a);
  const right = partsOf(b);
  for (const [index, part] of left.entries()) {
    const difference = part - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function partsOf(version: string): readonly number[] {
  const [, major, stage, minor] = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version) ?? [];
  if (major === undefined) return [0, 0, 0];
  return [Number(major), stage === undefined ? 2 : stage === "beta" ? 1 : 0, Number(minor ?? 0)];
}
