import { describe, expect, test } from "vitest";
import { FLUX_KUSTOMIZE } from "../../server/engine/identity.ts";
import { sourceRootsOf } from "../../server/engine/sources.ts";
import { viewOf } from "../../server/engine/view.ts";
import { emptyWorkspace } from "../../server/engine/workspace.ts";
import { changedAndBuilt } from "../support/built.ts";

const ROOT = "/repository";

/** The roots of the source of Kustomizations with these paths, in a checkout with folders of its own and no remotes. */
function rootsOf(paths: readonly string[], folders: readonly string[]) {
  const kustomizations = paths.map(
    (path, index) =>
      `apiVersion: ${FLUX_KUSTOMIZE}/v1\nkind: Kustomization\nmetadata: { name: a${index}, namespace: b }\n` +
      `spec: { path: ${path}, sourceRef: { kind: GitRepository, name: flux-system } }\n`,
  );
  const files = [
    [`${ROOT}/flux/all.yaml`, kustomizations.join("---\n")] as const,
    ...folders.map((it) => [`${ROOT}/${it}/a.yaml`, "a: b\n"] as const),
  ];
  const empty = emptyWorkspace({ find: () => undefined, kinds: [] }, [{ path: ROOT, remotes: [] }]);
  const { workspace } = changedAndBuilt(
    empty,
    files.map(([path, text]) => ({ path, content: { text } })),
  );
  const view = viewOf(workspace);
  const [first] = view.ofKind(FLUX_KUSTOMIZE, "Kustomization");
  return first && sourceRootsOf(view, first);
}

describe("a source that nothing proves", () => {
  test("is the workspace where three paths are found there", () => {
    expect(rootsOf(["./x", "y", "./z/"], ["x", "y", "z"])).toEqual({
      roots: [ROOT],
      certain: false,
    });
  });

  test("stays so when one path is wrong", () => {
    expect(rootsOf(["./x", "./y", "./z", "./w"], ["x", "y", "z"])?.roots).toEqual([ROOT]);
  });

  test.for([
    ["two paths may be chance", ["./x", "./y"], ["x", "y"]],
    ["the same path counts once", ["./x", "./x/", "x"], ["x"]],
    ["the root is found everywhere", ["./", ".", "./x", "./y"], ["x", "y"]],
    ["two of five are elsewhere", ["./x", "./y", "./z", "./v", "./w"], ["x", "y", "z"]],
  ] as const)("%s", ([, paths, folders]) => {
    expect(rootsOf(paths, folders)).toEqual({ roots: [], certain: false });
  });
});
