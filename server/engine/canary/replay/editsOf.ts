import type { Edit } from "../setup.ts";
import type { RecordedTick, Recording } from "./recording.ts";

/** What people did before a tick of a recording. */
export const editsOf = (
  { edits }: Pick<Recording, "edits">,
  tick: Pick<RecordedTick, "edits">,
): readonly Edit[] => tick.edits.flatMap((index) => edits[index]?.edit ?? []);
