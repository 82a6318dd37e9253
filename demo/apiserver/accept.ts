import type { Included } from "./tables/table.ts";

/** In which form a client wants what it reads. */
export type Form =
  | { readonly as: "object" }
  | { readonly as: "partial" }
  | { readonly as: "table"; readonly included: Included };

/** What the Accept header asks for; the first form that is known counts. */
export function formOf(accept: string | undefined, query: URLSearchParams): Form {
  for (const part of (accept ?? "").split(",")) {
    const as = /;\s*as=(\w+)/.exec(part)?.[1];
    if (!part.includes("json")) continue;
    if (as === "Table") return { as: "table", included: includedOf(query) };
    if (as === "PartialObjectMetadata" || as === "PartialObjectMetadataList")
      return { as: "partial" };
    if (as === undefined) return { as: "object" };
  }
  return { as: "object" };
}

function includedOf(query: URLSearchParams): Included {
  const said = query.get("includeObject");
  return said === "Object" || said === "None" ? said : "Metadata";
}

/** The version of aggregated discovery that a client asks for. */
export function discoveryVersion(accept: string | undefined): "v2" | "v2beta1" | undefined {
  if (!accept?.includes("as=APIGroupDiscoveryList")) return undefined;
  return /v=v2(?![\w])/.test(accept) ? "v2" : "v2beta1";
}
