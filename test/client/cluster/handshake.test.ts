import { expect, test } from "vitest";
import { reconcile } from "../../../client/cluster/api/handshake.ts";
import { identityOf, type KubeObject } from "../../../client/cluster/api/kubeObject.ts";
import { object } from "./support/objects.ts";
import { condition, controller, deskOf, placed } from "./support/room.ts";

const apps = object(
  "Kustomization n/apps",
  "Ready: True Fine Applied revision 1\nstatus: { lastHandledReconcileAt: old }",
);
const minute = 60_000;

/** Asks and lets time pass; answers the verdict and what was said meanwhile. */
async function asked(
  target: KubeObject,
  prepare: (scene: Awaited<ReturnType<typeof deskOf>>, path: string) => void = () => {},
  wait = minute,
) {
  const scene = await deskOf();
  const path = placed(scene.cluster, target);
  prepare(scene, path);
  const life = new AbortController();
  const said: string[] = [];
  let over = "waits";
  const running = reconcile(
    scene.desk,
    identityOf(target),
    {},
    (words) => said.push(words),
    life.signal,
  );
  void running.then(({ kind, words }) => {
    over = `${kind}: ${words}`;
  });
  await scene.time.turn(wait);
  life.abort();
  await running;
  expect(scene.time.waiting()).toBe(0);
  return { over, said, ...scene };
}

test("the object itself says that it is done", async () => {
  const { over, questions } = await asked(apps, (scene) =>
    controller(scene, () => ({
      after: 2000,
      status: condition("True", "Fine", "Applied revision 2"),
    })),
  );
  expect(over).toBe("ready: Applied revision 2");
  expect(questions.map(({ action }) => action.verb)).toEqual(["reconcile"]);
});

test("a failure that will be tried again is told at once", async () => {
  const { over } = await asked(apps, (scene) =>
    controller(scene, () => ({
      after: 2000,
      status: condition("False", "BuildFailed", "no such file"),
    })),
  );
  expect(over).toBe("failed: no such file");
});

test("what the controller says meanwhile is passed on, each thing once", async () => {
  const { over, said } = await asked(apps, (scene, path) => {
    for (const [after, words] of [
      [1000, "Building manifests"],
      [5000, "Running health checks"],
    ] as const)
      scene.time.after(after, () => {
        const now = scene.cluster.get(path);
        const status = {
          ...(now?.status as object),
          ...condition("Unknown", "Progressing", words),
        };
        scene.cluster.put(path, { ...now, status });
      });
    controller(scene, () => ({ after: 9000, status: condition("True", "Fine", "Applied") }));
  });
  expect(said).toEqual(["Building manifests", "Running health checks"]);
  expect(over).toBe("ready: Applied");
});

test("a controller that is down", async () => {
  const { over, said } = await asked(
    apps,
    ({ cluster }) =>
      void placed(
        cluster,
        object(
          "Deployment flux-system/kustomize-controller",
          "spec: { replicas: 1 }\nstatus: { readyReplicas: 0 }",
        ),
      ),
    10 * minute,
  );
  const sentence = (seconds: number) =>
    `kustomize-controller has not taken the request up for ${seconds} s: its Deployment flux-system/kustomize-controller has 0 of 1 pods ready.`;
  expect(said).toEqual([sentence(20)]);
  expect(over).toBe(`silent: ${sentence(300)}`);
});

test("a controller that is not installed", async () => {
  const { over } = await asked(apps, () => {}, 10 * minute);
  expect(over).toBe(
    "silent: kustomize-controller has not taken the request up for 300 s: there is no Deployment kustomize-controller; is it installed?",
  );
});

test("deleted while it is waited for, and made anew under the same name", async () => {
  const gone = await asked(
    apps,
    ({ cluster, time }, path) => void time.after(3000, () => cluster.remove(path)),
  );
  expect(gone.over).toBe("deleted: Kustomization n/apps was deleted meanwhile.");
  const anew = await asked(
    apps,
    ({ cluster, time }, path) =>
      void time.after(3000, () => {
        cluster.remove(path);
        cluster.put(path, {
          ...apps.whole,
          metadata: { name: "apps", namespace: "n", uid: "another" },
        });
      }),
  );
  expect(anew.over).toBe("deleted: Kustomization n/apps was deleted meanwhile.");
});

test.for([
  [
    "Kustomization n/apps",
    "spec: { suspend: true }\nannotations: { flightpath/suspended-by: ann }",
    "refused: Kustomization n/apps is suspended by ann; resume it first.",
  ],
  [
    "HelmRepository n/charts",
    "spec: { type: oci }",
    "refused: HelmRepository n/charts is not reconciled: no controller answers for it.",
  ],
  ["Alert n/all", "", "refused: Alert n/all is not reconciled: no controller answers for it."],
  ["Canary n/web", "", "refused: Canary n/web is not reconciled: no controller answers for it."],
] as const)("nothing is asked of %s with %s", async ([head, yaml, answer]) => {
  const { over, questions, cluster } = await asked(object(head, yaml));
  expect(over).toBe(answer);
  expect([questions, cluster.written]).toEqual([[], []]);
});

test("not confirmed, not there, not allowed, lost, cancelled", async () => {
  const declined = await asked(apps, ({ answers }) => {
    answers.confirm = false;
  });
  expect(declined.over).toBe("refused: Nothing was changed: reconcile was not confirmed.");
  const missing = await asked(apps, ({ cluster }, path) => cluster.remove(path));
  expect(missing.over).toMatch(/^refused: .* not found\.$/);
  const forbidden = await asked(apps, ({ cluster }) => {
    cluster.fault = ({ method }) => (method === "PATCH" ? { status: 403 } : undefined);
  });
  expect(forbidden.over).toBe("refused: forbidden: cannot patch kustomizations/apps in n");
  const moved = await asked(
    apps,
    ({ session, time }) => void time.after(5000, () => session.unpin()),
  );
  expect(moved.over).toBe("refused: The context dev is no longer the one that was chosen.");
  const cancelled = await asked(apps, undefined, 5000);
  expect(cancelled.cluster.written).toHaveLength(1);
});

test("a server that is away for a while does not end the waiting", async () => {
  const { over } = await asked(apps, (scene) => {
    controller(scene, () => ({ after: 2000, status: condition("True", "Fine", "Applied") }));
    scene.time.after(1000, () => {
      scene.cluster.fault = () => "reset";
    });
    scene.time.after(20_000, () => {
      scene.cluster.fault = () => undefined;
    });
  });
  expect(over).toBe("ready: Applied");
});
