import { placeOf } from "../../../demo/apiserver/inside.ts";
import { metadataOf, textsOf } from "../../../demo/apiserver/objects/metadata.ts";
import { conditionsIn } from "../../../demo/controllers/flux/conditions.ts";
import { entriesIn } from "../../../demo/controllers/flux/kustomize/inventory.ts";
import {
  field,
  isObject,
  type Json,
  type JsonObject,
  listOf,
  stringOf,
} from "../../../server/engine/canary/json.ts";
import type { FluxCase } from "./fluxCase.ts";

const KUSTOMIZE = "kustomize.toolkit.fluxcd.io/v1";

/** What is so on the demo cluster, in the words of a recording; what varies from run to run is replaced. */
export function fluxOutcome(play: FluxCase, names: readonly string[], several: boolean): Json {
  const { inside } = play;
  const kustomizations = Object.fromEntries(
    names.map((it) => {
      const [namespace = "", name = ""] = it.split("/");
      const found = inside.get({ apiVersion: KUSTOMIZE, kind: "Kustomization", namespace, name });
      return [
        it,
        found
          ? outcomeOf(play, found)
          : { deleted: true, events: eventsAbout(play, namespace, name) },
      ];
    }),
  );
  return cleaned(kustomizations, play.commits, several);
}

function outcomeOf(play: FluxCase, object: JsonObject): JsonObject {
  const { status } = object;
  const read = isObject(status) ? status : {};
  const { name, namespace } = placeOf(object);
  return {
    conditions: conditionsIn(read).map(
      ({ type, status: is, reason, message, observedGeneration }) => ({
        type,
        status: is,
        reason,
        message,
        generation: observedGeneration,
      }),
    ),
    generation: metadataOf(object).generation,
    observedGeneration: read.observedGeneration,
    lastAppliedRevision: read.lastAppliedRevision,
    lastAttemptedRevision: read.lastAttemptedRevision,
    history:
      read.history &&
      listOf(read.history).map((it) => ({
        lastReconciledStatus: field(it, "lastReconciledStatus"),
        totalReconciliations: field(it, "totalReconciliations"),
        metadata: field(it, "metadata"),
      })),
    inventory: entriesIn(read).map((it) => ({ ...it })),
    ...someOf("events", eventsAbout(play, namespace, name)),
    ...someOf("objects", ownedBy(play, object)),
  };
}

/** Empty lists are left out in recordings. */
const someOf = (key: string, list: readonly JsonObject[]): JsonObject =>
  list.length > 0 ? { [key]: list } : {};

/** In order. */
const eventsAbout = (
  { events }: FluxCase,
  namespace: string,
  name: string,
): readonly JsonObject[] =>
  events
    .filter(({ involvedObject: about }) => {
      return (
        field(about, "kind") === "Kustomization" &&
        field(about, "namespace") === namespace &&
        field(about, "name") === name
      );
    })
    .map(({ type, reason, message }) => ({ type, reason, message }));

/** What the controller owns of the objects that carry the labels of a Kustomization. */
function ownedBy({ inside, cluster }: FluxCase, kustomization: JsonObject): readonly JsonObject[] {
  return entriesIn(isObject(kustomization.status) ? kustomization.status : {}).flatMap(
    ({ id, v }) => {
      const parts = id.split("_");
      const kind = parts.at(-1) ?? "";
      const group = parts.at(-2) ?? "";
      const apiVersion = group === "" ? v : `${group}/${v}`;
      const namespace = parts[0] ?? "";
      const name = parts.slice(1, -2).join("_").replaceAll("__", ":");
      const found = inside.get({ apiVersion, kind, namespace, name });
      const own =
        found &&
        listOf(metadataOf(found).managedFields).find(
          (it) =>
            field(it, "manager") === "kustomize-controller" && field(it, "operation") === "Apply",
        );
      void cluster;
      if (!found || !own) return [];
      const kept = pick(found, field(own, "fieldsV1"));
      const {
        apiVersion: a,
        kind: k,
        metadata,
      } = found as { apiVersion: string; kind: string; metadata: JsonObject };
      const base = {
        name: metadata.name,
        ...(metadata.namespace !== undefined && { namespace: metadata.namespace }),
      };
      const picked = isObject(kept) ? kept : {};
      return [
        {
          ...picked,
          apiVersion: a,
          kind: k,
          metadata: { ...base, ...(isObject(picked.metadata) ? picked.metadata : {}) },
        },
      ];
    },
  );
}

