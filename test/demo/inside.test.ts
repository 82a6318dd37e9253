import { expect, test } from "vitest";
import { insideOf, placeOf } from "../../demo/apiserver/inside.ts";
import { asked } from "./support/asked.ts";

const kustomization = {
  apiVersion: "kustomize.toolkit.fluxcd.io/v1",
  kind: "Kustomization",
  metadata: { name: "web", namespace: "apps" },
  spec: { interval: "10m", prune: true, sourceRef: { kind: "GitRepository", name: "x" } },
};
const place = placeOf(kustomization);

test("a controller sees a change, writes the status and says an event", () => {
  const { cluster, ask } = asked();
  const inside = insideOf(cluster, "kustomize-controller");
  const seen: string[] = [];
  const stop = inside.onChange(place.apiVersion, place.kind, (object, isDeleted) => {
    seen.push(`${placeOf(object).name}${isDeleted ? " gone" : ""}`);
  });
  ask(`POST /apis/${place.apiVersion}/namespaces/apps/kustomizations`, kustomization);
  const outcome = inside.patch(place, { status: { observedGeneration: 1 } }, "status");
  expect([outcome.code, outcome.object.status]).toEqual([200, { observedGeneration: 1 }]);
  inside.event(outcome.object, "Normal", "Progressing", "working");
  inside.event(outcome.object, "Normal", "Progressing", "working");
  inside.remove(place);
  stop();
  inside.apply(kustomization);
  expect(seen).toEqual(["web", "web", "web gone"]);
  const events = inside.list("v1", "Event");
  expect(events.map(({ reason, count }) => ({ reason, count }))).toEqual([
    { reason: "Progressing", count: 2 },
  ]);
});

test("what is applied has its manager; a refusal is a value", () => {
  const { cluster } = asked();
  const inside = insideOf(cluster, "kustomize-controller");
  expect(inside.apply(kustomization).code).toBe(201);
  expect(inside.get(place)?.metadata).toMatchObject({
    managedFields: [{ manager: "kustomize-controller", operation: "Apply" }],
  });
  const refused = inside.apply({
    ...kustomization,
    spec: { ...kustomization.spec, interval: "often" },
  });
  expect([refused.code, refused.object.reason]).toEqual([422, "Invalid"]);
  expect(inside.create({ apiVersion: "none/v1", kind: "None", metadata: { name: "a" } }).code).toBe(
    404,
  );
});
