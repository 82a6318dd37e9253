import type { FluxFacts } from "../api/fluxCheck.ts";
import { columns } from "./columns.ts";
import { oneLine } from "./safeText.ts";

/** Kubernetes below this minor version is not supported by the newest Flux; https://fluxcd.io/flux/releases/ */
const oldest = { flux: "2.9", minor: 33 };

/** What is installed, what is not well, and what to do about it: the last first. */
export function checkText(facts: FluxFacts, context: string): string {
  const troubles = troublesOf(facts);
  const { kubernetes, flux, controllers, definitions, counts, problems } = facts;
  const served = definitions.filter(({ versions }) => versions.length > 0);
  const missing = definitions.filter(({ versions }) => versions.length === 0);
  const parts = [
    [`Flux Check of ${oneLine(context)}`, "─".repeat(30)],
    troubles.length === 0
      ? ["Everything is well."]
      : ["To look at:", ...troubles.map((it) => `  ✗ ${it}`)],
    [
      "Versions",
      ...columns(
        [
          ["Kubernetes", oneLine(kubernetes)],
          ["Flux", oneLine(flux ?? "not told by its Deployments")],
        ],
        "  ",
      ),
    ],
    [
      "Controllers",
      ...columns(
        controllers.map(({ namespace, name, version, health }) => [
          health.state === "ready" ? "✓" : "✗",
          oneLine(`${namespace}/${name}`),
          oneLine(version),
          oneLine(health.words),
        ]),
        "  ",
      ),
      ...(controllers.length === 0 ? ["  none"] : []),
    ],
    [
      "Definitions",
      ...columns(
        served.map(({ kind, group, versions, used }) => [
          "✓",
          kind,
          group,
          `serves ${versions.join(", ")}${used && versions.length > 1 ? `; ${used} is used` : ""}`,
        ]),
        "  ",
      ),
      ...(missing.length > 0
        ? [`  Not installed: ${missing.map(({ kind }) => kind).join(", ")}`]
        : []),
    ],
    [
      "Objects",
      ...columns(
        counts.map(({ kind, all, failing, suspended, bytes }) => [
          kind,
          String(all),
          failing > 0 ? `${failing} failing` : "none failing",
          suspended > 0 ? `${suspended} suspended` : "",
          bytes > 0 ? `${sizeOf(bytes)} of artifacts` : "",
        ]),
        "  ",
      ),
      ...(counts.length === 0 ? ["  none"] : []),
    ],
    problems.length === 0 ? [] : ["Not read", ...problems.map((it) => `  ${oneLine(it)}`)],
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function troublesOf({
  kubernetes,
  controllers,
  definitions,
  counts,
}: FluxFacts): readonly string[] {
  const minor = Number(/^v?1\.(\d+)/.exec(kubernetes)?.[1] ?? Number.NaN);
  const isInstalled = definitions.some(({ versions }) => versions.length > 0);
  const ill = controllers.filter(({ health }) => health.state !== "ready");
  const failing = counts.filter((it) => it.failing > 0);
  return [
    ...(minor < oldest.minor
      ? [
          `Kubernetes ${kubernetes} is older than 1.${oldest.minor}, which Flux ${oldest.flux} needs: upgrade the cluster first.`,
        ]
      : []),
    ...(isInstalled
      ? []
      : [
          "Flux is not installed here: nothing serves its kinds. `flux bootstrap` or `flux install` does it.",
        ]),
    ...(isInstalled && controllers.length === 0
      ? [
          "No Deployment is labelled app.kubernetes.io/part-of=flux: nothing reconciles these objects, or you may not see it.",
        ]
      : []),
    ...ill.map(
      ({ namespace, name, health }) =>
        `${oneLine(`${namespace}/${name}`)}: ${oneLine(health.words)}. Show its logs and events.`,
    ),
    ...failing.map(
      ({ kind, failing: count }) =>
        `${count} of kind ${kind} ${count === 1 ? "fails" : "fail"}: Explain Why Not Ready tells the cause.`,
    ),
  ];
}

function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const kibibytes = bytes / 1024;
  return kibibytes < 1024 ? `${kibibytes.toFixed(1)} KiB` : `${(kibibytes / 1024).toFixed(1)} MiB`;
}
