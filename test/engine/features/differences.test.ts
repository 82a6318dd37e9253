import { expect, test } from "vitest";
import { differenceOf } from "../../../server/engine/features/differences.ts";
import type { BuiltObject } from "../../../server/engine/kustomize/built.ts";
import type { Rendering } from "../../../server/engine/rendering.ts";
import { workspaceOf } from "../../support/features.ts";
import { handmade } from "../../support/handmade.ts";

/** A build that gives these manifests. */
const giving = (text: string): Rendering =>
  handmade(workspaceOf(new Map([["apps/all.yaml", text]])), ["apps/all.yaml"]);

const web = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  replicas: 1
`;

const failing = (message: string): Rendering => ({
  ...giving(web),
  objects: [],
  error: { message, place: undefined, unread: [] },
});

const brief = (before: Rendering | undefined, after: Rendering | undefined) =>
  differenceOf(before, after)?.objects.map(
    (it) => `${it.change} ${it.kind} ${it.namespace}/${it.name}`,
  );

test("none, in whatever way it is written", () => {
  const other = web
    .replace("metadata:", "metadata: # the web")
    .replace("replicas: 1", "replicas: 0x1");
  expect(differenceOf(giving(web), giving(other))).toBe(undefined);
  expect(differenceOf(undefined, undefined)).toBe(undefined);
});

test("objects are told apart by group, kind, namespace and name", () => {
  const moved = web.replace("apps/v1", "apps/v1beta1");
  expect(brief(giving(web), giving(moved))).toEqual(["changed Deployment shop/web"]);
  expect(brief(giving(web), giving(web.replace("shop", "mall")))).toEqual([
    "removed Deployment shop/web",
    "added Deployment mall/web",
  ]);
  expect(brief(giving(web), giving(web.replace("apps/v1", "extensions/v1")))).toEqual([
    "removed Deployment shop/web",
    "added Deployment shop/web",
  ]);
});

test("both texts, as they are printed", () => {
  const [found] = differenceOf(giving(web), giving(web.replace("1\n", "2\n")))?.objects ?? [];
  expect(found?.before).toBe(web);
  expect(found?.after).toBe(web.replace("1\n", "2\n"));
});

test("a build that comes or goes", () => {
  expect(differenceOf(undefined, giving(web))).toMatchObject({
    change: "added",
    objects: [{ change: "added", before: "", after: web }],
  });
  expect(differenceOf(giving(web), undefined)).toMatchObject({
    change: "removed",
    objects: [{ change: "removed", before: web, after: "" }],
  });
});

test("a build that fails at one of the moments", () => {
  expect(differenceOf(giving(web), failing("no"))).toMatchObject({
    objects: [],
    errorBefore: undefined,
    errorAfter: { message: "no" },
  });
  expect(differenceOf(failing("no"), failing("no"))).toBe(undefined);
  expect(differenceOf(failing("no"), failing("other"))).toMatchObject({
    errorBefore: { message: "no" },
    errorAfter: { message: "other" },
  });
});

test("what a Secret holds is not told, but that it has changed", () => {
  const secret = (password: string) =>
    giving(
      `apiVersion: v1\nkind: Secret\nmetadata:\n  name: login\nstringData:\n  password: ${password}\n  user: admin\n`,
    );
  const [found] = differenceOf(secret("hunter2"), secret("hunter3"))?.objects ?? [];
  expect(found?.before).toContain(
    "stringData:\n  password: '**REDACTED** (before)'\n  user: '**REDACTED**'\n",
  );
  expect(found?.after).toContain("  password: '**REDACTED** (after)'\n");
  expect(differenceOf(secret("hunter2"), secret("hunter2"))).toBe(undefined);
});

test("a generated object is the same when only its hash is another", () => {
  const generated = (hash: string, value: string): Rendering => {
    const rendering = giving(
      `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings-${hash}\n  namespace: shop\ndata:\n  a: ${value}\n`,
    );
    const past = [{ kind: "ConfigMap", namespace: "default", name: "settings", times: 1 }];
    const objects = rendering.objects.map(
      (it): BuiltObject => ({
        ...it,
        began: { ...it.began, generator: "ConfigMapGenerator" },
        track: { ...it.track, past },
      }),
    );
    return { ...rendering, objects };
  };
  expect(brief(generated("abc", "b"), generated("def", "c"))).toEqual([
    "changed ConfigMap shop/settings-def",
  ]);
});
