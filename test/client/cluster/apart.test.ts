import { expect, test } from "vitest";
import {
  type Apart,
  apartFrom,
  apartSentence,
  failedRollouts,
  restoredText,
} from "../../../client/cluster/apart.ts";
import { identityOf, type KubeObject, keyOf } from "../../../client/cluster/api/kubeObject.ts";
import type { WirePlace } from "../../../protocol/canary.ts";
import type { TemplateField } from "../../../protocol/objects.ts";
import { object } from "./support/objects.ts";

const deployment = (name: string, image: string, fraction: string | undefined): KubeObject =>
  object(
    `Deployment faces/${name}`,
    JSON.stringify({
      spec: {
        template: {
          spec: {
            containers: [
              {
                name: "main",
                image,
                env: fraction === undefined ? [] : [{ name: "ERROR_FRACTION", value: fraction }],
              },
            ],
          },
        },
      },
    }),
  );

const canary = (name: string, phase: string): KubeObject =>
  object(
    `Canary faces/${name}`,
    `{ spec: { targetRef: { kind: Deployment, name: ${name} } }, status: { phase: ${phase} } }`,
  );

const place = (line: number): WirePlace => ({
  uri: "file:///repo/faces-sync.yaml",
  start: { line, character: 17 },
  end: { line, character: 21 },
});

const field = (
  name: string,
  type: "env" | "image",
  value: string,
  line: number,
): TemplateField<WirePlace> => ({
  workload: { group: "apps", kind: "Deployment", namespace: "faces", name },
  container: "main",
  field: type,
  name: type === "env" ? "ERROR_FRACTION" : "",
  value,
  place: place(line),
});

/** A cluster in which the rollouts of these ended in a phase. */
function cluster(
  phase: string,
  ...rollouts: readonly (readonly [name: string, runs: KubeObject, asks: KubeObject])[]
) {
  const objects = rollouts.flatMap(([name, runs, asks]) => [canary(name, phase), runs, asks]);
  const known = new Map(objects.map((it) => [keyOf(identityOf(it)), it]));
  return failedRollouts(objects, (identity) => known.get(keyOf(identity)));
}

const face = (runs: string | undefined, asks: string | undefined, image = "a:1", failed = image) =>
  ["face", deployment("face-primary", image, runs), deployment("face", failed, asks)] as const;

const sentences = (found: readonly Apart[]): readonly string[] =>
  found.map((it) => `${it.place.start.line}: ${apartSentence(it)}`);

test("after a rollback, Git still asks for the value that failed", () => {
  const found = apartFrom(cluster("Failed", face("20", "75")), [
    field("face", "env", "75", 52),
    field("face", "image", "a:1", 12),
  ]);
  expect(sentences(found)).toEqual([
    "52: Flagger rolled back faces/face: the cluster runs ERROR_FRACTION 20, Git still asks for 75.",
  ]);
});

test("one line that sets the value of several workloads is told once", () => {
  const smiley = [
    "smiley",
    deployment("smiley-primary", "a:1", "20"),
    deployment("smiley", "a:1", "75"),
  ] as const;
  const found = apartFrom(cluster("Failed", smiley, face("20", "75")), [
    field("face", "env", "75", 52),
    field("smiley", "env", "75", 52),
  ]);
  expect(sentences(found)).toEqual([
    "52: Flagger rolled back faces/face and faces/smiley: the cluster runs ERROR_FRACTION 20, Git still asks for 75.",
  ]);
});

test("an image, and a variable that only the failed version had", () => {
  const found = apartFrom(cluster("Failed", face(undefined, "75", "a:1", "a:2")), [
    field("face", "image", "a:2", 12),
    field("face", "env", "75", 52),
  ]);
  expect(sentences(found)).toEqual([
    "12: Flagger rolled back faces/face: the cluster runs the image a:1, Git still asks for a:2.",
    "52: Flagger rolled back faces/face: the cluster runs without ERROR_FRACTION, Git still asks for 75.",
  ]);
});

test("nothing to tell once somebody wrote another value, or the rollout did not fail", () => {
  const written = [field("face", "env", "20", 52)];
  expect(apartFrom(cluster("Failed", face("20", "75")), written)).toEqual([]);
  expect(apartFrom(cluster("Failed", face("20", "75")), [field("face", "env", "30", 52)])).toEqual(
    [],
  );
  expect(cluster("Progressing", face("20", "75"))).toEqual([]);
  expect(apartFrom(cluster("Failed", face("20", "20")), [field("face", "env", "20", 52)])).toEqual(
    [],
  );
});

test("a Canary whose target or primary is not known is left alone", () => {
  expect(failedRollouts([canary("face", "Failed")], () => undefined)).toEqual([]);
});

const apart = (runs: string | undefined, asks: string): Apart => ({
  canaries: [],
  field: "env",
  name: "X",
  ...(runs === undefined ? {} : { runs }),
  asks,
  place: place(1),
});

test("the value that runs, as it has to be written", () => {
  expect(restoredText('"75"', apart("20", "75"))).toBe('"20"');
  expect(restoredText("'75'", apart("20", "75"))).toBe("'20'");
  expect(restoredText("info", apart("debug", "info"))).toBe("debug");
  expect(restoredText("info", apart("a: b", "info"))).toBe('"a: b"');
  expect(restoredText("2.0.0", apart("a/b:1.9.0", "a/b:2.0.0"))).toBe("1.9.0");
});

test("what cannot be restored by writing one value", () => {
  expect(restoredText("75", apart(undefined, "75"))).toBeUndefined();
  expect(restoredText("2.0.0", apart("c/d:1.9.0", "a/b:2.0.0"))).toBeUndefined();
  expect(restoredText("${TAG}", apart("a:1", "a:2"))).toBeUndefined();
  expect(restoredText('"75"', apart('2"0', "75"))).toBeUndefined();
});
