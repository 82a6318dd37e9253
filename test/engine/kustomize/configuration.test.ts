import { expect, test } from "vitest";
import {
  emptyConfiguration,
  mergeConfigurations,
  sorted,
} from "../../../server/engine/kustomize/configuration.ts";
import { defaultConfiguration } from "../../../server/engine/kustomize/data/defaultConfiguration.ts";

test("the defaults are in the order into which kustomize sorts them", () => {
  expect(sorted(defaultConfiguration)).toEqual(defaultConfiguration);
});

test("the defaults stay what they are when they are merged", () => {
  // A copy, so that they are not recognised.
  const copy = { ...defaultConfiguration };
  const merged = mergeConfigurations(emptyConfiguration, copy);
  expect(merged).toEqual(defaultConfiguration);
  expect(mergeConfigurations(merged, copy)).toEqual(defaultConfiguration);
});
