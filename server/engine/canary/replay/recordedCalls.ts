import type { Alert, Call, Event, ObjectWrite, WebhookCall } from "../call.ts";
import { field, type JsonObject, listOf, stringOf } from "../json.ts";
import { writtenForm } from "../routers/recorded.ts";
import type { CanaryStatus } from "../status.ts";
import { recordedWorkload } from "./recordedWorkload.ts";

/** The calls of a tick as a recording lists them. What reached nobody was not recorded. */
export function recordedCalls(calls: readonly Call[]): readonly object[] {
  return calls.filter(isHeard).map(recordedCall);
}

function isHeard(call: Call): boolean {
  if (call.call === "event") return !call.isLost;
  if (call.call === "query") return field(call.answer, "status") !== 0;
  return call.call !== "webhook" || call.answer.status !== 0;
}

function recordedCall(call: Call): object {
  switch (call.call) {
    case "event":
      return eventForm(call);
    case "query":
      return { query: call.text.replace(/\s+/g, " ").trim(), value: call.answer };
    case "webhook":
      return webhookForm(call);
    case "status":
      return { status: recordedStatus(call.status) };
    case "alert":
      return alertForm(call);
    case "write":
      return writeForm(call);
  }
}

export const recordedStatus = ({
  phase,
  canaryWeight,
  failedChecks,
  iterations,
  promoted,
}: CanaryStatus): object => ({ phase, canaryWeight, failedChecks, iterations, promoted });

const eventForm = ({ type, text, phase, to, metadata }: Event): object => ({
  event: [type, text],
  phase,
  ...(to === undefined ? {} : { to }),
  ...(metadata ? { metadata } : {}),
});

const webhookForm = ({ webhook, type, phase, metadata, answer }: WebhookCall): object => ({
  webhook,
  type,
  phase,
  ...(metadata ? { metadata } : {}),
  answer,
});

const alertForm = ({ text, severity, channel, fields }: Alert): object => ({
  alert: text,
  color: severity === "error" ? "danger" : "good",
  ...(channel === undefined ? {} : { channel }),
  fields,
});

function writeForm({ verb, object, refused }: ObjectWrite): object {
  const write = `${stringOf(object.kind)}/${stringOf(field(object, "metadata", "name"))}`;
  if (refused) return { write, verb, code: refused.code, message: refused.message };
  return { write, verb, ...fieldsOf(object) };
}

/** What a recording tells of an object, by kind. Never the values of a Secret. */
function fieldsOf(object: JsonObject): object {
  const { kind, spec } = object;
  switch (kind) {
    case "Deployment": {
      const { specReplicas, image } = recordedWorkload(object);
      return { replicas: specReplicas, image };
    }
    case "DaemonSet": {
      const nodeSelector = field(spec, "template", "spec", "nodeSelector") ?? {};
      return { nodeSelector, image: recordedWorkload(object).image };
    }
    case "Service":
      return serviceForm(object);
    case "HorizontalPodAutoscaler":
      return {
        target: field(spec, "scaleTargetRef", "name"),
        min: field(spec, "minReplicas"),
        max: field(spec, "maxReplicas"),
      };
    case "ScaledObject":
      return { annotations: field(object, "metadata", "annotations") ?? {}, spec };
    case "ConfigMap":
      return { data: object.data };
    case "Secret":
      return {};
    case "Canary":
      return { finalizers: field(object, "metadata", "finalizers") ?? [] };
    default:
      return writtenForm(object);
  }
}

/** A Knative Service is told by its traffic and by what Flagger notes in it. */
const serviceForm = ({ apiVersion, spec, ...object }: JsonObject): object =>
  apiVersion === "v1"
    ? {
        selector: field(spec, "selector") ?? null,
        ports: listOf(field(spec, "ports")).map((port) => ({
          name: field(port, "name"),
          port: field(port, "port"),
          targetPort: field(port, "targetPort"),
        })),
      }
    : {
        annotations: field(object, "metadata", "annotations") ?? {},
        traffic: field(spec, "traffic") ?? null,
      };
