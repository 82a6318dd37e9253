import type { Refusal } from "./cluster.ts";
import { field, type Json, type JsonObject, listOf, stringOf } from "./json.ts";

/** What the API server says against a Service, as far as Flagger can bring it about. `before`: what it replaces. */
export function invalidService(
  object: JsonObject,
  before: JsonObject | undefined,
): Refusal | undefined {
  if (object.apiVersion !== "v1") return undefined;
  const mistakes = [
    ...nameMistakes(object),
    ...portMistakes(object),
    ...addressMistakes(object, before),
  ];
  if (mistakes.length === 0) return undefined;
  const list = mistakes.length === 1 ? mistakes[0] : `[${mistakes.join(", ")}]`;
  const name = stringOf(field(object, "metadata", "name"));
  return { code: 422, message: `Service "${name}" is invalid: ${list}` };
}

/** A Service is a label of a host name. */
function* nameMistakes(object: JsonObject): Iterable<string> {
  const name = stringOf(field(object, "metadata", "name"));
  if (name.length <= 63) return;
  yield `metadata.name: Invalid value: ${JSON.stringify(name)}: must be no more than 63 characters`;
}

function* portMistakes(object: JsonObject): Iterable<string> {
  const names = new Set<string>();
  const numbers = new Set<string>();
  for (const [index, port] of listOf(field(object, "spec", "ports")).entries()) {
    const at = `spec.ports[${index}]`;
    const name = stringOf(field(port, "name"));
    if (names.has(name)) yield `${at}.name: Duplicate value: ${JSON.stringify(name)}`;
    names.add(name);
    yield* numberMistake(`${at}.port`, field(port, "port"));
    yield* numberMistake(`${at}.targetPort`, field(port, "targetPort") || field(port, "port"));
    const number = `${stringOf(field(port, "protocol"))}/${field(port, "port")}`;
    if (numbers.has(number))
      yield `${at}: Duplicate value: ${JSON.stringify({ protocol: field(port, "protocol"), port: field(port, "port") })}`;
    numbers.add(number);
  }
}

function* numberMistake(at: string, number: Json | undefined): Iterable<string> {
  if (typeof number !== "number" || (number >= 1 && number <= 65535)) return;
  yield `${at}: Invalid value: ${number}: must be between 1 and 65535, inclusive`;
}

/** A copied Service keeps the list of its addresses but not the first of them. */
function* addressMistakes(object: JsonObject, before: JsonObject | undefined): Iterable<string> {
  const addresses = listOf(field(object, "spec", "clusterIPs"));
  const address = stringOf(field(object, "spec", "clusterIP"));
  if (before || addresses.length === 0 || address !== "") return;
  yield `spec.clusterIPs: Invalid value: ${JSON.stringify(addresses)}: must be empty when \`clusterIP\` is not specified`;
}
