import { test } from "vitest";
import { apiVersionMissing } from "../../../server/engine/rules/apiVersionMissing.ts";
import { catalogue } from "../../support/catalogue.ts";
import { expectProblemsOf } from "../../support/expect.ts";
import { scene } from "./scene.ts";

const expectProblems = expectProblemsOf(apiVersionMissing);

const listed = (file: string) => `
  #- kustomization.yaml
  resources: [${file}]
`;

test("a second document of a file that a kustomization lists", () => {
  expectProblems(
    scene(
      listed("all.yaml"),
      `
      #- all.yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: one }
      ---
      kind: ConfigMap
      #     ^^^^^^^^^ api-version-missing: ConfigMap two has no apiVersion, so Flux refuses the whole build. Add "apiVersion: v1".
      metadata: { name: two }
      `,
    ),
    { catalogue },
  );
});

test("one inside it is not that of the object", () => {
  expectProblems(
    scene(
      listed("scaler.yaml"),
      `
      #- scaler.yaml
      kind: HorizontalPodAutoscaler
      #     ^^^^^^^^^^^^^^^^^^^^^^^ api-version-missing
      metadata: { name: web }
      spec:
        scaleTargetRef:
          apiVersion: apps/v1
      `,
    ),
  );
});

test.for([
  ["nothing applies it", "#- a.yaml\nkind: ConfigMap\nmetadata: { name: a }"],
  ["it has no name", `${listed("a.yaml")}\n  #- a.yaml\n  kind: ConfigMap`],
  ["it is no object", `${listed("a.yaml")}\n  #- a.yaml\n  color: blue`],
] as const)("nothing is said where %s", ([, text]) => {
  expectProblems(scene(text));
});

test("a patch is told by its target", () => {
  expectProblems(`
    #- kustomization.yaml
    resources: []
    patches: [{ path: patch.yaml, target: { kind: ConfigMap } }]
    #- patch.yaml
    kind: ConfigMap
    metadata: { name: a }
  `);
});
