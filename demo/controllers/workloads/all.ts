import type { Controller } from "../controller.ts";
import { daemonSetController } from "./daemonSet.ts";
import { deploymentController } from "./deployment.ts";
import { endpointsController } from "./endpoints.ts";
import { gatewayController } from "./gateway.ts";
import { jobController } from "./job.ts";
import { kubelet } from "./kubelet.ts";
import { replicaSetController } from "./replicaSet.ts";
import { scalerController } from "./scaler.ts";
import { scheduler } from "./scheduler.ts";
import { statefulSetController } from "./statefulSet.ts";
import { claimController, serviceAccountController } from "./surroundings.ts";

/** What makes pods of workloads, and addresses of pods. */
export const workloads: readonly Controller[] = [
  serviceAccountController,
  deploymentController,
  replicaSetController,
  daemonSetController,
  statefulSetController,
  jobController,
  scheduler,
  kubelet,
  endpointsController,
  claimController,
  gatewayController,
  scalerController,
];
