import { describe, test } from "vitest";
import { highlights } from "../../../server/engine/features/highlights.ts";
import { expectPlaces } from "../../support/features.ts";

const expectHighlights = expectPlaces((workspace, cursor) =>
  highlights(workspace, cursor).map(({ span, kind }) => ({ path: cursor.path, span, label: kind })),
);

test("the name of an object and its references in this file", () => {
  expectHighlights(`
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: { name: infra }
    #                 ^^^^^ write
    ---
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: { name: apps, labels: { a: infra } }
    spec: { dependsOn: [{ name: in<|>fra }] }
    #                           ^^^^^^^^ read
  `);
});

test("an object that another file declares", () => {
  expectHighlights(`
    #- a.yaml
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: { name: apps }
    spec: { dependsOn: [{ name: in<|>fra }] }
    #                           ^^^^^^^^ read
    #- b.yaml
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: { name: infra }
  `);
});

test("an anchor and its aliases, from either", () => {
  expectHighlights(`
    a: &port 80
    #   ^^^^ write
    b: *po<|>rt
    #  ^^^^^^^^ read
    c: [*port, *other]
    #   ^^^^^ read
  `);
});

describe("variables", () => {
  test("every use, and the entry that sets it", () => {
    expectHighlights(`
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: "\${APP}" }
      #                    ^^^ read
      spec:
        path: ./apps/\${AP<|>P}/\${APP:=x}\${APPS}
        #              ^^^^^^ read
        #                        ^^^ read
        postBuild:
          substitute:
            APP: face
            #<- write
            OTHER: "$\${APP} \${OTHER:-\${APP}}"
            #                          ^^^ read
    `);
  });

  test("from the entry that sets it", () => {
    expectHighlights(`
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: "\${APP}" }
      #                    ^^^ read
      spec: { postBuild: { substitute: { AP<|>P: face } } }
      #                                  ^^^^^^ write
    `);
  });
});

test("plain text is not followed", () => {
  expectHighlights("a: fo<|>o\nb: foo");
});
