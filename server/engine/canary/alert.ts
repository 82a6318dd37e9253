import type { Alert } from "./call.ts";
import type { AlertEntry, Canary } from "./canary.ts";
import { field, stringOf } from "./json.ts";
import type { Run } from "./run.ts";
import { strategyOf } from "./strategyOf.ts";

/**
 * A message to people: through the receiver of Flagger's flags, or, where the Canary lists alerts, through those whose
 * severity lets it pass.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/controller/events.go
 */
export function alert(
  run: Run,
  text: string,
  severity: Alert["severity"],
  withMetadata = false,
): void {
  const { canary, flags } = run;
  const fields = [
    ...(flags.clusterName === "" ? [] : [["Cluster", flags.clusterName] as const]),
    ...(withMetadata ? metadataOf(canary) : []),
  ];
  const entries = canary.spec.analysis?.alerts ?? [];
  if (entries.length === 0) {
    if (flags.alertChannel === undefined) return;
    run.say({ call: "alert", text, severity, fields, channel: flags.alertChannel });
    return;
  }
  for (const entry of entries) {
    const receiver = passes(entry.severity, severity) ? receiverOf(run, entry) : undefined;
    if (receiver) run.say({ call: "alert", text, severity, fields, ...receiver });
  }
}

/** `info` lets everything pass, `warn` also errors, an empty severity nothing. */
const passes = (wanted: string, severity: Alert["severity"]): boolean =>
  wanted === "info" || wanted === severity || (wanted === "warn" && severity === "error");

/** The AlertProvider of an entry; `undefined` where it is missing or has no address: nothing is sent then. */
function receiverOf(run: Run, entry: AlertEntry): Pick<Alert, "to" | "channel"> | undefined {
  const namespace = entry.provider.namespace || run.canary.namespace;
  const provider = run.cluster.find({
    kind: "AlertProvider",
    name: entry.provider.name,
    namespace,
  });
  if (!provider || !TYPES.has(stringOf(field(provider, "spec", "type")))) return undefined;
  if (!hasAddress(run, provider.spec, namespace)) return undefined;
  return {
    to: `${namespace}/${entry.provider.name}`,
    channel: stringOf(field(provider, "spec", "channel")) || "general",
  };
}

const TYPES: ReadonlySet<string> = new Set(["slack", "discord", "rocket", "msteams", "gchat"]);

function hasAddress(run: Run, spec: Parameters<typeof field>[0], namespace: string): boolean {
  const reference = field(spec, "secretRef");
  if (reference === undefined || reference === null) return stringOf(field(spec, "address")) !== "";
  const name = stringOf(field(reference, "name"));
  const secret = run.cluster.find({ kind: "Secret", name, namespace });
  return stringOf(field(secret, "data", "address")) !== "";
}

function metadataOf(canary: Canary): readonly (readonly [string, string])[] {
  const { target, progressDeadline, analysis } = canary.spec;
  const traffic = trafficOf(canary);
  return [
    ["Target", `${target.kind}/${target.name}.${canary.namespace}`],
    ["Failed checks threshold", `${analysis?.threshold ?? 1}`],
    ["Progress deadline", `${progressDeadline}s`],
    ...(traffic === undefined ? [] : [["Traffic routing", traffic] as const]),
  ];
}

function trafficOf({ spec: { analysis } }: Canary): string | undefined {
  if (!analysis) return undefined;
  const strategy = strategyOf(analysis);
  if (strategy === "ab-testing") return "A/B Testing";
  if (strategy === "blue-green") return "Blue/Green";
  const { stepWeight, stepWeights, maxWeight } = analysis;
  if (stepWeight > 0) return `Weight step: ${stepWeight} max: ${maxWeight}`;
  if (stepWeights.length > 0) return `Weight steps: ${stepWeights.join(",")} max: ${maxWeight}`;
  return undefined;
}
