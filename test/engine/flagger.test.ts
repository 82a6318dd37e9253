import { expect, test } from "vitest";
import { type FlaggerFlag, flaggerFlag } from "../../server/engine/flagger.ts";
import { defaultSettings } from "../../server/engine/settings.ts";
import { viewOf } from "../../server/engine/view.ts";
import { changed, emptyWorkspace } from "../../server/engine/workspace.ts";

const noSchemas = { find: () => undefined, kinds: [] };

function said(flag: FlaggerFlag, text: string): string | undefined {
  const empty = emptyWorkspace(noSchemas, [], defaultSettings);
  const { workspace } = changed(empty, [{ path: "flagger.yaml", content: { text } }]);
  return flaggerFlag(viewOf(workspace), flag)?.text;
}

const release = (values: string) => `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: flagger, namespace: flagger-system }
spec: { chart: { spec: { chart: flagger } }, values: ${values} }
`;

const deployment = (args: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: flagger, namespace: flagger-system }
spec:
  template:
    spec: { containers: [{ image: "ghcr.io/fluxcd/flagger:1.44.0", args: ${args} }] }
`;

test("values of the chart, and what Flagger takes without them", () => {
  expect(said("noCrossNamespaceRefs", release("{ noCrossNamespaceRefs: true }"))).toBe("true");
  expect(said("noCrossNamespaceRefs", release("{}"))).toBe("false");
  expect(said("configTracking", release("{ configTracking: { enabled: false } }"))).toBe("false");
  expect(said("configTracking", release("{}"))).toBe("true");
  expect(said("ingressAnnotationsPrefix", release("{}"))).toBe("nginx.ingress.kubernetes.io");
});

test("a switch stands alone or has its value behind the sign", () => {
  const flag = "noCrossNamespaceRefs";
  expect(said(flag, deployment("[-no-cross-namespace-refs, -mesh-provider, nginx]"))).toBe("true");
  expect(said(flag, deployment("[--no-cross-namespace-refs=false]"))).toBe("false");
  // Go takes what follows a switch for something else.
  expect(said(flag, deployment("[-no-cross-namespace-refs, false]"))).toBe("true");
  expect(said("meshProvider", deployment("[-mesh-provider, nginx]"))).toBe("nginx");
});

test("nothing is known where nothing installs Flagger", () => {
  expect(said("meshProvider", "kind: Canary")).toBeUndefined();
});
