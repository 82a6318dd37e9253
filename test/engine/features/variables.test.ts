import { describe, expect, test } from "vitest";
import { definition } from "../../../server/engine/features/definition.ts";
import { highlights } from "../../../server/engine/features/highlights.ts";
import { hover } from "../../../server/engine/features/hover.ts";
import { references } from "../../../server/engine/features/references.ts";
import { prepareRename, rename } from "../../../server/engine/features/rename.ts";
import type { Cursor, Place } from "../../../server/engine/source.ts";
import type { Workspace } from "../../../server/engine/workspace.ts";
import { changedLines, dedented, readScene } from "../../support/features.ts";
import { expectChosen, itemsAt, labelsAt } from "./completing.ts";
import { twoClusters } from "./variableScene.ts";

const PROD = "in clusters/prod, through apps";
const DEV = "in clusters/dev, through apps";

function saysAt(source: string): string | undefined {
  const { workspace, cursor } = readScene(source);
  return hover(workspace, cursor)?.markdown;
}

/** Places as `path:line text`. */
function expectFound(
  feature: (workspace: Workspace, cursor: Cursor) => readonly Place[],
  source: string,
  expected: readonly string[],
): void {
  const { files, workspace, cursor } = readScene(source);
  const found = feature(workspace, cursor).map(({ path, span }) => {
    const text = files.get(path) ?? "";
    const line = text.slice(0, span.start).split("\n").length;
    return `${path}:${line} ${text.slice(span.start, span.end)}`;
  });
  expect(found).toEqual(expected);
}

function expectRename(source: string, to: string, expected: string): void {
  const { files, workspace, cursor } = readScene(source);
  const renamed = rename(workspace, cursor, to);
  if (renamed.type === "refusal") throw new Error(`Refused: ${renamed.reason}`);
  expect(changedLines(files, renamed.edits)).toBe(dedented(expected));
}

function expectRefusal(source: string, to: string, reason: string): void {
  const { workspace, cursor } = readScene(source);
  expect(rename(workspace, cursor, to)).toEqual({ type: "refusal", reason });
}

describe("hover", () => {
  test("says who sets it in each cluster, and who is overridden", () => {
    expect(saysAt(twoClusters("tier: $<|>{TIER}"))).toBe(
      `Variable \`TIER\`\n\n- ${DEV}: \`tin\` from \`substitute\` (clusters/dev/apps.yaml:10)\n- ${PROD}: \`gold\` from \`substitute\` (clusters/prod/apps.yaml:13), over \`silver\` from ConfigMap cluster-vars (clusters/prod/vars.yaml:6)`,
    );
  });

  test("says what an expression gives, and the default where nothing sets it", () => {
    expect(saysAt(twoClusters("region: ${REGION:=${TI<|>ER}-1}"))).toContain("Variable `TIER`");
    expect(saysAt(twoClusters("region: ${REG<|>ION:=${TIER}-1}"))).toBe(
      `Variable \`REGION\`\n\n- ${DEV}: not set, so \`tin-1\`\n- ${PROD}: \`eu-west-1\` from ConfigMap cluster-vars (clusters/prod/vars.yaml:5)`,
    );
    expect(saysAt(twoClusters("tier: ${TI<|>ER^^}"))).toContain("which gives `GOLD` here");
  });

  test("never tells what a Secret holds", () => {
    const says = saysAt(twoClusters("token: ${TO<|>KEN:=none}"));
    expect(says).toContain(
      `${PROD}: from Secret cluster-secrets, key \`TOKEN\` (clusters/prod/vars.yaml:11)`,
    );
    expect(says).not.toContain("hush");
    expect(saysAt(twoClusters("token: ${TOK<|>EN^^:=x}"))).not.toContain("HUSH");
  });

  test("says what happens where nothing sets it", () => {
    expect(saysAt(twoClusters("x: ${NO<|>BODY}"))).toBe(
      `Variable \`NOBODY\`\n\n- ${DEV}; clusters/prod, through apps: not set, so the build fails`,
    );
  });

  test("at the key that sets it", () => {
    const source = twoClusters("x: ${REGION:=x}").replace("  REGION: eu", "  REG<|>ION: eu");
    expect(saysAt(source)).toBe(
      `Variable \`REGION\`\n\n- ${PROD}: \`eu-west-1\` from ConfigMap cluster-vars (clusters/prod/vars.yaml:5)`,
    );
  });

  test("of a source that is not in the workspace", () => {
    const source = twoClusters("x: ${OTHER<|>}").replace(
      "kind: Secret\nmetadata: { name: cluster-",
      "kind: Secret\nmetadata: { name: other-",
    );
    expect(saysAt(source)).toContain(
      `${PROD}: may come from Secret cluster-secrets, whose contents are not in this workspace`,
    );
  });
});

