import fc from "fast-check";
import { emptyMemory } from "../../server/engine/kustomize/memory.ts";
import { act, performed } from "./edits.ts";
import { withFile } from "./memoryFiles.ts";
import { filesAt, moved, type Outcome, outcomeIn, outcomeOf, shuffled } from "./outcome.ts";
import { tree } from "./tree.ts";

/** Two ways to the same outcome. `check` is told each pair. */
export interface Property {
  readonly name: string;
  readonly of: (check: (found: Outcome, expected: Outcome) => void) => fc.IRawProperty<unknown>;
}

const places = ["/a", "C:/Users/someone/repo", "relative/folder", "/with space/ü", "/a/root"];

/** What must hold for every tree. */
export const properties: readonly Property[] = [
  {
    name: "nothing depends on the order in which files came",
    of: (check) =>
      fc.property(tree, fc.nat(), ({ files }, order) => {
        check(outcomeOf("/place", shuffled(files, order)), outcomeOf("/place", files));
      }),
  },
  {
    name: "nothing depends on where the files lie, but for the paths in messages",
    of: (check) =>
      fc.property(tree, fc.constantFrom(...places), ({ files }, place) => {
        check(moved(outcomeOf(place, files), place, "/place"), outcomeOf("/place", files));
      }),
  },
  {
    name: "after every edit, what is remembered gives the same as building from scratch",
    of: (check) =>
      fc.property(tree, fc.array(act, { minLength: 1, maxLength: 6 }), ({ files }, acts) => {
        const memory = emptyMemory();
        let now = files;
        let seen = filesAt("/place", now);
        outcomeIn("/place", seen, memory);
        for (const it of acts) {
          const { files: after, path } = performed(now, it);
          const all = [...now.keys()].map((name) => `/place/${name}`);
          seen = withFile(seen, all, `/place/${path}`, after.get(path));
          now = after;
          check(outcomeIn("/place", seen, memory), outcomeOf("/place", now));
        }
      }),
  },
];
