/** `apps/v1`, or `v1` of Kubernetes' first group. */
export const apiVersionOf = (it: { readonly group: string; readonly version: string }): string =>
  it.group === "" ? it.version : `${it.group}/${it.version}`;
