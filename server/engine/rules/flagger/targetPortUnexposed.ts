import { isObject, type JsonObject, listOf, stringOf } from "../../canary/json.ts";
import type { Resource } from "../../resource.ts";
import type { Finding, Fix, Rule } from "../rule.ts";
import { type CanaryReading, canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { isCanary } from "./requestMatch.ts";
import { type Workload, workloadOf } from "./workload.ts";

const PORT = ["spec", "service", "port"];
const TARGET_PORT = ["spec", "service", "targetPort"];

/** Where the Services of a Canary lead. flagger.md §3.3, §6.4 T08 */
export const targetPortUnexposed: Rule = {
  code: "target-port-unexposed",
  severity: "error",
  title: "Port that no container has",
  explanation:
    "The Services of a Canary lead to service.targetPort of the pods, and without one to the number of service.port. When no container has a port of that name, they have no endpoints; when none lists that number, most likely nothing listens there. The release is then judged by requests that never arrive, or is rolled back for want of values. Name the port of the container.",
  link: "https://docs.flagger.app/usage/how-it-works#canary-service",
  examples: {
    wrong: `${examplePieces.canary}
        provider: linkerd
        service:
          port: 80
          targetPort: web
          #           ^^^ target-port-unexposed
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
      ---${examplePieces.deployment}
    `,
    right: `${examplePieces.canary}
        provider: linkerd
        service:
          port: 80
          targetPort: http
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
      ---${examplePieces.deployment}
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    if (!canary.isSettled(TARGET_PORT) || !canary.isSettled(PORT)) return;
    const workload = workloadOf(canary, view);
    // A workload without containers, or with one that has no name, is a mistake of its own: the API server refuses it.
    const names = workload?.containers.map((it) => stringOf(it.name)) ?? [];
    if (!workload || names.length === 0 || names.includes("")) return;
    const finding = judged(canary, workload, portsOf(workload));
    if (finding) yield finding;
  },
};

function judged(
  canary: CanaryReading,
  workload: Workload,
  ports: readonly JsonObject[],
): Finding | undefined {
  const { targetPort, port } = canary.service;
  const related = [
    {
      resource: workload.resource,
      at: ["spec", "template", "spec", "containers"],
      message: `The containers of ${workload.resource.name}.`,
    },
  ];
  const fixes = onlyPort(canary.resource, ports, canary.has(TARGET_PORT));
  const shown = listed(ports);
  if (typeof targetPort === "string" && targetPort !== "0") {
    if (/^\d+$/.test(targetPort)) return quoted(canary.resource, targetPort);
    if (ports.some((it) => it.name === targetPort)) return undefined;
    return {
      at: TARGET_PORT,
      message: `The Services of this Canary will have no endpoints: no container of ${workload.resource.name} has a port named "${targetPort}"${shown}.`,
      related,
      fixes,
    };
  }
  const number = typeof targetPort === "number" && targetPort !== 0 ? targetPort : port;
  // Listing numbers is up to the author; where none is listed, nothing is known.
  if (typeof number !== "number" || ports.length === 0) return undefined;
  if (ports.some((it) => it.containerPort === number)) return undefined;
  const isAssumed = number !== targetPort;
  return {
    at: isAssumed ? PORT : TARGET_PORT,
    severity: "warning",
    message: `${isAssumed ? `Without targetPort the Services of this Canary lead to port ${number} of the pods, which` : `Port ${number}`} no container of ${workload.resource.name} lists${shown}. If nothing listens there, the canary gets no requests and is rolled back.`,
    related,
    fixes,
  };
}

/** Text that is a number is taken for a name, and names need a letter. */
const quoted = (resource: Resource, text: string): Finding => ({
  at: TARGET_PORT,
  message: `The Services of this Canary will be refused: "${text}" in quotes is taken for the name of a port, and names need a letter. Write the number without quotes.`,
  fixes: [
    {
      title: "Remove the quotes",
      changes: [{ type: "replace", resource, at: TARGET_PORT, on: "value", text, raw: true }],
      preferred: true,
    },
  ],
});

/** TCP ports of the containers, sidecars that start before them included. */
function portsOf({ containers, pod }: Workload): readonly JsonObject[] {
  const sidecars = listOf(pod.initContainers)
    .filter(isObject)
    .filter((it) => it.restartPolicy === "Always");
  return [...containers, ...sidecars]
    .flatMap((it) => listOf(it.ports))
    .filter(isObject)
    .filter((it) => (it.protocol ?? "TCP") === "TCP");
}

const listed = (ports: readonly JsonObject[]): string =>
  ports.length === 0
    ? ""
    : `; there ${ports.length === 1 ? "is" : "are"} ${ports.map(shownPort).join(", ")}`;

const shownPort = ({ name, containerPort }: JsonObject): string =>
  name ? `${stringOf(name)} (${containerPort})` : String(containerPort);

/** Where there is but one port, that one is meant. */
function onlyPort(
  resource: Resource,
  ports: readonly JsonObject[],
  isThere: boolean,
): readonly Fix[] {
  const [port, ...others] = ports;
  if (!port || others.length > 0) return [];
  const text = String(port.name ?? port.containerPort);
  return [
    {
      title: `Set targetPort to ${text}`,
      changes: [
        isThere
          ? { type: "replace", resource, at: TARGET_PORT, on: "value", text, raw: true }
          : { type: "insert", resource, at: ["spec", "service"], text: `targetPort: ${text}` },
      ],
      preferred: true,
    },
  ];
}
