import { statSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { CannotRun } from "../cannotRun.ts";
import { graphFormats } from "./formats.ts";

/** What the command line asks for. */
export interface GraphOptions {
  /** Absolute paths of folders. */
  readonly roots: readonly string[];
  readonly format: keyof typeof graphFormats;
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
  if (!isFormat(format)) {
    throw new CannotRun(
      `Unknown format "${format}". There are: ${Object.keys(graphFormats).join(", ")}.`,
    );
  }
  if (against !== undefined && positionals.length > 1) {
    throw new CannotRun("--against compares one folder. Name only one.");
  }
  const paths = positionals.length === 0 ? ["."] : positionals;
  return {
    roots: paths.map(folderAt),
    format,
    focus: focus === undefined ? undefined : focusOf(focus),
    namespaces: namespace,
    kinds: kind,
    against,
  };
}

const isFormat = (format: string): format is keyof typeof graphFormats =>
  Object.hasOwn(graphFormats, format);

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        format: { type: "string", default: "text" },
        focus: { type: "string" },
        namespace: { type: "string", multiple: true, default: [] },
        kind: { type: "string", multiple: true, default: [] },
        against: { type: "string" },
      },
    });
  } catch (error) {
    const [sentence] = String((error as Error).message).split(". ");
    throw new CannotRun(
      `${sentence?.replace(/\.$/, "")}. flightpath graph --help tells the options.`,
    );
  }
}

function focusOf(said: string): Focus {
  const [kind = "", namespace = "", name = "", ...more] = said.split("/");
  if (kind === "" || name === "" || more.length > 0) {
    throw new CannotRun(
      `--focus takes KIND/NAMESPACE/NAME, such as Kustomization/flux-system/apps, not "${said}".`,
    );
  }
  return { kind, namespace, name };
}

function folderAt(said: string): string {
  const path = resolve(said).replaceAll("\\", "/");
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    throw new CannotRun(`${said} is no folder. Name one that is.`);
  }
  return path;
}
