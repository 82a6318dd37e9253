import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { get, itemsOf, at as nodeAt, textOf } from "../server/engine/node.ts";
import { rendering, renderingsOf } from "../server/engine/renderings.ts";
import { catalogue } from "./support/catalogue.ts";
import { problemsIn } from "./support/expect.ts";
import { workspaceOf } from "./support/features.ts";

const examples = join(import.meta.dirname, "../examples");

/** Both repositories, side by side as a person opens them. */
const files: ReadonlyMap<string, string> = new Map(
  ["faces", "faces-demo"].flatMap((folder) =>
    readdirSync(join(examples, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.ya?ml$/.test(name))
      .map((name): [string, string] => [
        `${folder}/${name.replaceAll("\\", "/")}`,
        readFileSync(join(examples, folder, name), "utf8"),
      ]),
  ),
);
const roots = ["faces", "faces-demo"].map((path) => ({ path, remotes: [] }));

const SYNC = "faces/apps/faces/faces-sync.yaml";
const APPS = "faces/apps/faces/kustomization.yaml";

test("ERROR_FRACTION is patched in every Deployment, and comes from the line of the patch", () => {
  const workspace = workspaceOf(files, { roots });
  const name = renderingsOf(workspace).find((it) => it.kustomization === "faces/faces");
  const objects = name ? (rendering(workspace, name.id)?.objects ?? []) : [];
  const found = objects.flatMap(({ node }) => {
    if (textOf(get(node, "kind")) !== "Deployment") return [];
    const env = nodeAt(node, ["spec", "template", "spec", "containers", 0, "env"]);
    const entry = itemsOf(env).find((it) => textOf(get(it, "name")) === "ERROR_FRACTION");
    const value = get(entry, "value");
    const from = value?.from;
    const line = from?.document.text.slice(0, value?.span.start).split("\n").length ?? 0;
    const written = from?.document.text.split("\n")[line - 1]?.trim();
    return [
      {
        name: textOf(nodeAt(node, ["metadata", "name"])),
        value: textOf(value),
        in: from?.path,
        written,
        by: from?.step?.by,
        before: textOf(from?.before),
      },
    ];
  });
  const patched = { value: "0", in: SYNC, written: 'value: "0"', by: "PatchTransformer" };
  expect(found).toEqual([
    { name: "color", ...patched, before: "20" },
    { name: "face", ...patched, before: "20" },
    { name: "faces-gui", ...patched, before: undefined },
    { name: "smiley", ...patched, before: "20" },
  ]);
});

interface Variant {
  readonly what: string;
  /** Files and what is written into them instead. */
  readonly breaks: readonly (readonly [path: string, text: string, instead: string])[];
  readonly adds?: Readonly<Record<string, string>>;
  readonly finds: readonly Found[];
}

/** The file, the line at which the finding stands, its code, and a part of what it says. */
type Found = readonly [path: string, line: string, code: string, says: string];

const END = "\n";
const component = "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n";
const ingress = (namespace: string) => `---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: faces-gui${namespace}
spec:
  defaultBackend:
    service:
      name: faces-gui
      port:
        name: http
`;
const merge = (body: string) => `- patch: |
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: faces-gui
        spec:
${body}`;
const GUI = `    - target:
        kind: Deployment
        name: faces-gui
      patch: |
        - op: add
          path: /spec/template/spec/containers/0/env
          value:
            - name: ERROR_FRACTION
              value: "0"
`;

const variants: readonly Variant[] = [
  {
    what: "a patch whose target nobody is",
    breaks: [[SYNC, "        name: faces-gui\n", "        name: face-gui\n"]],
    finds: [[SYNC, "name: face-gui", "patch-without-target", 'Did you mean "faces-gui"?']],
  },
  {
    what: "a patch for an object that is not there",
    breaks: [
      [SYNC, GUI, `    ${merge("          replicas: 2\n").replace("faces-gui", "faces-guy")}`],
    ],
    finds: [
      [SYNC, "name: faces-guy", "patch-without-target", "fails and nothing of it is applied"],
    ],
  },
  {
    what: "a path that does not exist",
    breaks: [[SYNC, "containers/0/env/1/value", "containers/0/envs/1/value"]],
    finds: [
      [
        SYNC,
        "path: /spec/template/spec/containers/0/envs/1/value",
        "json-patch-path",
        'Did you mean "/spec/template/spec/containers/0/env/1/value"?',
      ],
    ],
  },
  {
    what: "an index beyond the list",
    breaks: [[SYNC, "containers/0/env/1/value", "containers/0/env/7/value"]],
    finds: [
      [
        SYNC,
        "path: /spec/template/spec/containers/0/env/7/value",
        "json-patch-path",
        "is a list with the indices 0 to 1",
      ],
    ],
  },
  {
    what: "an element without its merge key",
    breaks: [
      [
        SYNC,
        GUI,
        `    ${merge("          template:\n            spec:\n              containers:\n                - imagePullPolicy: Always\n")}`,
      ],
    ],
    finds: [[SYNC, "- imagePullPolicy: Always", "merge-key-missing", "told apart by name"]],
  },
  {
    what: "a field of a patch that the kind does not have",
    breaks: [[SYNC, GUI, `    ${merge("          replica: 2\n")}`]],
    finds: [[SYNC, "replica: 2", "unknown-field", '"replica"']],
  },
  {
    what: "two objects that the namespace makes one",
    breaks: [["faces/apps/faces/faces-ingress.yaml", END, `\n${ingress("\n  namespace: other")}`]],
    finds: [[APPS, "namespace: faces", "namespace-conflict", "Ingress faces-gui"]],
  },
  {
    what: "one object twice",
    breaks: [["faces/apps/faces/faces-ingress.yaml", END, `\n${ingress("")}`]],
    finds: [
      [
        "faces/apps/faces/faces-ingress.yaml",
        "name: faces-gui",
        "duplicate-object",
        "declared twice",
      ],
      [
        "faces/apps/faces/faces-ingress.yaml",
        "name: faces-gui",
        "duplicate-object",
        "declared twice",
      ],
    ],
  },
  {
    what: "an image that nothing has",
    breaks: [
      [
        SYNC,
        "  patches:\n",
        "  images:\n    - name: ghcr.io/buoyantio/faces-workloads\n      newTag: 1.4.2\n  patches:\n",
      ],
    ],
    finds: [
      [
        SYNC,
        "- name: ghcr.io/buoyantio/faces-workloads",
        "image-unused",
        'Did you mean "ghcr.io/buoyantio/faces-workload"?',
      ],
    ],
  },
  {
    what: "replicas of nothing",
    breaks: [[APPS, END, "\nreplicas:\n  - name: face\n    count: 2\n"]],
    finds: [[APPS, "- name: face", "replicas-without-target", '"face"']],
  },
  {
    what: "a replacement that finds nothing to copy",
    breaks: [
      [
        APPS,
        END,
        "\nreplacements:\n  - source:\n      kind: Ingress\n      name: faces-guy\n    targets:\n      - select:\n          kind: Canary\n        fieldPaths:\n          - spec.targetRef.name\n",
      ],
    ],
    finds: [[APPS, "name: faces-guy", "replacement-without-source", '"faces-gui"']],
  },
  {
    what: "a replacement that goes nowhere",
    breaks: [
      [
        APPS,
        END,
        "\nreplacements:\n  - source:\n      kind: Ingress\n      name: faces-gui\n    targets:\n      - select:\n          kind: Canry\n        fieldPaths:\n          - spec.targetRef.name\n",
      ],
    ],
    finds: [[APPS, "kind: Canry", "replacement-without-target", '"Canary"']],
  },
  {
    what: "components that go round",
    breaks: [[APPS, END, "\ncomponents:\n  - ../../components/a\n"]],
    adds: {
      "faces/components/a/kustomization.yaml": `${component}components:\n  - ../b\n`,
      "faces/components/b/kustomization.yaml": `${component}components:\n  - ../a\n`,
    },
    finds: [
      ["faces/components/b/kustomization.yaml", "- ../a", "kustomization-cycle", "leads back"],
    ],
  },
  {
    what: "a file that a generator reads",
    breaks: [
      [
        "faces/infrastructure/linkerd/kustomization.yaml",
        "control-plane-values.yaml",
        "control-plane-value.yaml",
      ],
    ],
    finds: [
      [
        "faces/infrastructure/linkerd/kustomization.yaml",
        "- values.yaml=control-plane-value.yaml",
        "kustomization-entry-missing",
        "control-plane-values.yaml",
      ],
    ],
  },
];

test.for(variants)("$what is found at its line, and nothing else", ({ breaks, adds, finds }) => {
  const changed = new Map([...files, ...Object.entries(adds ?? {})]);
  for (const [path, text, instead] of breaks) {
    const before = changed.get(path) ?? "";
    const at = text === END ? before.length - 1 : before.indexOf(text);
    expect(at).toBeGreaterThan(0);
    changed.set(path, before.slice(0, at) + instead + before.slice(at + text.length));
  }
  const found = problemsIn(changed, { catalogue, roots }).map(({ place, problem }): Found => {
    const lines = (changed.get(place.path) ?? "").slice(0, place.span.start).split("\n").length;
    const line = (changed.get(place.path) ?? "").split("\n")[lines - 1] ?? "";
    const says = finds.find((it) => problem.message.includes(it[3]))?.[3] ?? problem.message;
    return [place.path, line.trim(), problem.code, says];
  });
  expect(found).toEqual(finds);
});
