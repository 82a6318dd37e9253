import { describe, expect, test } from "vitest";
import { editsOf } from "../../../server/engine/edits.ts";
import { checkDocument } from "../../../server/engine/rules/check.ts";
import { type Checker, checker, drain } from "../../../server/engine/rules/checker.ts";
import { present } from "../../../server/engine/rules/present.ts";
import { variableUndefined } from "../../../server/engine/rules/variableUndefined.ts";
import { variableUnused } from "../../../server/engine/rules/variableUnused.ts";
import { viewOf } from "../../../server/engine/view.ts";
import {
  emptyWorkspace,
  fileAt,
  filesOf,
  type Workspace,
} from "../../../server/engine/workspace.ts";
import { changedAndBuilt } from "../../support/built.ts";
import { expectProblems, expectProblemsOf, problemsIn } from "../../support/expect.ts";
import { readFixture } from "../../support/fixture.ts";
import { twoClusters } from "../features/variableScene.ts";

const expectUndefined = expectProblemsOf(variableUndefined);
const expectUnused = expectProblemsOf(variableUnused);

/** Flux 2.8, where a variable that is not set is empty. */
const LENIENT = `#- clusters/dev/flux-system/gotk-components.yaml
apiVersion: v1
kind: Namespace
metadata:
  name: flux-system
  labels: { app.kubernetes.io/version: v2.8.0, app.kubernetes.io/part-of: flux, app.kubernetes.io/instance: flux-system }
`;

/** Flux 2.9, where it ends the build. */
const STRICT = LENIENT.replace("v2.8.0", "v2.9.0");

describe("variable-undefined", () => {
  test("once, with the cluster that it holds in; the failing build is not told again", () => {
    expectProblems(
      STRICT +
        twoClusters(
          `tier: \${TIER}
        region: x\${REGION}x
        #        ^^^^^^^^^ variable-undefined (error): Nothing sets the variable "REGION", and it has no default: the build fails. (in clusters/dev, through apps)`,
        ),
    );
  });

  test("a slip, in block text, too", () => {
    expectUndefined(
      twoClusters(`
        tier: \${TIERS}
        #     ^^^^^^^^ variable-undefined (warning): Nothing sets the variable "TIERS", and it has no default: from Flux 2.9 on the build fails. Did you mean "TIER"?
      `),
    );
  });

  test("with a default, escaped, or in a comment", () => {
    expectUndefined(twoClusters("a: ${NONE:=x}\nb: $${NONE} # ${NONE}\nc: ${NONE:-}\n# ${NONE}"));
  });

  test("the argument of a default is worked out always", () => {
    expectUndefined(
      twoClusters(`
        a: \${TIER:=\${NONE}}
        #          ^^^^^^^ variable-undefined
      `),
    );
  });

  test("a warning where Flux is not strict", () => {
    expectUndefined(
      LENIENT +
        twoClusters(`
        a: \${NONE}
        #  ^^^^^^^ variable-undefined (warning): Nothing sets the variable "NONE", so it becomes an empty text.
      `),
    );
  });

  test("a warning where flux-operator patches the gate away", () => {
    const instance = `#- clusters/dev/instance.yaml
apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata: { name: flux, namespace: flux-system }
spec:
  distribution: { version: 2.9.x, registry: ghcr.io/fluxcd }
  kustomize:
    patches:
      - target: { kind: Deployment, name: kustomize-controller }
        patch: |
          - op: add
            path: /spec/template/spec/containers/0/args/-
            value: --feature-gates=StrictPostBuildSubstitutions=false
`;
    expectUndefined(
      instance +
        twoClusters(`
        a: \${NONE}
        #  ^^^^^^^ variable-undefined (warning): Nothing sets the variable "NONE", so it becomes an empty text.
      `),
    );
  });

  test("a hint, once, where a source is not in the workspace", () => {
    const source =
      STRICT +
      twoClusters(`
      a: \${ELSEWHERE}
      #  ^^^^^^^^^^^^ variable-undefined (hint): Nothing here sets the variable "ELSEWHERE"; it may come from Secret "cluster-secrets", whose contents are not in this workspace. (in clusters/prod, through apps)
      #  ^^^^^^^^^^^^ variable-undefined (error): Nothing sets the variable "ELSEWHERE", and it has no default: the build fails. (in clusters/dev, through apps)
      b: \${ELSEWHERE}
      #  ^^^^^^^^^^^^ variable-undefined (error)
    `);
    expectUndefined(source.replace("name: cluster-secrets, namespace", "name: others, namespace"));
  });

  test("an object that refuses substitution", () => {
    expectUndefined(
      twoClusters("a: ${NONE}").replace(
        "metadata: { name: settings, namespace: apps }",
        "metadata: { name: settings, namespace: apps, labels: { kustomize.toolkit.fluxcd.io/substitute: disabled } }",
      ),
    );
  });
});

