import { test } from "vitest";
import { inlayHints } from "../../../server/engine/features/inlayHints.ts";
import { spanOf } from "../../../server/engine/source.ts";
import { workspaceOf } from "../../support/features.ts";
import { readFixture } from "../../support/fixture.ts";
import { sameMarks } from "../../support/sameMarks.ts";

/** As those of overlays: behind the marked words, with the marked labels. */
function expectHints(analysis: string): void {
  const { files, marks } = readFixture(`
    apiVersion: flagger.app/v1beta1
    kind: Canary
    metadata: { name: face, namespace: faces }
    spec:
      targetRef: { apiVersion: apps/v1, kind: Deployment, name: face }
      analysis:
${analysis}
  `);
  const workspace = workspaceOf(files);
  const found = [...files].flatMap(([path, text]) =>
    inlayHints(workspace, path, spanOf(0, text.length)).map(({ offset, label }) => {
      const word = /[^\s'"]+['"]?$/.exec(text.slice(0, offset))?.[0].length ?? 0;
      return { path, span: spanOf(offset - word, offset), label };
    }),
  );
  sameMarks(files, found, marks);
}

test("what Flagger takes instead of what is written", () => {
  expectHints(`
        interval: 5s
        #         ^^ → 10 s
        threshold: 0
        #          ^ → 1
        stepWeights: [50, 200]
        #                 ^^^ → 100
        maxWeight: 40
        #          ^^ → unused
  `);
});

test("a duration that Go cannot read", () => {
  expectHints(`
        interval: 1min
        #         ^^^^ → 60 s
        threshold: 3
        iterations: 2
        maxWeight: 40
        #          ^^ → unused
  `);
});

test("nothing where all is taken as it is", () => {
  expectHints(`
        interval: 90s
        threshold: 3
        stepWeight: 10
        maxWeight: 40
  `);
});
