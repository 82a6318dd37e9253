/** A whole object as people usually write it: what the schema alone cannot know. */
export interface Snippet {
  readonly group: string;
  readonly kind: string;
  /** Told apart from others of the same kind. */
  readonly variant?: string;
  /** Everything below metadata; stops count from 3, for name and namespace are the first two. */
  readonly body: readonly string[];
  /** Has no metadata. */
  readonly bare?: true;
}

const SOURCE = "source.toolkit.fluxcd.io";
const HELM = "helm.toolkit.fluxcd.io";
const IMAGE = "image.toolkit.fluxcd.io";
const NOTIFICATION = "notification.toolkit.fluxcd.io";
const FLAGGER = "flagger.app";

const deployment = [
  "  targetRef:",
  "    apiVersion: apps/v1",
  "    kind: Deployment",
  "    name: $3",
];
const successRate = [
  "    metrics:",
  "      - name: request-success-rate",
  "        interval: 1m",
  "        thresholdRange:",
  "          min: ${8:99}",
];

/** Kinds without a row get what their schema requires. */
export const snippets: readonly Snippet[] = [
  {
    group: "kustomize.toolkit.fluxcd.io",
    kind: "Kustomization",
    body: [
      "spec:",
      "  interval: ${3:10m}",
      "  path: ${4:./}",
      "  prune: ${5|true,false|}",
      "  sourceRef:",
      "    kind: ${6|GitRepository,OCIRepository,Bucket|}",
      "    name: ${7:flux-system}",
    ],
  },
  {
    group: SOURCE,
    kind: "GitRepository",
    body: ["spec:", "  interval: ${3:5m}", "  url: https://$4", "  ref:", "    branch: ${5:main}"],
  },
  {
    group: SOURCE,
    kind: "OCIRepository",
    body: ["spec:", "  interval: ${3:10m}", "  url: oci://$4", "  ref:", "    tag: ${5:latest}"],
  },
  {
    group: SOURCE,
    kind: "HelmRepository",
    body: ["spec:", "  interval: ${3:1h}", "  url: https://$4"],
  },
  {
    group: HELM,
    kind: "HelmRelease",
    body: [
      "spec:",
      "  interval: ${3:30m}",
      "  chart:",
      "    spec:",
      "      chart: $4",
      '      version: "$5"',
      "      sourceRef:",
      "        kind: HelmRepository",
      "        name: $6",
    ],
  },
  {
    group: HELM,
    kind: "HelmRelease",
    variant: "chart of an OCIRepository",
    body: [
      "spec:",
      "  interval: ${3:30m}",
      "  chartRef:",
      "    kind: OCIRepository",
      "    name: $4",
    ],
  },
  {
    group: IMAGE,
    kind: "ImageRepository",
    body: ["spec:", "  image: $3", "  interval: ${4:5m}"],
  },
  {
    group: IMAGE,
    kind: "ImagePolicy",
    body: [
      "spec:",
      "  imageRepositoryRef:",
      "    name: $3",
      "  policy:",
      "    semver:",
      '      range: "${4:>=1.0.0}"',
    ],
  },
  {
    group: IMAGE,
    kind: "ImageUpdateAutomation",
    body: [
      "spec:",
      "  interval: ${3:30m}",
      "  sourceRef:",
      "    kind: GitRepository",
      "    name: ${4:flux-system}",
      "  git:",
      "    commit:",
      "      author:",
      "        name: ${5:fluxcdbot}",
      "        email: $6",
      "    push:",
      "      branch: ${7:main}",
      "  update:",
      "    path: ${8:./}",
      "    strategy: Setters",
    ],
  },
  {
    group: NOTIFICATION,
    kind: "Alert",
    body: [
      "spec:",
      "  providerRef:",
      "    name: $3",
      "  eventSeverity: ${4|info,error|}",
      "  eventSources:",
      "    - kind: ${5|Kustomization,HelmRelease,GitRepository|}",
      '      name: "${6:*}"',
    ],
  },
  {
    group: NOTIFICATION,
    kind: "Provider",
    body: ["spec:", "  type: $3", "  secretRef:", "    name: $4"],
  },
  {
    group: NOTIFICATION,
    kind: "Receiver",
    body: [
      "spec:",
      "  type: ${3|github,gitlab,harbor,generic|}",
      "  secretRef:",
      "    name: $4",
      "  resources:",
      "    - kind: ${5|GitRepository,OCIRepository,HelmRepository|}",
      "      name: ${6:flux-system}",
    ],
  },
  {
    group: "kustomize.config.k8s.io",
    kind: "Kustomization",
    bare: true,
    body: ["resources:", "  - $1"],
  },
  {
    group: "kustomize.config.k8s.io",
    kind: "Component",
    bare: true,
    body: ["patches:", "  - path: $1"],
  },
  {
    group: FLAGGER,
    kind: "Canary",
    body: [
      "spec:",
      ...deployment,
      "  service:",
      "    port: ${4:80}",
      "  analysis:",
      "    interval: ${5:1m}",
      "    threshold: ${6:5}",
      "    stepWeight: ${7:10}",
      "    maxWeight: ${9:50}",
      ...successRate,
    ],
  },
  {
    group: FLAGGER,
    kind: "Canary",
    variant: "A/B test",
    body: [
      "spec:",
      "  provider: ${9:nginx}",
      ...deployment,
      "  ingressRef:",
      "    apiVersion: networking.k8s.io/v1",
      "    kind: Ingress",
      "    name: ${10}",
      "  service:",
      "    port: ${4:80}",
      "  analysis:",
      "    interval: ${5:1m}",
      "    threshold: ${6:5}",
      "    iterations: ${7:10}",
      "    match:",
      "      - headers:",
      "          ${11:x-canary}:",
      '            exact: "${12:always}"',
      ...successRate,
    ],
  },
  {
    group: FLAGGER,
    kind: "Canary",
    variant: "blue/green",
    body: [
      "spec:",
      "  provider: ${9:kubernetes}",
      ...deployment,
      "  service:",
      "    port: ${4:80}",
      "  analysis:",
      "    interval: ${5:30s}",
      "    threshold: ${6:2}",
      "    iterations: ${7:10}",
      "    webhooks:",
      "      - name: acceptance-test",
      "        url: ${8:http://flagger-loadtester.test/}",
      "        timeout: 30s",
      "        metadata:",
      "          type: bash",
      '          cmd: "curl -sf http://${3}-canary.${2}/"',
    ],
  },
  {
    group: FLAGGER,
    kind: "MetricTemplate",
    body: [
      "spec:",
      "  provider:",
      "    type: ${3:prometheus}",
      "    address: http://$4",
      "  query: |",
      "    $5",
    ],
  },
  {
    group: FLAGGER,
    kind: "AlertProvider",
    body: ["spec:", "  type: ${3|slack,msteams,rocket,discord|}", "  secretRef:", "    name: $4"],
  },
  { group: "", kind: "ConfigMap", body: ["data:", "  $3"] },
  { group: "", kind: "Namespace", body: [] },
];
