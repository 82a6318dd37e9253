const subdomain = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";
const label = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";
const strings = () => ({ type: "object", additionalProperties: { type: "string" } });
const time = () => ({ type: "string" });

// Field names and types of meta/v1 ObjectMeta, those a person writes first.
const objectMeta = {
  name: { type: "string", minLength: 1, maxLength: 253, pattern: subdomain },
  namespace: { type: "string", minLength: 1, maxLength: 63, pattern: label },
  labels: strings(),
  annotations: strings(),
  finalizers: { type: "array", items: { type: "string" } },
  generateName: { type: "string" },
  ownerReferences: {
    type: "array",
    items: {
      type: "object",
      required: ["apiVersion", "kind", "name", "uid"],
      properties: {
        apiVersion: { type: "string" },
        kind: { type: "string" },
        name: { type: "string" },
        uid: { type: "string" },
        controller: { type: "boolean" },
        blockOwnerDeletion: { type: "boolean" },
      },
      additionalProperties: false,
    },
  },
  creationTimestamp: { type: ["string", "null"] },
  deletionGracePeriodSeconds: { type: "integer" },
  deletionTimestamp: time(),
  generation: { type: "integer" },
  managedFields: { type: "array", items: { type: "object" } },
  resourceVersion: { type: "string" },
  selfLink: { type: "string" },
  uid: { type: "string" },
};

// What kustomize decodes; it gives none of it any effect.
const kustomizationMeta = {
  name: { type: "string" },
  namespace: { type: "string" },
  labels: strings(),
  annotations: strings(),
};

/** The schema of `metadata`, the same in every file of a project. */
export function metadataOf(row, texts) {
  const idle = row.project === "kustomize";
  const fields = structuredClone(idle ? kustomizationMeta : objectMeta);
  const prefix = idle ? "kustomization.metadata" : "metadata";
  describe(fields, prefix, texts);
  return {
    description: texts[prefix],
    type: "object",
    ...(idle ? {} : { required: ["name"] }),
    properties: fields,
    additionalProperties: false,
  };
}

function describe(fields, prefix, texts) {
  for (const [name, field] of Object.entries(fields)) {
    const key = `${prefix}.${name}`;
    if (!texts[key]) throw new Error(`No description: shared ${key}`);
    field.description = texts[key];
    describe(field.items?.properties ?? {}, key, texts);
  }
}
