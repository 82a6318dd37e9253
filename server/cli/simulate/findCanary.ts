import { canariesOf } from "../../engine/canary/scenario/canariesOf.ts";
import { FLAGGER } from "../../engine/identity.ts";
import { nearest } from "../../engine/nearest.ts";
import type { Resource } from "../../engine/resource.ts";
import { shownPath } from "../../engine/shownPath.ts";
import type { View } from "../../engine/view.ts";
import { CannotRun } from "../cannotRun.ts";

/** What people call a Canary: by its file, by its name, or by both. */
export interface CanaryName {
  /** An absolute path. */
  readonly file: string | undefined;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  /** The folder of the entry point, where several clusters have it. */
  readonly cluster: string | undefined;
}

/** The Canary that is meant, as its build gives it. Throws `CannotRun` where it is none or several. */
export function findCanary(view: View, wanted: CanaryName): Resource {
  const all = canariesOf(view);
  const inFile = all.filter((it) => wanted.file === undefined || it.path === wanted.file);
  if (inFile.length === 0) throw new CannotRun(none(view, wanted));
  const found = inFile.filter(
    (it) =>
      (wanted.name === undefined || it.name === wanted.name) &&
      (wanted.namespace === undefined || it.namespace === wanted.namespace) &&
      (wanted.cluster === undefined || it.built?.rendering.cluster === wanted.cluster),
  );
  const [first, second] = found;
  if (!first) throw new CannotRun(unknown(inFile, wanted));
  if (second) throw new CannotRun(ambiguous(found));
  return first;
}

function none(view: View, { file }: CanaryName): string {
  const old = view
    .ofKind(FLAGGER, "Canary")
    .find((it) => it.version !== "v1beta1" && (file === undefined || it.path === file));
  if (old) {
    return `Canary ${old.name} is of flagger.app/${old.version}, which Flagger 1.44 does not read. Make it v1beta1.`;
  }
  return file === undefined
    ? "There is no Canary in this repository."
    : `There is no Canary in ${shownPath(view, file)}.`;
}

function unknown(all: readonly Resource[], { name, namespace, cluster }: CanaryName): string {
  const said = `${namespace === undefined ? "" : `${namespace}/`}${name ?? ""}`;
  const names = [...new Set(all.map(fullName))];
  if (cluster !== undefined && all.some((it) => it.name === name)) {
    const clusters = [...new Set(all.flatMap((it) => it.built?.rendering.cluster ?? []))];
    return `No Canary ${said} in the cluster ${cluster}. There are: ${clusters.join(", ")}.`;
  }
  const meant = nearest(said, names) ?? nearest(said, [...new Set(all.map((it) => it.name))]);
  const next = meant ? `Did you mean ${meant}?` : `There are: ${few(names)}.`;
  return `There is no Canary "${said}". ${next}`;
}

/** A repository may have hundreds. */
const few = (names: readonly string[]): string =>
  names.length <= SHOWN
    ? names.join(", ")
    : `${names.slice(0, SHOWN).join(", ")} and ${names.length - SHOWN} more`;

const SHOWN = 8;

function ambiguous(found: readonly Resource[]): string {
  const clusters = [...new Set(found.map((it) => it.built?.rendering.cluster ?? "no cluster"))];
  if (clusters.length > 1) {
    return `${found[0]?.name} is in ${clusters.join(" and in ")}. Choose one with --cluster ${clusters[0]}.`;
  }
  const names = [...new Set(found.map(fullName))];
  return names.length > 1
    ? `There are several Canaries: ${few(names)}. Name one behind "#".`
    : `Several builds have ${names[0]}: ${found.map((it) => it.built?.rendering.id ?? it.path).join(", ")}. Name the folder of one with --root.`;
}

const fullName = ({ namespace, name }: Resource): string =>
  namespace === undefined ? name : `${namespace}/${name}`;
