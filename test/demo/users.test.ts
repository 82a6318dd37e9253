import { expect, test } from "vitest";
import { asked, map } from "./support/asked.ts";

test.for([
  ["admin", "GET /api/v1/secrets", 200],
  ["viewer", "GET /api/v1/secrets", 403],
  ["viewer", "GET /api/v1/namespaces/apps/configmaps", 200],
  ["viewer", "POST /api/v1/namespaces/apps/configmaps", 403],
  ["tenant", "POST /api/v1/namespaces/apps/configmaps", 201],
  ["tenant", "POST /api/v1/namespaces/default/configmaps", 403],
  ["tenant", "GET /api/v1/configmaps", 403],
  ["tenant", "GET /api/v1/namespaces", 403],
  ["tenant", "GET /api/v1/namespaces/apps", 200],
  ["tenant", "GET /api/v1/namespaces/apps/secrets", 200],
  ["tenant", "GET /apis", 200],
  ["stranger", "GET /apis", 401],
] as const)("%s: %s → %i", ([as, what, status]) => {
  const { ask } = asked();
  expect(ask(what, what.startsWith("POST") ? map("a") : undefined, { as }).status).toBe(status);
});

test("a refusal names the user, the verb, the resource and the place", () => {
  const { ask } = asked();
  const answer = ask("GET /apis/helm.toolkit.fluxcd.io/v2/helmreleases", undefined, {
    as: "tenant",
  });
  expect(answer.at("message")).toBe(
    'helmreleases.helm.toolkit.fluxcd.io is forbidden: User "tenant" cannot list resource "helmreleases" in API group "helm.toolkit.fluxcd.io" at the cluster scope',
  );
});
