import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { build } from "../../server/engine/kustomize/build.ts";
import { emptyMemory, readerOf } from "../../server/engine/kustomize/memory.ts";
import { printObjects } from "../../server/engine/kustomize/print.ts";
import { diskFiles } from "../../server/host/diskFiles.ts";

/** What the real kustomize printed for recorded folders; they may or may not be there. */
const shared = join(import.meta.dirname, "../../../shared/conformance");

interface Case {
  readonly name: string;
  readonly kind?: "build" | "error";
  readonly dir: string;
  readonly root: string;
  readonly expected?: string;
  readonly expectedInputOrder?: string;
  readonly expectedError?: string;
  readonly args?: readonly string[];
  readonly errorTextVaries?: boolean;
}

const casesIn = (folder: string): readonly Case[] => {
  const manifest = join(shared, folder, "manifest.json");
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, "utf8")).cases : [];
};

/** What later releases of kustomize say otherwise than the recorded one. */
const NEWER: Readonly<Record<string, string>> = {
  "filter-replacement--Filter--source-value-and-selector-error":
    "invalid Kustomization: json: cannot unmarshal number into Go struct field ReplacementField.replacements.Replacement.sourceValue of type string",
  "generatormergeandreplace--ConfigMapGeneratingIntoSameNamespace": `merging from generator &{0xPOINTER <nil>}: id resid.ResId{Gvk:resid.Gvk{Group:"", Version:"v1", Kind:"ConfigMap", isClusterScoped:false}, Name:"test", Namespace:""} exists; can not use behavior: 'unspecified', behavior must be merge or replace`,
};

function rendered(folder: string, it: Case, order: "legacy" | "none") {
  const top = join(shared, folder, it.root);
  const restrict = it.args?.includes("LoadRestrictionsNone") ? "none" : "folder";
  const reader = readerOf(diskFiles(), emptyMemory());
  const { objects, error } = build({
    folder: join(shared, folder, it.dir),
    reader,
    restrict,
    order,
  });
  const message = error?.message
    .replaceAll(top, "")
    .replaceAll(existsSync(top) ? realpathSync(top) : top, "")
    .replace(/^\n+|\n+$/g, "");
  return { text: printObjects(objects.map((object) => object.node)), message };
}

const managedBy = /(app\.kubernetes\.io\/managed-by: )kustomize-\S+/g;
const anyVersion = (text: string) => text.replace(managedBy, "$1kustomize-VERSION");

for (const folder of ["kustomize", "overlays"]) {
  const cases = casesIn(folder);
  const read = (path: string) => readFileSync(join(shared, folder, path), "utf8");

  describe.skipIf(cases.length === 0)(`recordings of ${folder}`, () => {
    test.each(cases.filter((it) => it.expected))("$name", (it) => {
      const { text, message } = rendered(folder, it, "legacy");
      expect(message).toBeUndefined();
      expect(anyVersion(text)).toBe(anyVersion(read(it.expected ?? "")));
    });

    test.each(cases.filter((it) => it.expectedInputOrder))("$name, in the order of files", (it) => {
      const { text } = rendered(folder, it, "none");
      expect(anyVersion(text)).toBe(anyVersion(read(it.expectedInputOrder ?? "")));
    });

    test.each(cases.filter((it) => it.expectedError))("$name fails", (it) => {
      const { text, message } = rendered(folder, it, "legacy");
      expect(text).toBe("");
      const recorded = read(it.expectedError ?? "").replace(/\n+$/, "");
      if (it.errorTextVaries) expect(message).not.toBeUndefined();
      else expect(message).toBe(NEWER[it.name] ?? recorded);
    });
  });
}

test.runIf(!existsSync(shared))(
  "the folder ../shared is not beside the checkout: nothing was compared",
  () => {
    expect(casesIn("kustomize")).toEqual([]);
  },
);
