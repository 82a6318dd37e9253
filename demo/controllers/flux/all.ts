import type { Controller } from "../controller.ts";
import { helmReleases } from "./helm/helmRelease.ts";
import { kustomizations } from "./kustomize/kustomization.ts";
import { imageControllers } from "./others/images.ts";
import { notificationController } from "./others/notifications.ts";
import { newArtifacts } from "./source/artifacts.ts";
import { buckets } from "./source/bucket.ts";
import { gitRepositories } from "./source/gitRepository.ts";
import { helmCharts } from "./source/helmChart.ts";
import { helmRepositories } from "./source/helmRepository.ts";
import { ociRepositories } from "./source/ociRepository.ts";
import type { SourceSetting } from "./source/sourceSetting.ts";

/** Flux's controllers. They run as long as their Deployments in flux-system ask for pods. */
export function fluxControllers(
  fetch: SourceSetting["fetch"],
  artifacts = newArtifacts(),
): readonly Controller[] {
  const setting: SourceSetting = { artifacts, fetch };
  return [
    gitRepositories(setting),
    ociRepositories(setting),
    buckets(setting),
    helmRepositories(setting),
    helmCharts(setting),
    kustomizations(artifacts),
    helmReleases(artifacts),
    notificationController,
    ...imageControllers,
  ];
}
