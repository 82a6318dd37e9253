import type { Json } from "../../../../server/engine/canary/json.ts";
import type { Scenario, Step } from "../step.ts";

const maps = "/api/v1/namespaces/$NS/configmaps";
const TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";
const PARTIAL = "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io,application/json";

const made = (name: string, labels: object = {}, rest: object = {}): Step => ({
  ask: `POST ${maps}?fieldManager=contract`,
  body: { apiVersion: "v1", kind: "ConfigMap", metadata: { name, labels, ...rest } as Json },
  keeps: ["kind"],
});

const labelled = (name: string, labels: object): Step => ({
  ask: `PATCH ${maps}/${name}?fieldManager=contract`,
  type: "application/merge-patch+json",
  body: { metadata: { labels: labels as Json } },
  keeps: ["kind"],
});

const watched = (query: string, accept?: string): Step => ({
  ask: `GET ${maps}?watch=true&timeoutSeconds=1&${query}`,
  ...(accept !== undefined && { accept }),
});

/** What a watch tells of the past. */
export const watches: readonly Scenario[] = [
  {
    name: "watches replay what happened",
    steps: [
      made("a", { tier: "front" }),
      { ask: `GET ${maps}/a`, marks: true, keeps: ["kind"] },
      made("b", { tier: "back" }),
      labelled("a", { tier: "back" }),
      labelled("b", { tier: "front" }),
      { ask: `DELETE ${maps}/b`, keeps: ["status"] },
      watched("resourceVersion=$VERSION"),
      watched("resourceVersion=$VERSION&labelSelector=tier%3Dfront"),
      watched("resourceVersion=$VERSION&fieldSelector=metadata.name%3Da"),
      watched("fieldSelector=metadata.name%3Da&resourceVersion=0", TABLE),
      watched("resourceVersion=$VERSION&labelSelector=tier", TABLE),
      watched("fieldSelector=metadata.name%3Da", PARTIAL),
      watched(
        "fieldSelector=metadata.name%3Da&sendInitialEvents=true&allowWatchBookmarks=true&resourceVersionMatch=NotOlderThan",
      ),
      { ask: `GET ${maps}?watch=true&resourceVersion=x`, keeps: ["reason", "code"] },
    ],
  },
];
