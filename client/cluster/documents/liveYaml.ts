import { identityOf, type KubeObject, nameOf } from "../api/kubeObject.ts";
import { masked } from "./masked.ts";
import { clock } from "./moments.ts";
import { oneLine } from "./safeText.ts";

/** An object as the cluster has it, below a line that says so; Secrets are masked. */
export async function liveYaml(
  object: KubeObject,
  context: string,
  now: number,
  print: (values: readonly unknown[]) => Promise<string>,
): Promise<string> {
  const name = oneLine(nameOf(identityOf(object)));
  const head = `# ${name} in ${oneLine(context)}, read at ${clock(now, now)}. Changes here go nowhere.\n`;
  return head + (await print([masked(object.whole)]));
}

/** The line, counted from 0, in which managed fields begin, so that they can be folded. */
export function managedFieldsLine(text: string): number | undefined {
  const line = text.split("\n").findIndex((it) => /^ {2}managedFields:/.test(it));
  return line < 0 ? undefined : line;
}
