import type { ConfiguredBy } from "./buildMetadata.ts";
import type { Work } from "./work.ts";

/** One step over all objects, read and checked before the first of them runs. */
export interface Transformer {
  readonly work: Work;
  /** What annotations say of it. */
  readonly by: ConfiguredBy;
  /** The file that configures it, seen from the root of the build; known where the root wants it told. */
  readonly configuredIn: string | undefined;
}
