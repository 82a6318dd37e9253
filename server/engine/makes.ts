import {
  FLAGGER,
  FLUX_HELM,
  FLUX_KUSTOMIZE,
  FLUX_SOURCE,
  type Identity,
  KUSTOMIZE,
} from "./identity.ts";
import { at, get, itemsOf, type Node, type Path, textOf } from "./node.ts";
import { groupOfKind } from "./references/all.ts";
import type { KindName } from "./references/row.ts";

/** An object that stands in no file, because another object has it made. */
export interface Made extends KindName {
  /** `undefined`: any name may come out, as from a template. */
  readonly name: string | undefined;
  /** `undefined`: that of its maker. */
  readonly namespace: string | undefined;
  /** The field of the maker that says so. */
  readonly at: Path;
}

/** What an object has made by a controller or by kustomize, as far as its fields say. */
export function madeBy(maker: Identity, node: Node | undefined): readonly Made[] {
  return makers[`${maker.group}|${maker.kind}`]?.(node, maker) ?? none;
}

const none: readonly Made[] = [];

/** The fact by which the maker of an object is found. */
export const makesFact = ({ group, kind }: KindName, name: string | undefined): string =>
  `makes ${group}|${kind}|${name ?? "*"}`;

/** What `makesFact` says of the objects of a kind that a maker makes: their names. */
export function namesMade(
  maker: { readonly facts: readonly string[] },
  made: KindName,
): readonly string[] {
  const prefix = `makes ${made.group}|${made.kind}|`;
  const names = maker.facts.filter((it) => it.startsWith(prefix));
  return names.map((it) => it.slice(prefix.length)).filter((it) => it !== "*");
}

/** The kinds that make objects of other kinds. */
export const makerKinds = (): readonly KindName[] =>
  Object.keys(makers).map((it) => {
    const [group = "", kind = ""] = it.split("|");
    return { group, kind };
  });

type Maker = (node: Node | undefined, maker: Identity) => readonly Made[];

const secretNamed =
  (...paths: readonly Path[]): Maker =>
  (node, maker) => {
    const found = paths.find((it) => textOf(at(node, it)) !== undefined);
    const name = found ? textOf(at(node, found)) : maker.name;
    return [{ group: "", kind: "Secret", name, namespace: undefined, at: found ?? nameAt }];
  };

const nameAt: Path = ["metadata", "name"];

/** By group and kind. Operators that make Secrets are those met in the field. */
const makers: Readonly<Record<string, Maker>> = {
  [`${KUSTOMIZE}|Kustomization`]: generated,
  [`${KUSTOMIZE}|Component`]: generated,
  "external-secrets.io|ExternalSecret": secretNamed(["spec", "target", "name"]),
  "external-secrets.io|PushSecret": () => none,
  "bitnami.com|SealedSecret": secretNamed(["spec", "template", "metadata", "name"]),
  "isindir.github.com|SopsSecret": sopsSecrets,
  "cert-manager.io|Certificate": secretNamed(["spec", "secretName"]),
  "secrets.hashicorp.com|VaultStaticSecret": secretNamed(["spec", "destination", "name"]),
  "secrets.hashicorp.com|VaultDynamicSecret": secretNamed(["spec", "destination", "name"]),
  "onepassword.com|OnePasswordItem": secretNamed(),
  "secrets.infisical.com|InfisicalSecret": secretNamed([
    "spec",
    "managedSecretReference",
    "secretName",
  ]),
  "source.extensions.fluxcd.io|ArtifactGenerator": externalArtifacts,
  "fluxcd.controlplane.io|FluxInstance": (node, maker) => synced(node, maker, ["spec", "sync"]),
  "fluxcd.controlplane.io|ResourceSet": templated,
  [`${FLUX_HELM}|HelmRelease`]: (node, maker) =>
    textOf(at(node, ["spec", "chart", "spec", "chart"])) === "flux-instance" ||
    textOf(at(node, ["spec", "chartRef", "name"])) === "flux-instance"
      ? synced(node, maker, ["spec", "values", "instance", "sync"])
      : none,
  [`${FLAGGER}|Canary`]: canaryObjects,
};

