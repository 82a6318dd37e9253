import { FLUX_HELM, FLUX_SOURCE } from "../identity.ts";
import { at, scalarOf, textOf } from "../node.ts";
import { isOpen } from "../references/read.ts";
import { type Resource, treeOf } from "../resource.ts";
import type { Rule } from "./rule.ts";

/** A range of versions that Flux cannot read (mirrored: github.com/Masterminds/semver 3, constraints.go). */
export const versionRange: Rule = {
  code: "version-range",
  severity: "error",
  title: "Range of versions that cannot be read",
  explanation:
    "Charts, tags and images are chosen by a semantic version or a range of them: 1.2.3, 1.x, ~1.4.0, ^2, or >=1.0.0 <2.0.0. Any other text, such as latest or a version of four numbers, is refused when Flux looks for the newest match, so nothing is fetched and the object never becomes ready. Several conditions are separated by spaces or commas, alternatives by ||.",
  link: "https://github.com/Masterminds/semver#checking-version-constraints",
  examples: {
    wrong: `
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: OCIRepository
      metadata: { name: shop, namespace: apps }
      spec:
        interval: 1h
        url: oci://charts.example.com/shop
        ref: { semver: ">= latest" }
        #              ^^^^^^^^^^^ version-range
    `,
    right: `
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: OCIRepository
      metadata: { name: shop, namespace: apps }
      spec:
        interval: 1h
        url: oci://charts.example.com/shop
        ref: { semver: ">= 1.0.0" }
    `,
  },
  judges: "builds",
  about: ({ group, kind }) => FIELDS[`${group} ${kind}`] !== undefined,
  *check(resource) {
    const { path, when, consequence } = FIELDS[`${resource.group} ${resource.kind}`] as Field;
    const node = scalarOf(at(treeOf(resource), path));
    // A number is told by the schema.
    if (!node || typeof node.value !== "string" || !when(resource)) return;
    if (node.text.trim() === "" || isOpen(node.text) || isRange(node.text)) return;
    yield {
      at: path,
      message: `"${node.text}" is no version, and no range of versions such as 1.x or ">=1.0.0 <2.0.0", so ${consequence}.`,
    };
  },
};

interface Field {
  readonly path: readonly string[];
  /** Is the version looked at? */
  readonly when: (resource: Resource) => boolean;
  readonly consequence: string;
}

const always = () => true;

/** A chart out of a GitRepository or Bucket has the version of its folder. */
const isOfRepository =
  (...path: readonly string[]) =>
  (resource: Resource): boolean =>
    textOf(at(treeOf(resource), [...path, "kind"])) === "HelmRepository";

const NO_CHART = "no chart is found and nothing is installed";

const FIELDS: Readonly<Record<string, Field>> = {
  [`${FLUX_HELM} HelmRelease`]: {
    path: ["spec", "chart", "spec", "version"],
    when: isOfRepository("spec", "chart", "spec", "sourceRef"),
    consequence: NO_CHART,
  },
  [`${FLUX_SOURCE} HelmChart`]: {
    path: ["spec", "version"],
    when: isOfRepository("spec", "sourceRef"),
    consequence: NO_CHART,
  },
  [`${FLUX_SOURCE} OCIRepository`]: {
    path: ["spec", "ref", "semver"],
    when: always,
    consequence: "nothing is fetched",
  },
  [`${FLUX_SOURCE} GitRepository`]: {
    path: ["spec", "ref", "semver"],
    when: always,
    consequence: "nothing is fetched",
  },
  "image.toolkit.fluxcd.io ImagePolicy": {
    path: ["spec", "policy", "semver", "range"],
    when: always,
    consequence: "no image is chosen",
  },
};

const PART = "[0-9xX*|]+";
const IDENTIFIERS = "[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*";
const VERSION = `v?${PART}(?:\\.${PART})?(?:\\.${PART})?(?:-${IDENTIFIERS})?(?:\\+${IDENTIFIERS})?`;
const CONDITION = `(?:(?:=|!=|>|<|>=|=>|<=|=<|~|~>|\\^) ?)?${VERSION}`;
const CONDITIONS = new RegExp(`^${CONDITION}(?:(?: ?, ?| )${CONDITION})*$`);
const SPAN = new RegExp(`(${VERSION}) - (${VERSION})`, "g");

/** Alternatives of conditions; `1.0 - 2.0` is short for two. One space between the parts leaves one way to read them. */
const isRange = (text: string): boolean =>
  text
    .replaceAll(/\s+/g, " ")
    .replace(SPAN, " >=$1 <=$2 ")
    .split("||")
    .every((it) => CONDITIONS.test(it.replaceAll(/ +/g, " ").trim()));
