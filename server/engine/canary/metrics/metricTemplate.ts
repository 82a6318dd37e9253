import { memo } from "../../memo.ts";
import type { Path } from "../../node.ts";
import type { MetricEntry } from "../canary.ts";
import { field, isObject, type JsonObject, stringOf } from "../json.ts";
import { notFound } from "../notFound.ts";
import type { Reason } from "../reason.ts";
import type { Turn } from "../turn.ts";
import { buildProblem, type ProviderInput } from "./providers.ts";

/** A MetricTemplate whose provider could be built. */
export interface MetricTemplate {
  readonly name: string;
  readonly namespace: string;
  readonly query: string;
  readonly provider: ProviderInput;
}

/** Why it could not; the text goes on after `Metric `. */
export interface TemplateProblem {
  readonly problem: string;
  readonly why: Reason;
}

/**
 * The MetricTemplate that a metric names, with its provider; `undefined` where it names none.
 *
 * @param at path of the metric in the Canary
 */
export function metricTemplate(
  { canary, cluster }: Turn,
  metric: MetricEntry,
  at: Path,
): MetricTemplate | TemplateProblem | undefined {
  if (!metric.template) return undefined;
  const { name } = metric.template;
  const namespace = metric.template.namespace || canary.namespace;
  const object = cluster.find({ kind: "MetricTemplate", name, namespace });
  if (!object) return missingTemplate(name, namespace, at);
  const { query, secret, type, address, region } = readTemplate(object);
  let keys: ReadonlySet<string> | undefined;
  if (secret !== undefined) {
    const found = cluster.find({ kind: "Secret", name: secret, namespace });
    if (!found) return missingSecret(name, namespace, secret);
    keys = keysOf(found);
  }
  const provider: ProviderInput = { type, address, region, interval: metric.interval, keys };
  return unbuilt(name, namespace, provider, at) ?? { name, namespace, query, provider };
}

const readTemplate = memo((template: JsonObject) => {
  const provider = field(template, "spec", "provider");
  const secret = field(provider, "secretRef");
  return {
    query: stringOf(field(template, "spec", "query")),
    type: stringOf(field(provider, "type")),
    address: stringOf(field(provider, "address")),
    region: stringOf(field(provider, "region")),
    secret: isObject(secret) ? stringOf(field(secret, "name")) : undefined,
  };
});

/** Of a Secret only the names of its keys are ever looked at. */
const keysOf = memo((secret: JsonObject): ReadonlySet<string> => {
  const parts = [field(secret, "data"), field(secret, "stringData")];
  return new Set(parts.flatMap((it) => (isObject(it) ? Object.keys(it) : [])));
});

function missingTemplate(name: string, namespace: string, at: Path): TemplateProblem {
  const text = `There is no MetricTemplate ${name} in namespace ${namespace}.`;
  // Flagger reads it from its cache, whose words are not those of the API server.
  const error = `metrictemplate.flagger.app "${name}" not found`;
  return {
    problem: `template ${name}.${namespace} error: ${error}`,
    why: { text, at: [...at, "templateRef"] },
  };
}

function missingSecret(name: string, namespace: string, secret: string): TemplateProblem {
  const text = `There is no Secret ${secret} in namespace ${namespace}.`;
  const at = ["spec", "provider", "secretRef", "name"];
  return {
    problem: `template ${name}.${namespace} secret ${secret} error: ${notFound("Secret", secret)}`,
    why: { text, object: { kind: "MetricTemplate", name }, at },
  };
}

function unbuilt(
  name: string,
  namespace: string,
  provider: ProviderInput,
  at: Path,
): TemplateProblem | undefined {
  const found = buildProblem(provider);
  if (!found) return undefined;
  const text = `The provider ${provider.type} of MetricTemplate ${name} cannot be built: ${found.text}.`;
  const why: Reason =
    found.field === "interval"
      ? { text, at: [...at, "interval"] }
      : {
          text,
          object: { kind: "MetricTemplate", name },
          at: ["spec", "provider", found.field],
        };
  const problem = `template ${name}.${namespace} provider ${provider.type} error: ${found.text}`;
  return { problem, why };
}
