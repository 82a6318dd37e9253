import { expect, test } from "vitest";
import { healthChecksUnused } from "../../../server/engine/rules/healthChecksUnused.ts";
import { expectProblemsOf } from "../../support/expect.ts";
import { fixed } from "../../support/fixed.ts";

const expectProblems = expectProblemsOf(healthChecksUnused);

const apps = (lines: string) => `
  #- apps.yaml
  apiVersion: kustomize.toolkit.fluxcd.io/v1
  kind: Kustomization
  metadata: { name: apps, namespace: flux-system }
  spec:
    path: ./apps
${lines}
`;

const CHECK = "- { apiVersion: apps/v1, kind: Deployment, name: web, namespace: shop }";

test.for<readonly [string, string]>([
  ["no wait", `    healthChecks:\n    ${CHECK}`],
  ["wait: false", `    wait: false\n    healthChecks:\n    ${CHECK}`],
  ["an empty list", "    wait: true\n    healthChecks: []"],
  ["no list", "    wait: true"],
])("nothing is said of %s", ([, lines]) => expectProblems(apps(lines)));

test("the list can be removed", () => {
  const wrong = apps(`    wait: true\n    healthChecks:\n    ${CHECK}\n    prune: true`);
  expect(fixed(healthChecksUnused, wrong)).toContain("  wait: true\n  prune: true\n");
});
