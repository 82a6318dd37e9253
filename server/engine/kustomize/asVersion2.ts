/** What aliases and merge keys are refused with, told by go-yaml v2, with which kustomize reads all but manifests. */
export const asVersion2 = (message: string): string =>
  NO_MERGE.test(message)
    ? "yaml: map merge requires map or sequence of maps as the value"
    : message.replace(/^MalformedYAMLError: /, "");

const NO_MERGE = /^(?:map merge requires|invalid map merge)/;
