import type { ConfiguredBy } from "./buildMetadata.ts";
import type { BuiltObject } from "./built.ts";

/** One step over all objects, read and checked before the first of them runs. */
export interface Transformer {
  readonly run: (objects: readonly BuiltObject[]) => readonly BuiltObject[];
  /** What annotations say of it. */
  readonly by: ConfiguredBy;
  /** The file that configures it, seen from the root of the build; known where the root wants it told. */
  readonly configuredIn: string | undefined;
}
