import { roomForYoung } from "../../server/cli/roomForYoung.ts";
import { build } from "../../server/engine/kustomize/build.ts";
import { emptyMemory, readerOf } from "../../server/engine/kustomize/memory.ts";
import { printObjects } from "../../server/engine/kustomize/print.ts";
import { diskFiles } from "../../server/host/diskFiles.ts";
import { keepMemorySmall } from "../../server/host/memory.ts";
import { bigOverlay } from "./bigOverlay.ts";
import { memoryFiles, withFile } from "./memoryFiles.ts";

/**
 * Measures inside one process and prints JSON. `cold FOLDER…`: milliseconds to render them all from the disk, once.
 * `keystroke OBJECTS`: milliseconds from a keystroke to the new text of an overlay, each of many.
 */
const [what, ...rest] = process.argv.slice(2);
const figures = what === "cold" ? cold(rest) : keystrokes(Number(rest[0]));
process.stdout.write(`${JSON.stringify(figures)}\n`);

function cold(folders: readonly string[]): unknown {
  // As the command line does.
  roomForYoung();
  const began = performance.now();
  const reader = readerOf(diskFiles(), emptyMemory());
  let bytes = 0;
  const failures: string[] = [];
  for (const folder of folders) {
    const { objects, error } = build({ folder, reader, restrict: "folder" });
    if (error) failures.push(`${folder}: ${error.message}`);
    bytes += printObjects(objects.map((it) => it.node)).length;
  }
  return { milliseconds: performance.now() - began, bytes, failures };
}

/** One key is typed in the base, in the patch and in the kustomization in turn, each time another one. */
function keystrokes(objects: number): unknown {
  // As the language server does.
  keepMemorySmall();
  const contents = bigOverlay(objects);
  const paths = [...contents.keys()];
  const memory = emptyMemory();
  let files = memoryFiles(contents);
  const times: number[] = [];
  const places = [
    { path: "/big/base/app-1.yaml", before: "LOG_LEVEL: info" },
    { path: "/big/overlay/patch.yaml", before: "memory: 64Mi" },
    { path: "/big/overlay/kustomization.yaml", before: "env: production" },
  ];
  for (let edit = 0; edit < 330; edit++) {
    const { path, before } = places[edit % places.length] ?? { path: "", before: "" };
    const text = contents.get(path)?.replace(before, `${before}${edit}`);
    const began = performance.now();
    files = withFile(files, paths, path, text);
    const built = build({
      folder: "/big/overlay",
      reader: readerOf(files, memory),
      restrict: "folder",
    });
    const printed = printObjects(built.objects.map((it) => it.node));
    times.push(performance.now() - began);
    if (built.error || !printed.includes(`${edit}`))
      throw new Error(built.error?.message ?? "The edit is not in the output.");
  }
  const sorted = times.slice(30).sort((one, other) => one - other);
  const share = (part: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
  return { p50: share(0.5), p95: share(0.95), p99: share(0.99) };
}
