import { build } from "../../server/engine/kustomize/build.ts";
import { emptyMemory, readerOf } from "../../server/engine/kustomize/memory.ts";
import { printObjects } from "../../server/engine/kustomize/print.ts";
import { limits } from "./limits.ts";
import { memoryFiles } from "./memoryFiles.ts";

/** Builds and prints one of the limits, by name, and tells as JSON what came of it and how much processor time it took. */
const limit = limits.find((it) => it.name === process.argv[2]);
if (!limit) throw new Error(`There is no limit called ${process.argv[2]}.`);
const contents = limit.files();
const before = process.cpuUsage();
const reader = readerOf(memoryFiles(contents), emptyMemory());
const { objects, error } = build({ folder: limit.folder, reader, restrict: "folder" });
const text = printObjects(objects.map((it) => it.node));
const { user, system } = process.cpuUsage(before);
process.stdout.write(
  JSON.stringify({
    error: error?.message,
    objects: objects.length,
    bytes: text.length,
    milliseconds: (user + system) / 1000,
    mebibytes: process.resourceUsage().maxRSS / 1024,
  }),
);