describe("completion", () => {
  test("offers the names that the builds of the file know", () => {
    expect(labelsAt(twoClusters('x: "${<|>}"'))).toEqual(["REGION", "TIER", "TOKEN"]);
    expect(labelsAt(twoClusters("x: ${TIER:=${R<|>}}"))).toEqual(["REGION", "TIER", "TOKEN"]);
  });

  test("says value and source, but nothing of a Secret's", () => {
    const [region, , token] = itemsAt(twoClusters('x: "${<|>}"'));
    expect([region?.detail, region?.from]).toEqual(["eu-west-1", "ConfigMap cluster-vars"]);
    expect([token?.detail, token?.from]).toEqual([undefined, "Secret cluster-secrets"]);
  });

  test("closes the brace where none does, and replaces the whole name", () => {
    const source = (value: string) => twoClusters(`x: ${value}`);
    const changed = (value: string) => `
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: settings, namespace: apps }
      data:
        x: ${value}
    `;
    expectChosen(source("${R<|>"), "REGION", changed("${REGION\\}"));
    expectChosen(source("${R<|>EG:=x}"), "REGION", changed("${REGION:=x}"));
  });

  test("not behind two dollars, which are an escape", () => {
    expect(labelsAt(twoClusters('x: "$${<|>}"'))).toEqual([]);
  });
});

describe("definition", () => {
  test("leads to all that set it, those that count first", () => {
    expectFound(definition, twoClusters("x: ${TIE<|>R}"), [
      "clusters/dev/apps.yaml:10 TIER",
      "clusters/prod/apps.yaml:13 TIER",
      "clusters/prod/vars.yaml:6 TIER",
    ]);
  });

  test("of what a generator sets", () => {
    const source = twoClusters("x: ${TIE<|>R}")
      .replace("  REGION: eu-west-1\n  TIER: silver\n", "  REGION: eu-west-1\n")
      .replace(
        "  postBuild:\n      substitute: { TIER: tin }",
        "  postBuild: { substituteFrom: [{ kind: ConfigMap, name: generated }] }",
      );
    const generated = `#- clusters/dev/kustomization.yaml
resources: [flux-system/gotk-sync.yaml, apps.yaml]
namespace: flux-system
generatorOptions: { disableNameSuffixHash: true }
configMapGenerator: [{ name: generated, literals: [A=1, TIER=tin] }]
`;
    expectFound(definition, source + generated, [
      "clusters/dev/kustomization.yaml:4 TIER",
      "clusters/prod/apps.yaml:13 TIER",
    ]);
  });
});

describe("references", () => {
  const find = (workspace: Workspace, cursor: Cursor) => references(workspace, cursor, true);

  test("from a use: what sets it, and all uses", () => {
    expectFound(find, twoClusters("a: ${RE<|>GION:=x}\nb: ${REGION:=y}\nc: $${REGION}"), [
      "clusters/prod/vars.yaml:5 REGION",
      "apps/settings.yaml:5 REGION",
      "apps/settings.yaml:6 REGION",
    ]);
  });

  test("from what sets it: the uses in what its own builds apply", () => {
    const elsewhere = `#- lonely/kustomization.yaml
resources: [x.yaml]
#- lonely/x.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: x }
data: { region: "\${REGION}" }
`;
    const source = twoClusters("a: ${REGION:=x}").replace("  REGION: eu", "  REG<|>ION: eu");
    expectFound(find, source + elsewhere, [
      "clusters/prod/vars.yaml:5 REGION",
      "apps/settings.yaml:5 REGION",
    ]);
  });
});

