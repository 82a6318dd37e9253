import { describe, test } from "vitest";
import { versionRange } from "../../../server/engine/rules/versionRange.ts";
import { expectProblemsOf } from "../../support/expect.ts";

const expectProblems = expectProblemsOf(versionRange);

const release = (version: string, kind = "HelmRepository") => `
  apiVersion: helm.toolkit.fluxcd.io/v2
  kind: HelmRelease
  metadata: { name: web, namespace: web }
  spec:
    interval: 1h
    chart: { spec: { chart: web, sourceRef: { kind: ${kind}, name: web }, version: ${version} } }
`;

describe("readable", () => {
  test.for([
    "1.2.3",
    "v1.2.3",
    "1.x",
    '"*"',
    '">=1.0.0 <2.0.0"',
    '">= 1.0.0, < 2.0.0"',
    '"1.0 - 2.0 || ^3.1.0-rc.1"',
    '"~1.4.0-0"',
    '"1.2.3+build.5"',
    '"${VERSION}"',
  ])("%s", (version) => {
    expectProblems(release(version));
  });

  test("a chart of a repository of files, whatever version it is said to have", () => {
    expectProblems(release("latest", "GitRepository"));
  });
});

const policy = (range: string, mark: string) => `
  apiVersion: image.toolkit.fluxcd.io/v1
  kind: ImagePolicy
  metadata: { name: web, namespace: web }
  spec:
    imageRepositoryRef: { name: web }
    policy:
      semver:
        range: ${range}
        #      ${mark}
`;

describe("unreadable", () => {
  test.for([
    ["latest", "^^^^^^"],
    ["1.2.3.4", "^^^^^^^"],
    ["1.2.x.y", "^^^^^^^"],
    ["=> a.b", "^^^^^^"],
    ["1.0.0 and 2.0.0", "^^^^^^^^^^^^^^^"],
  ] as const)("%s", ([range, carets]) => {
    const says = `"${range}" is no version, and no range of versions such as 1.x or ">=1.0.0 <2.0.0", so no image is chosen.`;
    expectProblems(policy(range, `${carets} version-range (error): ${says}`));
  });
});

test("conditions without end are read in one go", () => {
  expectProblems(release(`"${">=1.0.0  ".repeat(2000)}"`));
});
