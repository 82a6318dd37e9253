import { stringOf } from "../../canary/json.ts";
import type { Fix, Rule } from "../rule.ts";
import { type CanaryReading, canaryOf } from "./canary.ts";
import { type DiscoveredPort, discoveredPorts } from "./discoveredPorts.ts";
import { examplePieces } from "./examplePieces.ts";
import { isCanary } from "./requestMatch.ts";
import { workloadOf } from "./workload.ts";

const DISCOVERY = ["spec", "service", "portDiscovery"];
const TARGET_PORT = ["spec", "service", "targetPort"];

/** A Service has each name and each number once. flagger.md §3.3, §6.4 T09 */
export const portDiscoveryClash: Rule = {
  code: "port-discovery-clash",
  severity: "error",
  title: "Discovered ports that are there twice",
  explanation:
    "With portDiscovery Flagger adds the ports of all containers to its Services, but the one that targetPort leads to; without targetPort, but the one with the number of port. When a name or number then stands there twice, such as http for the port of the Canary and for that of the container, Kubernetes refuses the Services, and Flagger reports an error at every tick. Set targetPort to the port of the container.",
  link: "https://docs.flagger.app/faq#multiple-ports",
  examples: {
    wrong: `${examplePieces.canary}
        provider: linkerd
        service:
          port: 9898
          portDiscovery: true
      #   ^^^^^^^^^^^^^ port-discovery-clash
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: orders, namespace: shop }
      spec:
        selector: { matchLabels: { app: orders } }
        template:
          metadata: { labels: { app: orders } }
          spec:
            containers:
              - name: web
                image: ghcr.io/stefanprodan/podinfo:6.9.2
                ports:
                  - { name: web, containerPort: 9898 }
                  - { name: http, containerPort: 9797 }
    `,
    right: `${examplePieces.canary}
        provider: linkerd
        service:
          port: 9898
          portName: web
          portDiscovery: true
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: orders, namespace: shop }
      spec:
        selector: { matchLabels: { app: orders } }
        template:
          metadata: { labels: { app: orders } }
          spec:
            containers:
              - name: web
                image: ghcr.io/stefanprodan/podinfo:6.9.2
                ports:
                  - { name: web, containerPort: 9898 }
                  - { name: http, containerPort: 9797 }
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    if (canary.service.portDiscovery !== true) return;
    if (!canary.isSettled(["spec", "service"]) || canary.service.port === undefined) return;
    const workload = workloadOf(canary, view);
    const clash = workload && clashOf(canary, discoveredPorts(canary, workload));
    if (!workload || !clash) return;
    yield {
      at: DISCOVERY,
      on: "key",
      message: `Kubernetes refuses the Services of this Canary, at every tick: ${clash.words}.${clash.fixes.length > 0 ? " Set targetPort to the port of the container." : ""}`,
      related: [
        {
          resource: workload.resource,
          at: ["spec", "template", "spec", "containers"],
          message: "The ports that Flagger finds.",
        },
      ],
      fixes: clash.fixes,
    };
  },
};

interface Clash {
  readonly words: string;
  readonly fixes: readonly Fix[];
}

function clashOf(canary: CanaryReading, found: readonly DiscoveredPort[]): Clash | undefined {
  const { port } = canary.service;
  const portName = stringOf(canary.service.portName) || "http";
  // Of two ports with one name Flagger keeps the last.
  const ports = [...new Map(found.map((it) => [it.name, it])).values()];
  const named = ports.find((it) => it.name === portName);
  if (named) {
    return {
      words: `"${portName}" is the name of its own port ${port} and of port ${named.port} of container ${named.container}`,
      fixes: canary.has(TARGET_PORT) ? [] : [leadingTo(canary, portName)],
    };
  }
  const numbered = ports.find((it) => it.port === port);
  if (numbered) {
    return {
      words: `${port} is the number of its own port and of "${numbered.name}" of container ${numbered.container}`,
      fixes: [],
    };
  }
  const twice = ports.find((it) => ports.some((other) => other !== it && other.port === it.port));
  return twice && { words: `the containers list ${twice.port} more than once`, fixes: [] };
}

const leadingTo = ({ resource }: CanaryReading, name: string): Fix => ({
  title: `Set targetPort to ${name}`,
  changes: [{ type: "insert", resource, at: ["spec", "service"], text: `targetPort: ${name}` }],
  preferred: true,
});
