import type { ShownGraph } from "../../lsp/shownGraph.ts";
import { CannotRun } from "../cannotRun.ts";
import { folderAt } from "../folderAt.ts";
import { formatOf } from "../formatOf.ts";
import { parsed } from "../parsed.ts";
import { graphFormats } from "./formats.ts";

/** What the command line asks for. */
export interface GraphOptions {
  /** Absolute paths of folders. */
  readonly roots: readonly string[];
  readonly format: (graph: ShownGraph) => string;
  readonly focus: Focus | undefined;
  readonly namespaces: readonly string[];
  readonly kinds: readonly string[];
  /** A git revision. */
  readonly against: string | undefined;
}

/** One object, whatever its cluster. */
export interface Focus {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** Reads the arguments of `graph`. Throws `CannotRun` with a sentence about the first that is wrong. */
export function readOptions(args: readonly string[]): GraphOptions {
  const { values, positionals } = parse(args);
  const { format, focus, namespace, kind, against } = values;
  if (against !== undefined && positionals.length > 1) {
    throw new CannotRun("--against compares one folder. Name only one.");
  }
  const paths = positionals.length === 0 ? ["."] : positionals;
  return {
    roots: paths.map(folderAt),
    format: formatOf(graphFormats, format),
    focus: focus === undefined ? undefined : focusOf(focus),
    namespaces: namespace,
    kinds: kind,
    against,
  };
}

const parse = (args: readonly string[]) =>
  parsed("graph", args, {
    format: { type: "string", default: "text" },
    focus: { type: "string" },
    namespace: { type: "string", multiple: true, default: [] },
    kind: { type: "string", multiple: true, default: [] },
    against: { type: "string" },
  });

function focusOf(said: string): Focus {
  const [kind = "", namespace = "", name = "", ...more] = said.split("/");
  if (kind === "" || name === "" || more.length > 0) {
    throw new CannotRun(
      `--focus takes KIND/NAMESPACE/NAME, such as Kustomization/flux-system/apps, not "${said}".`,
    );
  }
  return { kind, namespace, name };
}
