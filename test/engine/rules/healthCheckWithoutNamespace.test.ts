import { test } from "vitest";
import { healthCheckWithoutNamespace } from "../../../server/engine/rules/healthCheckWithoutNamespace.ts";
import { expectProblemsOf } from "../../support/expect.ts";

const expectProblems = expectProblemsOf(healthCheckWithoutNamespace);

const check = (lines: string, wait = false) => `
  #- apps.yaml
  apiVersion: kustomize.toolkit.fluxcd.io/v1
  kind: Kustomization
  metadata: { name: apps, namespace: flux-system }
  spec:
    wait: ${wait}
    healthChecks:
    - ${lines.trim().split("\n").join("\n      ")}
`;

const NAME = "name: web\n#     ^^^ health-check-without-namespace";

test.for([
  `apiVersion: apps/v1\nkind: Deployment\n${NAME}`,
  `kind: StatefulSet\n${NAME}`,
  `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\n${NAME}`,
  `apiVersion: v1\nkind: Service\n${NAME}\nnamespace: ""`,
])("%s", (lines) => expectProblems(check(lines)));

test.for([
  ["a namespace", "apiVersion: apps/v1\nkind: Deployment\nname: web\nnamespace: shop"],
  ["none, as the kind has none", "apiVersion: v1\nkind: Namespace\nname: shop"],
  ["an unknown kind", "apiVersion: example.com/v1\nkind: Thing\nname: web"],
])("nothing is said of %s", ([, lines]) => expectProblems(check(lines ?? "")));

test("with wait nobody looks at the list", () => {
  expectProblems(check("apiVersion: apps/v1\nkind: Deployment\nname: web", true));
});
