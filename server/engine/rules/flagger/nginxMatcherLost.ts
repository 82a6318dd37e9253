import type { Finding, Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { type Matcher, matchersAt, says } from "./matchers.ts";
import { isCanary } from "./requestMatch.ts";

/**
 * Flagger writes one header and one cookie into the annotations of its Ingress. flagger.md §6.3 P08
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/router/ingress.go
 */
export const nginxMatcherLost: Rule = {
  code: "nginx-matcher-lost",
  severity: "warning",
  title: "Conditions that NGINX does not get",
  explanation:
    "For A/B testing with provider nginx Flagger writes one header and one cookie into annotations of the Ingress: of several headers the last, with its exact or regex; of cookie its exact, which is the name of the cookie. Further headers, and conditions by prefix or suffix, are lost, so other requests reach the canary than were meant. Use one header with exact or regex, and at most one cookie with exact.",
  link: "https://docs.flagger.app/tutorials/nginx-progressive-delivery#a-b-testing",
  examples: {
    wrong: `${examplePieces.canary}
        provider: nginx
        ingressRef: { apiVersion: networking.k8s.io/v1, kind: Ingress, name: orders }
        service: { port: 80 }
        analysis:
          iterations: 10
          match:
            - headers: { x-tester: { exact: "yes" } }
            #            ^^^^^^^^ nginx-matcher-lost
            - headers: { x-region: { exact: eu } }
${examplePieces.checks}
    `,
    right: `${examplePieces.canary}
        provider: nginx
        ingressRef: { apiVersion: networking.k8s.io/v1, kind: Ingress, name: orders }
        service: { port: 80 }
        analysis:
          iterations: 10
          match:
            - headers: { x-tester: { exact: "yes" } }
            - headers: { cookie: { exact: canary } }
${examplePieces.checks}
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    if (canary.strategy() !== "a/b" || canary.provider()?.name !== "nginx") return;
    const all = matchersAt(canary, ["spec", "analysis", "match"]);
    const headers = all.filter((it) => it.kind === "headers");
    yield* lostCookies(headers.filter((it) => it.name === "cookie"));
    yield* lostHeaders(headers.filter((it) => it.name !== "cookie"));
  },
};

function* lostHeaders(headers: readonly Matcher[]): Iterable<Finding> {
  const last = headers.at(-1);
  if (!last) return;
  const isTied = headers.some((it) => it !== last && it.entry === last.entry);
  for (const it of headers.slice(0, -1)) {
    if (it.name === last.name) continue;
    yield lost(
      it,
      isTied && it.entry === last.entry
        ? `Only one header counts with provider nginx, so Flagger takes ${it.name} or ${last.name}, whichever comes to hand. Keep one.`
        : `Only the last header counts with provider nginx: ${last.name} decides, and ${it.name} does not. Keep one.`,
    );
  }
  if (says(last, "exact") || says(last, "regex")) return;
  if (!says(last, "prefix") && !says(last, "suffix")) return;
  yield lost(
    last,
    `With provider nginx a header is matched by exact or regex alone. Without them only requests whose ${last.name} is "always" reach the canary.`,
  );
}

function* lostCookies(cookies: readonly Matcher[]): Iterable<Finding> {
  const last = cookies.at(-1);
  if (!last) return;
  for (const it of cookies.slice(0, -1)) {
    yield lost(it, "Only the last cookie counts with provider nginx, and this one does not.");
  }
  if (says(last, "exact")) return;
  yield lost(
    last,
    'With provider nginx a cookie is matched by its name in exact alone, so no cookie leads to the canary. Say the name of a cookie that has the value "always".',
  );
}

const lost = ({ at }: Matcher, message: string): Finding => ({ at, on: "key", message });
