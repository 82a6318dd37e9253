import type { BuiltObject } from "../engine/kustomize/built.ts";
import type { Files } from "../engine/kustomize/files.ts";
import { goJson } from "../engine/kustomize/json.ts";
import { printObject, printObjects } from "../engine/kustomize/print.ts";
import { originComments } from "./originComments.ts";

/** How the objects of a build are printed. */
export interface PrintOptions {
  readonly format: "yaml" | "json";
  /** Say where everything comes from; only YAML has room for it. */
  readonly origin: boolean;
}

export type Print = (objects: readonly BuiltObject[]) => string;

export function printing({ format, origin }: PrintOptions, files: Files): Print {
  if (format === "json") return asJson;
  if (!origin) return (objects) => printObjects(objects.map((it) => it.node));
  const comment = originComments(files);
  return (objects) => objects.map((it) => comment(it, printObject(it.node))).join("---\n");
}

const asJson: Print = (objects) =>
  objects.length === 0 ? "[]\n" : `[\n${objects.map((it) => goJson(it.node)).join(",\n")}\n]\n`;
