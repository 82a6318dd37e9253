import { FLUX_SOURCE } from "../identity.ts";
import { at, get, type Node, textOf } from "../node.ts";
import { mayBePatched } from "../patched.ts";
import { isOpen } from "../references/read.ts";
import { type Resource, treeOf } from "../resource.ts";
import { replaceValue } from "./fixes.ts";
import type { Finding, Fix, Rule } from "./rule.ts";

/** URLs that the schema lets pass and source-controller does not. flux.md §1.6 */
export const sourceUrl: Rule = {
  code: "source-url",
  severity: "error",
  title: "URL that does not fit its source",
  explanation:
    "A HelmRepository with an oci:// address needs type: oci, and the address of an OCIRepository names no tag or digest: those go into ref. source-controller stalls such a source with reason URLInvalid and does not try again until it is changed, so nothing that needs it is updated.",
  link: "https://fluxcd.io/flux/components/source/",
  examples: {
    wrong: `
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: HelmRepository
      metadata: { name: charts, namespace: flux-system }
      spec:
        url: oci://ghcr.io/example/charts
        #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ source-url
      ---
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: OCIRepository
      metadata: { name: web, namespace: flux-system }
      spec:
        interval: 1h
        url: oci://ghcr.io/example/charts/web:1.2.3
        #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ source-url
    `,
    right: `
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: HelmRepository
      metadata: { name: charts, namespace: flux-system }
      spec:
        type: oci
        url: oci://ghcr.io/example/charts
      ---
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: OCIRepository
      metadata: { name: web, namespace: flux-system }
      spec:
        interval: 1h
        url: oci://ghcr.io/example/charts/web
        ref: { tag: 1.2.3 }
    `,
  },
  judges: "builds",
  about: ({ group, kind }) => group === FLUX_SOURCE && kind in CHECKS,
  *check(resource, view) {
    const spec = get(treeOf(resource), "spec");
    const url = textOf(get(spec, "url"));
    if (url === undefined || isOpen(url)) return;
    const finding = CHECKS[resource.kind]?.(resource, spec, url);
    if (finding && !mayBePatched(resource, view, ["url", "type"])) yield finding;
  },
};

type Check = (resource: Resource, spec: Node | undefined, url: string) => Finding | undefined;

const URL_AT = ["spec", "url"];

const CHECKS: Readonly<Record<string, Check>> = {
  HelmRepository: helmRepository,
  OCIRepository: ociRepository,
};

function helmRepository(resource: Resource, spec: Node | undefined, url: string) {
  const type = textOf(get(spec, "type"));
  if (!url.startsWith("oci://") || type === "oci" || (type && isOpen(type))) return undefined;
  const title = "Set type to oci";
  const fix: Fix = get(spec, "type")
    ? replaceValue(resource, ["spec", "type"], "oci", title)
    : {
        title,
        changes: [{ type: "insert", resource, at: ["spec"], text: "type: oci" }],
        preferred: true,
      };
  return {
    at: URL_AT,
    message: "An oci:// address needs type: oci beside it, so this HelmRepository stalls.",
    fixes: [fix],
  };
}

/** `oci://host:port/path` has no tag; what follows the last slash may have one, or a digest. */
function ociRepository(resource: Resource, spec: Node | undefined, url: string) {
  const [, bare, tag, digest] =
    /^(oci:\/\/[^/]+\/(?:.*\/)?[^/:@]*)(?::([^/@]*))?(?:@([^/]*))?$/.exec(url) ?? [];
  if (bare === undefined || (tag === undefined && digest === undefined)) return undefined;
  const isTag = digest === undefined;
  const text = isTag ? `tag: ${JSON.stringify(tag)}` : `digest: ${digest}`;
  const changes: Fix["changes"] = [
    { type: "replace", resource, at: URL_AT, on: "value", text: bare },
    // What ref says already is what the person wants.
    ...(at(spec, ["ref"])
      ? []
      : [{ type: "insert", resource, at: ["spec", "ref"], text } as const]),
  ];
  return {
    at: URL_AT,
    message: `The address of an OCIRepository names no ${isTag ? "tag" : "digest"}, so this source stalls. Write it into ref.`,
    fixes: [
      { title: isTag ? "Move the tag to ref" : "Move the digest to ref", changes, preferred: true },
    ],
  };
}
