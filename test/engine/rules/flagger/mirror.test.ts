import { describe, expect, test } from "vitest";
import { mirrorLost } from "../../../../server/engine/rules/flagger/mirrorLost.ts";
import { mirrorNeverAdvances } from "../../../../server/engine/rules/flagger/mirrorNeverAdvances.ts";
import { mirrorUnsupported } from "../../../../server/engine/rules/flagger/mirrorUnsupported.ts";
import { expectProblemsOf } from "../../../support/expect.ts";
import { fixed } from "../../../support/fixed.ts";
import { canaryScene } from "./canaryScene.ts";

const weighted = (mark = "") => `
  stepWeight: 10
  mirror: true
${mark === "" ? "" : `  #<- ${mark}\n`}`;

describe("mirror-never-advances", () => {
  const check = expectProblemsOf(mirrorNeverAdvances);

  test("weights on a provider that cannot mirror", () => {
    check(
      canaryScene(
        `
        stepWeight: 10
        mirror: true
        #<- mirror-never-advances (error): The analysis starts again at weight 0 at every tick and never looks at a metric: with provider linkerd Flagger cannot see that traffic is mirrored. Remove mirror.
        `,
        { provider: "linkerd" },
      ),
    );
  });

  test("the Gateway API mirrors in Blue/Green alone", () => {
    check(canaryScene(weighted("mirror-never-advances"), { provider: "gatewayapi:v1" }));
    check(canaryScene("iterations: 5\nmirror: true", { provider: "gatewayapi:v1" }));
  });

  test("Istio can, kubernetes does not try, and what is not known is not judged", () => {
    for (const provider of ["istio", "kubernetes", "", "unheard-of", "${PROVIDER}"]) {
      check(canaryScene(weighted(), { provider }));
    }
    check(canaryScene("stepWeight: 10\nmirror: ${MIRROR}", { provider: "linkerd" }));
    check(canaryScene("stepWeight: 10\nmirror: false", { provider: "linkerd" }));
    check(canaryScene("stepWeight: 0\nmirror: true", { provider: "linkerd" }));
  });

  test("the fix takes it out", () => {
    const source = canaryScene(weighted(), { provider: "nginx" });
    expect(fixed(mirrorNeverAdvances, source)).not.toContain("mirror");
  });
});

describe("mirror-lost", () => {
  const check = expectProblemsOf(mirrorLost);

  test("each thing that hides the mirror", () => {
    check(
      canaryScene(`
        stepWeight: 10
        match: [{ headers: { x: { exact: y } } }]
        mirror: true
        #<- mirror-lost (error): The analysis starts again at weight 0 at every tick and never looks at a metric: with match the route that Flagger reads back has no mirror. Remove mirror or match.
      `),
    );
    check(
      canaryScene(weighted("mirror-lost"), { spec: "service: { port: 80, appProtocol: TCP }" }),
    );
  });

  test("nothing hides it, or nothing is weighted, or it is not Istio", () => {
    check(canaryScene(weighted()));
    check(canaryScene("iterations: 5\nmirror: true\nsessionAffinity: { cookieName: c }"));
    check(
      canaryScene(`${weighted()}  sessionAffinity: { cookieName: c }`, {
        provider: "gatewayapi:v1",
      }),
    );
  });
});

describe("mirror-unsupported", () => {
  const check = expectProblemsOf(mirrorUnsupported);

  test("Blue/Green where nothing is mirrored", () => {
    check(
      canaryScene(
        `
        iterations: 5
        mirror: true
        #<- mirror-unsupported (warning): Nothing is mirrored with provider traefik: the canary gets no copy of any request, though events will say that mirroring stops. Remove mirror.
        `,
        { provider: "traefik" },
      ),
    );
    check(canaryScene(weighted("mirror-unsupported"), { provider: "kubernetes" }));
  });

  test("A/B testing never asks for it, and two providers can", () => {
    const match = "match: [{ headers: { x: { exact: y } } }]";
    check(canaryScene(`iterations: 5\n${match}\nmirror: true`, { provider: "nginx" }));
    check(canaryScene("iterations: 5\nmirror: true", { provider: "istio" }));
    check(canaryScene("iterations: 5\nmirror: true", { provider: "gatewayapi:v1beta1" }));
  });
});
