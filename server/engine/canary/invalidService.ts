import { utf8Length } from "../bytes.ts";
import { LABEL_WORDS, labelKeyMistakes } from "../labelSyntax.ts";
import type { Refusal } from "./cluster.ts";
import { invalidAnnotations, invalidLabels } from "./invalidLabels.ts";
import { field, type Json, type JsonObject, listOf, stringOf } from "./json.ts";
import { shortNameMistakes } from "./shortName.ts";

/**
 * What the API server says against a Service, as far as Flagger can bring it about. `before`: what it replaces.
 *
 * https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/apis/core/validation/validation.go
 */
export function invalidService(
  object: JsonObject,
  before: JsonObject | undefined,
): Refusal | undefined {
  if (object.apiVersion !== "v1") return undefined;
  const name = stringOf(field(object, "metadata", "name"));
  const ports = listOf(field(object, "spec", "ports"));
  const mistakes = [
    ...invalid("metadata.name", name, shortNameMistakes(name)),
    ...invalidLabels(field(object, "metadata", "labels"), "metadata.labels"),
    ...invalidAnnotations(field(object, "metadata", "annotations"), "metadata.annotations"),
    ...portMistakes(ports),
    ...invalidLabels(field(object, "spec", "selector"), "spec.selector"),
    ...samePorts(ports),
    ...addressMistakes(object, before),
  ];
  if (mistakes.length === 0) return undefined;
  const list = mistakes.length === 1 ? mistakes[0] : `[${mistakes.join(", ")}]`;
  return { code: 422, message: `Service "${name}" is invalid: ${list}` };
}

function* invalid(at: string, text: string, mistakes: Iterable<string>): Iterable<string> {
  for (const it of mistakes) yield `${at}: Invalid value: ${JSON.stringify(text)}: ${it}`;
}

function* portMistakes(ports: readonly Json[]): Iterable<string> {
  const names = new Set<string>();
  for (const [index, port] of ports.entries()) {
    const at = `spec.ports[${index}]`;
    const name = stringOf(field(port, "name"));
    if (name !== "") yield* invalid(`${at}.name`, name, shortNameMistakes(name));
    else if (ports.length > 1) yield `${at}.name: Required value`;
    if (name !== "" && names.has(name)) {
      yield `${at}.name: Duplicate value: ${JSON.stringify(name)}`;
    }
    names.add(name);
    yield* numberMistake(`${at}.port`, field(port, "port"));
    const target = field(port, "targetPort") || field(port, "port");
    if (typeof target === "string") {
      yield* invalid(`${at}.targetPort`, target, targetNameMistakes(target));
    } else yield* numberMistake(`${at}.targetPort`, target);
    const protocol = stringOf(field(port, "appProtocol"));
    if (protocol !== "") {
      const mistakes = labelKeyMistakes(protocol, LABEL_WORDS.kubernetes);
      yield* invalid(`${at}.appProtocol`, protocol, mistakes);
    }
  }
}

function* numberMistake(at: string, number: Json | undefined): Iterable<string> {
  if (typeof number !== "number" || (number >= 1 && number <= 65535)) return;
  yield `${at}: Invalid value: ${number}: must be between 1 and 65535, inclusive`;
}

/** The name of a container's port, which is never only digits. */
function* targetNameMistakes(name: string): Iterable<string> {
  if (utf8Length(name) > 15) yield "must be no more than 15 characters";
  if (!/^[-a-z0-9]+$/.test(name)) {
    yield "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)";
  }
  if (!/[a-z]/.test(name)) yield "must contain at least one letter (a-z)";
  if (name.includes("--")) yield "must not contain consecutive hyphens";
  if (/^-|-$/.test(name)) yield "must not begin or end with a hyphen";
}

/** Told after everything else about ports, in the fields of Kubernetes' own structure. */
function* samePorts(ports: readonly Json[]): Iterable<string> {
  const numbers = new Set<string>();
  for (const [index, it] of ports.entries()) {
    const [Protocol, Port] = [stringOf(field(it, "protocol")), field(it, "port")];
    if (numbers.has(`${Protocol}/${Port}`)) {
      const key = { Name: "", Protocol, AppProtocol: null, Port, TargetPort: 0, NodePort: 0 };
      yield `spec.ports[${index}]: Duplicate value: ${JSON.stringify(key)}`;
    }
    numbers.add(`${Protocol}/${Port}`);
  }
}

/** A copied Service keeps the list of its addresses but not the first of them. */
function* addressMistakes(object: JsonObject, before: JsonObject | undefined): Iterable<string> {
  const addresses = listOf(field(object, "spec", "clusterIPs"));
  const address = stringOf(field(object, "spec", "clusterIP"));
  if (before || addresses.length === 0 || address !== "") return;
  yield `spec.clusterIPs: Invalid value: ${JSON.stringify(addresses)}: must be empty when \`clusterIP\` is not specified`;
}
