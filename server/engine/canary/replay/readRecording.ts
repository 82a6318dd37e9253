import type { MetricAnswer, WebhookAnswer } from "../call.ts";
import {
  field,
  isObject,
  type Json,
  type JsonObject,
  listOf,
  numberOf,
  stringOf,
} from "../json.ts";
import type { Edit } from "../setup.ts";
import { readReading } from "./readReading.ts";
import { recordedFlags } from "./recordedFlags.ts";
import type { RecordedEdit, RecordedTick, Recording } from "./recording.ts";

/** Reads the input of a recorded rollout; or says in one sentence what is wrong with it. */
export function readRecording(text: string): Recording | { readonly mistake: string } {
  const json = parsed(text);
  if (json === undefined) return { mistake: "It is no JSON." };
  if (!isObject(json)) return { mistake: "It is no JSON object." };
  if (json.format !== 1) {
    return { mistake: `Its "format" is ${JSON.stringify(json.format ?? null)}; 1 is known.` };
  }
  for (const key of ["objects", "ticks"]) {
    if (!Array.isArray(json[key])) return { mistake: `It has no list "${key}".` };
  }
  const namespace = stringOf(json.namespace);
  const name = stringOf(field(json, "names", "canary"));
  if (namespace === "" || name === "") {
    return {
      mistake: 'It does not say in "namespace" and "names.canary" which Canary it is about.',
    };
  }
  return recordingOf(json, { name, namespace });
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function recordingOf(
  json: JsonObject,
  canary: Recording["canary"],
): Recording | { readonly mistake: string } {
  const objects = listOf(json.objects).filter(isObject);
  const isThere = objects.some(
    (it) => it.kind === "Canary" && field(it, "metadata", "name") === canary.name,
  );
  if (!isThere) return { mistake: `The Canary ${canary.name} is not among its "objects".` };
  const flags = recordedFlags(field(json, "flagger", "flags"), stringOf(json.provider));
  return {
    canary,
    target: stringOf(field(json, "names", "target")),
    flags,
    objects,
    metrics: answersOf(field(json, "script", "metrics"), (it) => it as MetricAnswer),
    webhooks: answersOf(field(json, "script", "webhooks"), webhookAnswer),
    edits: listOf(field(json, "script", "edits")).map(editOf),
    ticks: listOf(json.ticks).map(tickOf),
  };
}

function answersOf<Answer>(
  it: Json | undefined,
  read: (answer: Json) => Answer,
): ReadonlyMap<string, readonly Answer[]> {
  const answers = new Map<string, readonly Answer[]>();
  if (!isObject(it)) return answers;
  for (const key of Object.keys(it)) answers.set(key, listOf(it[key]).map(read));
  return answers;
}

function webhookAnswer(it: Json): WebhookAnswer {
  if (typeof it === "number") return { status: it };
  const { body, delay } = isObject(it) ? it : {};
  return {
    status: numberOf(field(it, "status")),
    ...(typeof body === "string" ? { body } : {}),
    ...(typeof delay === "number" ? { delay } : {}),
  };
}

function editOf(it: Json): RecordedEdit {
  const lag = field(it, "what") === "gateway" ? field(it, "lag") : undefined;
  return {
    afterTick: numberOf(field(it, "afterTick")),
    edit: numberOf(field(it, "code")) >= 400 ? undefined : changeOf(it),
    gatewayLag: typeof lag === "number" ? lag : undefined,
  };
}

function changeOf(it: Json): Edit | undefined {
  const [kind = "", name = ""] = stringOf(field(it, "object")).split("/");
  const body = field(it, "body");
  switch (field(it, "what")) {
    case "patch":
      return isObject(body) ? { edit: "patch", object: { kind, name }, body } : undefined;
    case "create":
      return isObject(body) ? { edit: "create", object: body } : undefined;
    case "delete":
      return { edit: "delete", object: { kind, name } };
    default:
      return undefined;
  }
}

const tickOf = (it: Json, index: number): RecordedTick => {
  const tick = field(it, "tick");
  return {
    tick: typeof tick === "number" ? tick : index,
    at: numberOf(field(it, "at")),
    edits: listOf(field(it, "edits")).filter((edit) => typeof edit === "number"),
    finalizer: field(it, "finalizer") === true,
    reads: {
      target: readReading(field(it, "reads", "target")),
      primary: readReading(field(it, "reads", "primary")),
    },
  };
};