/** Generators give a ConfigMap or Secret whose name may get a hash, which only Kubernetes' own fields follow. */
function generated(node: Node | undefined, maker: Identity): readonly Made[] {
  const namespace = textOf(get(node, "namespace")) ?? maker.namespace;
  return (["configMapGenerator", "secretGenerator"] as const).flatMap((field) =>
    itemsOf(get(node, field)).flatMap((item, index) => {
      const name = textOf(get(item, "name"));
      if (name === undefined) return [];
      return [
        {
          group: "",
          kind: field === "configMapGenerator" ? "ConfigMap" : "Secret",
          name,
          namespace: textOf(get(item, "namespace")) ?? namespace,
          at: [field, index, "name"],
        },
      ];
    }),
  );
}

function sopsSecrets(node: Node | undefined): readonly Made[] {
  return itemsOf(at(node, ["spec", "secretTemplates"])).flatMap((item, index) => {
    const name = textOf(get(item, "name"));
    const place = ["spec", "secretTemplates", index, "name"];
    return name ? [{ group: "", kind: "Secret", name, namespace: undefined, at: place }] : [];
  });
}

function externalArtifacts(node: Node | undefined): readonly Made[] {
  return itemsOf(at(node, ["spec", "artifacts"])).map((item, index) => ({
    group: FLUX_SOURCE,
    kind: "ExternalArtifact",
    // With a path pattern each matching folder gives one, named after it.
    name: get(item, "pathPattern") ? undefined : textOf(get(item, "name")),
    namespace: undefined,
    at: ["spec", "artifacts", index, "name"],
  }));
}

/** The source and the Kustomization that flux-operator makes of `sync` (flux.md §5.5). */
function synced(node: Node | undefined, maker: Identity, path: Path): readonly Made[] {
  const sync = at(node, path);
  if (!sync) return none;
  const namespace = maker.namespace ?? "flux-system";
  const name = textOf(get(sync, "name")) ?? namespace;
  const kind = textOf(get(sync, "kind")) ?? "GitRepository";
  return [
    { group: FLUX_SOURCE, kind, name, namespace, at: path },
    { group: FLUX_KUSTOMIZE, kind: "Kustomization", name, namespace, at: path },
  ];
}

/** Objects inside a ResourceSet are templates: a name may be anything unless it is written out. */
function templated(node: Node | undefined): readonly Made[] {
  const spec = get(node, "spec");
  const steps = itemsOf(get(spec, "steps"));
  const lists: readonly (readonly [Node | undefined, Path])[] = [
    [get(spec, "resources"), ["spec", "resources"]],
    ...steps.map(
      (it, index) => [get(it, "resources"), ["spec", "steps", index, "resources"]] as const,
    ),
  ];
  const texts = [spec, ...steps].flatMap((it) => textOf(get(it, "resourcesTemplate")) ?? []);
  return [
    ...lists.flatMap(([list, path]) =>
      itemsOf(list).flatMap((item, index) => templatedObject(item, [...path, index])),
    ),
    ...texts.flatMap((text) => [...text.matchAll(/^\s*kind:\s*(\w+)/gm)].flatMap(templatedKind)),
  ];
}

function templatedObject(node: Node | undefined, place: Path): readonly Made[] {
  const kind = textOf(get(node, "kind"));
  const apiVersion = textOf(get(node, "apiVersion"));
  if (kind === undefined || apiVersion === undefined) return none;
  const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
  const name = textOf(at(node, nameAt));
  const namespace = textOf(at(node, ["metadata", "namespace"]));
  const known = name !== undefined && !name.includes("<<");
  return [
    {
      group,
      kind,
      name: known ? name : undefined,
      namespace: namespace?.includes("<<") ? undefined : namespace,
      at: place,
    },
  ];
}

function templatedKind([, kind = ""]: RegExpMatchArray): readonly Made[] {
  const group = groupOfKind(kind);
  if (group === undefined) return none;
  return [{ group, kind, name: undefined, namespace: undefined, at: ["spec"] }];
}

/** Only a Service of another name than the target's: the others are found through the target (flagger.md §3). */
function canaryObjects(node: Node | undefined): readonly Made[] {
  const at_ = ["spec", "service", "name"];
  const name = textOf(at(node, at_));
  if (name === undefined) return none;
  return [name, `${name}-primary`, `${name}-canary`].map((it) => ({
    group: "",
    kind: "Service",
    name: it,
    namespace: undefined,
    at: at_,
  }));
}
