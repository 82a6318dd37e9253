import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { isCanary } from "./requestMatch.ts";

const AT = ["spec", "upstreamRef"];

/** `named` ends the reference and may have a mark below it. */
const example = (named: string) => `${examplePieces.canary}
        provider: gloo
        upstreamRef: { apiVersion: gloo.solo.io/v1, kind: Upstream, name: orders${named}
        service: { port: 80 }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
      ---
      apiVersion: gloo.solo.io/v1
      kind: Upstream
      metadata: { name: orders, namespace: shop }
      spec: { connectionConfig: { connectTimeout: 2s } }
    `;

/** An Upstream is asked for in the namespace that is written, and in no other. flagger.md §1.1 */
export const upstreamNamespaceMissing: Rule = {
  code: "upstream-namespace-missing",
  severity: "error",
  title: "Upstream named without its namespace",
  explanation:
    "With provider gloo Flagger makes its Upstreams with the settings of the one that upstreamRef names. It asks for that one in the namespace that upstreamRef says and takes none by itself, not even the Canary's own. Without it the API server finds nothing, and every tick ends in an error. Write the namespace, also where it is that of the Canary.",
  link: "https://docs.flagger.app/tutorials/gloo-progressive-delivery",
  examples: {
    wrong: example(` }
      # ^^^^^^^^^^^ upstream-namespace-missing`),
    right: example(", namespace: shop }"),
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    const at = [...AT, "namespace"];
    if (!canary.isWhole || !canary.has(AT) || !canary.isSettled(at)) return;
    const isWritten = canary.has(at);
    if (isWritten && canary.textAt(at) !== "") return;
    const provider = canary.provider();
    if (provider?.name !== "gloo") return;
    const namespace = canary.namespace();
    yield {
      at: isWritten ? at : AT,
      on: "key",
      message:
        "Flagger never starts this Canary: upstreamRef says no namespace, and Flagger takes none by itself, so it finds no Upstream.",
      related: provider.related,
      fixes:
        namespace === undefined || isWritten
          ? []
          : [
              {
                title: `Set namespace to "${namespace}"`,
                changes: [{ type: "insert", resource, at: AT, text: `namespace: ${namespace}` }],
                preferred: true,
              },
            ],
    };
  },
};
