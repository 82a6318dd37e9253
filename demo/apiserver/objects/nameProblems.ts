import { isObject, type JsonObject } from "../../../server/engine/canary/json.ts";
import type { Kind } from "../kind.ts";
import type { Cause } from "../refusal.ts";
import { metadataOf, nameOf } from "./metadata.ts";

/**
 * What is wrong with the name and the labels of an object.
 *
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */
export function nameProblems(object: JsonObject, kind: Kind): readonly Cause[] {
  const name = nameOf(object);
  const metadata = metadataOf(object);
  if (name === "") {
    return [
      {
        reason: "FieldValueRequired",
        field: "metadata.name",
        message: "Required value: name or generateName is required",
      },
    ];
  }
  const problem = (named[kind.plural] ?? subdomainName)(name);
  const causes: Cause[] = problem
    ? [
        {
          reason: "FieldValueInvalid",
          field: "metadata.name",
          message: `Invalid value: ${JSON.stringify(name)}: ${problem}`,
        },
      ]
    : [];
  const labels = isObject(metadata.labels) ? Object.entries(metadata.labels) : [];
  for (const [, value] of labels) {
    if (typeof value !== "string" || labelValue.test(value)) continue;
    causes.push({
      reason: "FieldValueInvalid",
      field: "metadata.labels",
      message: `Invalid value: ${JSON.stringify(value)}: a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')`,
    });
  }
  return causes;
}

const pathName = (name: string): string | undefined =>
  /[/%]/.test(name) || name === "." || name === ".." ? "may not contain '/'" : undefined;

const subdomainName = (name: string): string | undefined =>
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(name)
    ? undefined
    : "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

const namespaceName = (name: string): string | undefined =>
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name)
    ? undefined
    : name.includes(".") && subdomainName(name) === undefined
      ? "must not contain dots"
      : "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name', or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

const labelName = (name: string): string | undefined =>
  /^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(name)
    ? undefined
    : "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";

/** Kinds whose names are no subdomains; those of rights need only fit into a path. */
const named: Readonly<Record<string, (name: string) => string | undefined>> = {
  namespaces: namespaceName,
  services: labelName,
  roles: pathName,
  rolebindings: pathName,
  clusterroles: pathName,
  clusterrolebindings: pathName,
};

const labelValue = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;