describe("rename", () => {
  test("in every source and every file of all builds that share it", () => {
    expectRename(
      twoClusters('a: ${TI<|>ER}\nb: "${REGION:=${TIER^^}}"\nc: $${TIER}'),
      "LEVEL",
      `
      clusters/prod/apps.yaml:13| substitute: { LEVEL: gold }
      clusters/prod/vars.yaml:6| LEVEL: silver
      clusters/dev/apps.yaml:10| substitute: { LEVEL: tin }
      apps/settings.yaml:5| a: \${LEVEL}
      apps/settings.yaml:6| b: "\${REGION:=\${LEVEL^^}}"
    `,
    );
  });

  test("from the key of a ConfigMap, with those who name the key", () => {
    const pod = `#- clusters/prod/pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: flux-system }
spec: { containers: [{ name: web, env: [{ name: R, valueFrom: { configMapKeyRef: { name: cluster-vars, key: REGION } } }] }] }
`;
    const source = twoClusters("a: ${REGION:=x}").replace("  REGION: eu", "  REG<|>ION: eu");
    expectRename(
      source + pod,
      "PLACE",
      `
      clusters/prod/vars.yaml:5| PLACE: eu-west-1
      apps/settings.yaml:5| a: \${PLACE:=x}
      clusters/prod/pod.yaml:4| spec: { containers: [{ name: web, env: [{ name: R, valueFrom: { configMapKeyRef: { name: cluster-vars, key: PLACE } } }] }] }
    `,
    );
  });

  test("what cannot be a name, and what is one already", () => {
    const source = twoClusters("a: ${TI<|>ER}");
    expectRefusal(
      source,
      "a-b",
      '"a-b" cannot be the name of a variable: letters, digits and underscores only, and no digit first.',
    );
    expectRefusal(
      source,
      "REGION",
      'There is a variable "REGION" already, in clusters/prod, through apps.',
    );
  });

  test("not where a source is encrypted", () => {
    const source = twoClusters("a: ${TO<|>KEN:=x}").replace(
      "stringData: { TOKEN: hush }",
      "stringData: { TOKEN: 'ENC[AES256_GCM,data:x]' }\nsops: { mac: x }",
    );
    expectRefusal(
      source,
      "OTHER",
      "Secret flux-system/cluster-secrets in vars.yaml is encrypted by SOPS, and its signature covers the keys; rename it with the sops command.",
    );
  });

  test("not where it may be set outside of the workspace", () => {
    const { workspace, cursor } = readScene(
      twoClusters("a: ${OUT<|>SIDE}").replace(
        "kind: Secret\nmetadata: { name: cluster-",
        "kind: Secret\nmetadata: { name: other-",
      ),
    );
    expect(prepareRename(workspace, cursor)).toEqual({
      type: "refusal",
      reason:
        'In clusters/prod, through apps "OUTSIDE" may come from Secret "cluster-secrets", whose contents are not in this workspace.',
    });
  });

  test("not what a manifest passes on to the one that it makes", () => {
    const source = twoClusters("a: ${TI<|>ER}").replace(
      "substitute: { TIER: tin }",
      () => "substitute: { TIER: tin, PASSED: $${TIER} }",
    );
    expectRefusal(
      source,
      "LEVEL",
      'clusters/dev/apps.yaml passes "TIER" on behind two dollar signs, which is not followed from here.',
    );
  });
});

describe("files that generators read", () => {
  const generated = twoClusters("a: x").replace(
    "resources: [settings.yaml]",
    "resources: [settings.yaml]\nconfigMapGenerator: [{ name: values, files: [values.yaml] }]",
  );

  test("become values whole, comments and all", () => {
    const values = "#- apps/values.yaml\n# of ${TIER}\nhost: ${TI<|>ER}.example.com\n";
    expect(saysAt(generated + values)).toContain(`${DEV}: \`tin\` from`);
    expectRename(
      generated + values,
      "LEVEL",
      `
      clusters/prod/apps.yaml:13| substitute: { LEVEL: gold }
      clusters/prod/vars.yaml:6| LEVEL: silver
      clusters/dev/apps.yaml:10| substitute: { LEVEL: tin }
      apps/values.yaml:1| # of \${LEVEL}
      apps/values.yaml:2| host: \${LEVEL}.example.com
    `,
    );
  });
});

describe("highlights", () => {
  test("of a variable, at the key that sets it", () => {
    const { files, workspace, cursor } = readScene(
      twoClusters("x: ${REGION:=x}").replace("  REGION: eu", "  REG<|>ION: eu"),
    );
    const text = files.get(cursor.path) ?? "";
    const found = highlights(workspace, cursor).map(
      ({ span, kind }) => `${kind} ${text.slice(span.start, span.end)}`,
    );
    expect(found).toEqual(["write REGION"]);
  });
});
