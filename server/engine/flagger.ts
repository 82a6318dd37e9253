import { isFlagger } from "./facts.ts";
import { at, get, itemsOf, type Node, type Path, scalarOf, textOf } from "./node.ts";
import { mayBePatched } from "./patched.ts";
import { join } from "./path.ts";
import { isLeftOut } from "./reach.ts";
import { isOpen } from "./references/read.ts";
import { REPOSITORY_SETTINGS, repositorySettingsOf } from "./repositorySettings.ts";
import { type Resource, treeOf } from "./resource.ts";
import { standingOf } from "./standing.ts";
import type { View } from "./view.ts";

/** Settings of a Flagger installation that decide what becomes of a Canary; named as in the values of its chart. */
export type FlaggerFlag =
  | "meshProvider"
  | "selectorLabels"
  | "metricsServer"
  | "noCrossNamespaceRefs"
  | "includeLabelPrefix"
  | "ingressClass"
  | "ingressAnnotationsPrefix"
  | "configTracking"
  | "controlLoopInterval"
  | "eventWebhook"
  | "clusterName"
  | "slackUrl"
  | "slackChannel"
  | "teamsUrl";

/** What an installation says of one flag, and where. */
export interface FlagSaid {
  readonly flag: FlaggerFlag;
  /** The value that Flagger works with: its own default where nothing is said. */
  readonly text: string;
  /** `undefined` where the settings of the repository say it. */
  readonly resource: Resource | undefined;
  /** The scalar that says it; `undefined` where the default applies. */
  readonly at: Path | undefined;
  /** What stands before the value in the same scalar: `-selector-labels=` of an argument. */
  readonly prefix: string;
}

/** What one installation says. */
export interface InstalledFlag extends FlagSaid {
  readonly resource: Resource;
}

/** Where a flag is said, for a finding that follows from it; none where the settings of the repository say it. */
export const placesOfFlag = ({ resource, at = [] }: FlagSaid, message: string) =>
  resource ? [{ resource, at, message }] : [];

/**
 * What Flagger in this workspace is told by one flag: what `.flightpath.yaml` says of a Flagger elsewhere, else its
 * installation. `undefined` where that is not known: there is none, several disagree, or the value comes from elsewhere.
 * flagger.md §0.1
 */
export const flaggerFlag = (view: View, flag: FlaggerFlag): FlagSaid | undefined =>
  view.derived(`flagger ${flag}`, (it) => flagIn(it, flag));

function flagIn(view: View, flag: FlaggerFlag): FlagSaid | undefined {
  const text = settingsIn(view)[flag];
  if (text !== undefined) return { flag, text, resource: undefined, at: undefined, prefix: "" };
  const said = installations(view).map((it) => saidBy(it, view, flag));
  const [first] = said;
  return said.every((it) => it?.text === first?.text) ? first : undefined;
}

/** What repositories say in `.flightpath.yaml` of a Flagger that is installed elsewhere. */
export const settingsIn = (view: View): Readonly<Record<string, string>> =>
  view.derived("flagger settings", (it) => {
    const said = it.roots.map(({ path }) => {
      const text = it.file(join(path, REPOSITORY_SETTINGS))?.text;
      return text === undefined ? {} : repositorySettingsOf(text).flagger;
    });
    return Object.assign(Object.create(null), ...said);
  });

/** https://github.com/fluxcd/flagger/blob/v1.44.0/cmd/flagger/main.go */
const FLAGS: Readonly<Record<FlaggerFlag, Flag>> = {
  meshProvider: { argument: "mesh-provider", default: "istio" },
  selectorLabels: { argument: "selector-labels", default: "app,name,app.kubernetes.io/name" },
  metricsServer: { argument: "metrics-server", default: "http://prometheus:9090" },
  noCrossNamespaceRefs: { argument: "no-cross-namespace-refs", default: "false" },
  includeLabelPrefix: { argument: "include-label-prefix", default: "" },
  ingressClass: { argument: "ingress-class", default: "" },
  ingressAnnotationsPrefix: {
    argument: "ingress-annotations-prefix",
    default: "nginx.ingress.kubernetes.io",
  },
  configTracking: {
    argument: "enable-config-tracking",
    default: "true",
    value: ["configTracking", "enabled"],
  },
  controlLoopInterval: { argument: "control-loop-interval", default: "10s", value: "none" },
  eventWebhook: { argument: "event-webhook", default: "" },
  clusterName: { argument: "cluster-name", default: "" },
  slackUrl: { argument: "slack-url", default: "", value: ["slack", "url"] },
  slackChannel: { argument: "slack-channel", default: "", value: ["slack", "channel"] },
  teamsUrl: { argument: "msteams-url", default: "", value: ["msteams", "url"] },
};

