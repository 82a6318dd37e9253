import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { build } from "../../../server/engine/kustomize/build.ts";
import { emptyMemory, readerOf } from "../../../server/engine/kustomize/memory.ts";
import { printObjects } from "../../../server/engine/kustomize/print.ts";
import { attempt } from "../../../server/engine/kustomize/stop.ts";
import { memoryFiles } from "../../kustomize/memoryFiles.ts";

/**
 * Small trees around every paragraph of the pipeline, and what the real kustomize 5.8.1 printed for them. A case begins
 * with `=== name arguments`, a file with `--> path`, the answer with `>>> objects` or `>>> error`. The tree lies in
 * `/case`; the folder `root` is built where there is one.
 */
const recorded = readFileSync(join(import.meta.dirname, "recordedBuilds.txt"), "utf8");

interface Recorded {
  readonly name: string;
  readonly args: readonly string[];
  readonly files: ReadonlyMap<string, string>;
  readonly objects: string | undefined;
  readonly error: string | undefined;
}

const cases = recorded
  .split(/^=== /m)
  .slice(1)
  .map((text): Recorded => {
    const [head = "", ...lines] = text.split("\n");
    const [name = "", ...args] = head.split(" ");
    const [tree = "", objects] = lines.join("\n").split(/^>>> objects\n/m);
    const [files = "", error] = tree.split(/^>>> error\n/m);
    return { name, args, files: filesIn(files), objects, error: error?.trimEnd() };
  });

function filesIn(text: string): ReadonlyMap<string, string> {
  const files = text.split(/^--> /m).slice(1);
  return new Map(
    files.map((it) => {
      const end = it.indexOf("\n");
      return [`/case/${it.slice(0, end)}`, it.slice(end + 1)];
    }),
  );
}

test.each(cases.map((it) => [it.name, it] as const))("%s", (_, it) => {
  const files = memoryFiles(it.files);
  const { objects, error } = build({
    folder: files.folder("/case/root") ? "/case/root" : "/case",
    reader: readerOf(files, emptyMemory()),
    restrict: it.args.includes("LoadRestrictionsNone") ? "none" : "folder",
    order: it.args.includes("none") ? "none" : "legacy",
  });
  // Some mistakes show only in the text.
  const printed = attempt(() => printObjects(objects.map((object) => object.node)));
  const fault = error ?? ("error" in printed ? printed.error : undefined);
  expect(fault?.message.trimEnd()).toBe(it.error);
  if (it.objects !== undefined) expect(printed).toEqual({ value: it.objects });
  // Whoever reads a message wants to see the line that it is about.
  if (fault && !fault.message.startsWith("unable to find one of")) {
    expect(fault.place).toBeDefined();
  }
});