test("the name that was meant can be put in", () => {
  const source = twoClusters("a: x-${TIERS^^}-y");
  const { workspace } = changedAndBuilt(
    emptyWorkspace({ find: () => undefined, kinds: [] }),
    [...readFixture(source).files].map(([path, text]) => ({ path, content: { text } })),
  );
  const document = fileAt(workspace, "apps/settings.yaml")?.documents[0]?.document;
  const problems = document
    ? checkDocument(workspace, "apps/settings.yaml", document).problems
    : [];
  const changes = problems.flatMap((it) => it.fixes[0]?.changes ?? []);
  const edits = editsOf(viewOf(workspace), changes)?.edits;
  expect(edits?.map((it) => it.text)).toEqual(["x-${TIER^^}-y"]);
});

describe("variable-unused", () => {
  test("a key that nothing uses, in one cluster of two", () => {
    expectUnused(
      twoClusters("a: ${REGION:=x}")
        .replace(
          "substitute: { TIER: tin }",
          `substitute:
        TIER: tin
        #<- variable-unused (hint): Nothing that this Kustomization applies uses the variable "TIER".`,
        )
        .replace("substitute: { TIER: gold }", "substitute: {}"),
    );
  });

  test("not where the build is not whole", () => {
    expectUnused(
      twoClusters("a: b").replace(
        "resources: [settings.yaml]",
        "resources: [settings.yaml, https://example.com/x.yaml]",
      ),
    );
  });
});

describe("after an edit", () => {
  const files = (source: string) => readFixture(source).files;
  const told = (workspace: Workspace, checks: Checker) =>
    [...filesOf(workspace)].flatMap(({ path }) =>
      present(workspace, path, checks.problemsOf(workspace, path)).map(
        ({ problem }) => `${path} ${problem.code} ${problem.message}`,
      ),
    );
  const fromScratch = (texts: ReadonlyMap<string, string>) =>
    problemsIn(texts).map(
      ({ place, problem }) => `${place.path} ${problem.code} ${problem.message}`,
    );

  test.for([
    ["of the ConfigMap", "clusters/prod/vars.yaml", "  REGION: eu-west-1\n", "  ZONE: a\n"],
    ["of substitute", "clusters/dev/apps.yaml", "TIER: tin", "LEVEL: tin"],
    ["of a use", "apps/settings.yaml", "${TIER}", "${LEVEL}"],
    [
      "that switches variables off",
      "clusters/dev/apps.yaml",
      "substitute: { TIER: tin }",
      "substitute: {}",
    ],
    ["that leaves a file out", "apps/kustomization.yaml", "[settings.yaml]", "[]"],
  ] as const)("%s, what is found is as from scratch", ([, path, from, to]) => {
    const before = files(twoClusters("a: ${TIER}\nb: ${REGION:=x}\nc: ${REGION}"));
    const start = changedAndBuilt(
      emptyWorkspace({ find: () => undefined, kinds: [] }),
      [...before].map(([it, text]) => ({ path: it, content: { text } })),
    );
    const checks = checker();
    const settle = ({ workspace, touched }: ReturnType<typeof changedAndBuilt>) => {
      for (const it of touched) checks.invalidate(it);
      drain(checks, workspace);
      return told(workspace, checks);
    };
    expect(settle(start)).toEqual(fromScratch(before));
    const text = (before.get(path) ?? "").replace(from, to);
    expect(text).not.toBe(before.get(path));
    const after = new Map(before).set(path, text);
    const next = changedAndBuilt(start.workspace, [{ path, content: { text } }]);
    expect(settle(next)).toEqual(fromScratch(after));
    expect(fromScratch(after)).not.toEqual(fromScratch(before));
    expect(
      settle(
        changedAndBuilt(next.workspace, [{ path, content: { text: before.get(path) ?? "" } }]),
      ),
    ).toEqual(fromScratch(before));
  });
});