interface Flag {
  readonly argument: string;
  /** What Flagger takes when it is told nothing. */
  readonly default: string;
  /** Where the chart's values say it; by default under the name of the flag. `none`: the chart never passes it. */
  readonly value?: readonly string[] | "none";
}

/** Go takes a switch that stands alone for true, and what follows for something else. */
const isSwitch = (flag: FlaggerFlag): boolean => /^(true|false)$/.test(FLAGS[flag].default);

const unsaid = (flag: FlaggerFlag): string => (isSwitch(flag) ? "true" : "");

const keysOf = (flag: FlaggerFlag): readonly string[] => {
  const { value } = FLAGS[flag];
  return value === "none" ? [] : (value ?? [flag]);
};

/** The value that a Flagger works with when nobody says another. */
export const flaggerDefault = (flag: FlaggerFlag): string => FLAGS[flag].default;

/** HelmReleases of the chart and Deployments of the image, but those that nothing applies. */
const installations = (view: View): readonly Resource[] =>
  [...view.withFact("chart flagger"), ...view.withFact("image flagger")].filter(
    (it) => standingOf(it, view) === "object" && !isLeftOut(it, view),
  );

function saidBy(resource: Resource, view: View, flag: FlaggerFlag): InstalledFlag | undefined {
  const isDeployment = resource.kind === "Deployment";
  if (
    mayBePatched(resource, view, isDeployment ? ["args", "command"] : ["values", ...keysOf(flag)])
  ) {
    return undefined;
  }
  return flagSaidBy(resource, flag);
}

/** What one installation says of a flag, parents left aside; `undefined` where that is not known. */
export function flagSaidBy(resource: Resource, flag: FlaggerFlag): InstalledFlag | undefined {
  const said =
    resource.kind === "Deployment"
      ? saidByDeployment(resource, flag)
      : saidByRelease(resource, flag);
  return said && !isOpen(said.text) ? said : undefined;
}

function saidByRelease(resource: Resource, flag: FlaggerFlag): InstalledFlag | undefined {
  const spec = get(treeOf(resource), "spec");
  // What is rendered may be changed once more.
  if (itemsOf(get(spec, "postRenderers")).length > 0) return undefined;
  if (FLAGS[flag].value === "none") return byDefault(resource, flag);
  const node = at(spec, ["values", ...keysOf(flag)]);
  if (!node) return hasOtherValues(spec) ? undefined : byDefault(resource, flag);
  const text = scalarOf(node)?.text;
  if (text === undefined) return undefined;
  // The chart passes no flag for an empty value.
  if (textOf(node) === undefined || text === "") return byDefault(resource, flag);
  return { flag, text, resource, at: ["spec", "values", ...keysOf(flag)], prefix: "" };
}

/** Values from ConfigMaps, Secrets and files of the chart lie below those written in the release itself. */
const hasOtherValues = (spec: Node | undefined): boolean =>
  itemsOf(get(spec, "valuesFrom")).length > 0 ||
  itemsOf(at(spec, ["chart", "spec", "valuesFiles"])).length > 0 ||
  at(spec, ["chart", "spec", "valuesFile"]) !== undefined;

const byDefault = (resource: Resource, flag: FlaggerFlag): InstalledFlag => ({
  flag,
  text: FLAGS[flag].default,
  resource,
  at: undefined,
  prefix: "",
});

/** Go takes `-flag=value`, `--flag=value`, and the value as an argument of its own; the last one counts. */
function saidByDeployment(resource: Resource, flag: FlaggerFlag): InstalledFlag | undefined {
  const containersAt = ["spec", "template", "spec", "containers"];
  const containers = itemsOf(at(treeOf(resource), containersAt));
  const index = containers.findIndex((it) => isFlagger(textOf(get(it, "image")) ?? ""));
  const pattern = new RegExp(`^--?${FLAGS[flag].argument}(=|$)`);
  let said = byDefault(resource, flag);
  for (const field of ["command", "args"]) {
    const written = itemsOf(get(containers[index], field));
    for (const [i, item] of written.entries()) {
      const text = textOf(item) ?? "";
      const prefix = pattern.exec(text)?.[0];
      if (prefix === undefined) continue;
      const isApart = !prefix.endsWith("=") && !isSwitch(flag);
      const place = [...containersAt, index, field, isApart ? i + 1 : i];
      const value = isApart ? textOf(written[i + 1]) : text.slice(prefix.length) || unsaid(flag);
      if (value === undefined) return undefined;
      said = { flag, text: value, resource, at: place, prefix: isApart ? "" : prefix };
    }
  }
  return said;
}
