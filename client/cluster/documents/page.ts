import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import { json } from "../api/json.ts";

/** What a document about a cluster shows; its URI carries it. */
export interface Page {
  readonly kind: PageKind;
  /** Absent where the cluster as a whole is meant. */
  readonly identity?: ObjectIdentity;
  /** `Pin.identity`: which cluster is meant, whatever is pinned by then. */
  readonly pin: string;
  /** How people call the context. */
  readonly context: string;
  /** The build that the object of the working tree comes from. */
  readonly build?: string;
}

/** `live` and `wanted` are the two sides of a difference; `gone` is what Flux would delete. */
export const pageKinds = [
  "describe",
  "events",
  "yaml",
  "manifest",
  "check",
  "live",
  "wanted",
  "gone",
] as const;
export type PageKind = (typeof pageKinds)[number];

/** The scheme of documents about a cluster. They are read-only. */
export const LIVE_SCHEME = "flightpath-live";

/** What a URI says; `undefined` for one that was not made by us. */
export function pageOfUri({
  scheme,
  query,
}: {
  readonly scheme: string;
  readonly query: string;
}): Page | undefined {
  if (scheme !== LIVE_SCHEME) return undefined;
  const fields = json.fields(json.parse(query));
  const kind = pageKinds.find((it) => it === fields.kind);
  const pin = json.text(fields.pin);
  const context = json.text(fields.context);
  if (!kind || pin === undefined || context === undefined) return undefined;
  const identity = identityIn(fields.identity);
  const build = json.text(fields.build);
  return { kind, pin, context, ...(identity ? { identity } : {}), ...(build ? { build } : {}) };
}

function identityIn(value: unknown): ObjectIdentity | undefined {
  const { kind, name, group, namespace } = json.fields(value);
  if (typeof kind !== "string" || typeof name !== "string") return undefined;
  return {
    group: json.text(group) ?? "",
    kind,
    name,
    ...(typeof namespace === "string" ? { namespace } : {}),
  };
}
