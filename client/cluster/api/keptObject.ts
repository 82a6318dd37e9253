import { json } from "./json.ts";
import { type KubeObject, kubeObject } from "./kubeObject.ts";

/**
 * Reads an object that is kept as one of thousands: without its `metadata.managedFields`, half of all that it is made
 * of, which only pages and actions look at, and those read the object anew.
 *
 * @param type what the items of a list are, since they do not say it themselves
 */
export function keptObject(
  value: unknown,
  type: Parameters<typeof kubeObject>[1],
): KubeObject | undefined {
  const whole = json.fields(value);
  const { managedFields: _, ...metadata } = json.fields(whole.metadata);
  return kubeObject({ ...whole, metadata }, type);
}
