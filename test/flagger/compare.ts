// Plays recorded rollouts anew and tells what differs: node test/flagger/compare.ts FOLDER
import fs from "node:fs";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { comparedRollout } from "../support/comparedRollout.ts";

const [, , folder = "."] = process.argv;
const files = fs.readdirSync(folder).filter((it) => it.endsWith(".json"));
const differing = files.filter((it) => !isSame(it));
console.log(
  `${files.length - differing.length} of ${files.length} recorded rollouts are the same.`,
);
process.exitCode = differing.length > 0 || files.length === 0 ? 1 : 0;

function isSame(file: string): boolean {
  const { recorded, replayed } = comparedRollout(fs.readFileSync(path.join(folder, file), "utf8"));
  const index = recorded.findIndex((it, at) => !isDeepStrictEqual(it, replayed[at]));
  if (index < 0) return true;
  console.log(`${file}, tick ${index}`);
  console.log(`  Flagger: ${JSON.stringify(recorded[index])}`);
  console.log(`  ours:    ${JSON.stringify(replayed[index])}`);
  return false;
}
