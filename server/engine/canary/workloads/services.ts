import type { Failure } from "../routing.ts";
import type { Run } from "../run.ts";
import { reconcileService } from "./reconcileService.ts";

/**
 * The Services `{apex}-canary` and `{apex}-primary`.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/router/kubernetes_default.go
 */
export function reconcileServices(run: Run): Failure | undefined {
  const { apex, object } = run.canary.spec.service;
  const { value } = run.label;
  return (
    reconcileService(run, `${apex}-canary`, value, object.canary) ??
    reconcileService(run, `${apex}-primary`, `${value}-primary`, object.primary)
  );
}

/** The Service of the users, which leads to the primary from now on. */
export function reconcileApexService(run: Run): Failure | undefined {
  const { apex, object } = run.canary.spec.service;
  return reconcileService(run, apex, `${run.label.value}-primary`, object.apex);
}