/** The part of a value that a set of fields names; a field without more stands for all of it. */
function pick(value: Json | undefined, fields: Json | undefined): Json | undefined {
  if (!isObject(fields)) return value;
  const keys = Object.keys(fields).filter((it) => it !== ".");
  if (keys.length === 0) return value;
  if (Array.isArray(value)) {
    return value.flatMap((item: Json) => {
      const key = keys.find((it) => isKeyOf(it, item));
      return key === undefined ? [] : [pick(item, fields[key]) ?? null];
    });
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(
    keys.flatMap((key) => {
      const name = key.replace(/^f:/, "");
      const picked = pick(value[name], fields[key]);
      return picked === undefined ? [] : [[name, picked]];
    }),
  );
}

function isKeyOf(key: string, item: Json): boolean {
  if (key.startsWith("v:")) return JSON.stringify(item) === key.slice(2);
  if (!key.startsWith("k:") || !isObject(item)) return false;
  const wanted = JSON.parse(key.slice(2)) as JsonObject;
  return Object.entries(wanted).every(([name, it]) => item[name] === it);
}

/** Objects in the namespaces of the people, as the recordings list them. */
export function presentIn(play: FluxCase, expected: readonly JsonObject[], several: boolean): Json {
  const { inside, commits } = play;
  const found = KINDS.flatMap(([apiVersion, kind]) => inside.list(apiVersion, kind)).filter(
    (it) => {
      const { namespace, name, kind } = placeOf(it);
      if (namespace === "flux-system")
        return expected.some((other) => other.name === name && other.kind === kind);
      return (
        namespace !== "kube-system" &&
        !name.startsWith("kube-root-ca") &&
        !(kind === "ServiceAccount" && name === "default")
      );
    },
  );
  return cleaned(
    found.map((it) => {
      const { kind, namespace, name } = placeOf(it);
      const labels = textsOf(it, "labels");
      const owner = labels["kustomize.toolkit.fluxcd.io/name"];
      const annotations = textsOf(it, "annotations");
      return {
        kind,
        namespace,
        name,
        ...(it.data !== undefined && { data: it.data }),
        ...(owner !== undefined && {
          owner: `${stringOf(labels["kustomize.toolkit.fluxcd.io/namespace"])}/${stringOf(owner)}`,
        }),
        ...(Object.keys(annotations).length > 0 && { annotations }),
      };
    }),
    commits,
    several,
  );
}

const KINDS = [
  ["v1", "ConfigMap"],
  ["apps/v1", "Deployment"],
  ["batch/v1", "Job"],
  ["v1", "ServiceAccount"],
  [KUSTOMIZE, "Kustomization"],
] as const;

/** Sources and their conditions. */
export function sourcesIn({ inside, commits, artifacts }: FluxCase, several: boolean): Json {
  return cleaned(
    inside.list("source.toolkit.fluxcd.io/v1", "GitRepository").map((it) => {
      const { kind, name, namespace } = placeOf(it);
      const ready = conditionsIn(it.status).find(({ type }) => type === "Ready");
      const artifact = artifacts.get(stringOf(field(it, "status", "artifact", "url")));
      return {
        kind,
        name,
        namespace,
        ready: ready && { status: ready.status, reason: ready.reason, message: ready.message },
        ...(artifact && { artifact: [...artifact.files.keys()].sort() }),
      };
    }),
    commits,
    several,
  );
}

/** Single objects in full, with who manages them. */
export function liveOf(
  { inside, commits }: FluxCase,
  expected: readonly JsonObject[],
  several: boolean,
): Json {
  return cleaned(
    expected.map((wanted) => {
      const found = inside.get(placeOf(wanted));
      if (!found) return null;
      const metadata = metadataOf(found);
      const managers = listOf(metadata.managedFields).map((it) =>
        [field(it, "manager"), field(it, "operation"), field(it, "subresource")]
          .map(stringOf)
          .filter((part) => part !== "")
          .join("/"),
      );
      const { labels, annotations, name, namespace } = metadata;
      return {
        ...found,
        metadata: {
          name,
          namespace,
          ...(labels !== undefined && { labels }),
          ...(annotations !== undefined && { annotations }),
        },
        managers: [...new Set(managers)].sort(),
      };
    }),
    commits,
    several,
  );
}

function cleaned(value: Json, commits: readonly string[], several: boolean): Json {
  let text = JSON.stringify(value);
  for (const [index, it] of commits.entries()) {
    text = text.replaceAll(it, several ? `COMMIT${index + 1}` : "COMMIT");
  }
  return JSON.parse(
    text
      .replaceAll(/\/tmp\/kustomization-\d+/g, "/TMP")
      .replaceAll(/retrying in 5s/g, "retrying in 30s")
      .replaceAll(/(after|passed in|finished in) [0-9hms.]+/g, "$1 DURATION"),
  ) as Json;
}
