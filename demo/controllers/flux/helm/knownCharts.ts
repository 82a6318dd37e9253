/** What stands for a chart in the demo cluster, where no template is rendered. */
export interface KnownChart {
  readonly workloads: readonly KnownWorkload[];
  readonly definitions?: readonly KnownDefinition[];
  /** The newest version that we know, for those who name none. */
  readonly newest?: string;
  /** The version of the application that a version of the chart carries. */
  readonly appVersion?: (chartVersion: string) => string;
}

export interface KnownWorkload {
  /** `{release}` stands for the name that charts make of their own and that of the release. */
  readonly name: string;
  /** Without its tag, which is the version of the application. */
  readonly image: string;
  readonly port?: number;
  /** Has it a Service of its name? */
  readonly isService?: boolean;
}

/** `kind plural group version`; cluster-scoped with `!` in front. */
export type KnownDefinition = string;

const web = (name: string, image: string, port = 80): KnownWorkload => ({
  name,
  image,
  port,
  isService: true,
});

/** Charts that clusters with Flux and Flagger stand on. */
export const knownCharts: Readonly<Record<string, KnownChart>> = {
  "cert-manager": {
    newest: "v1.19.1",
    workloads: [
      { name: "cert-manager", image: "quay.io/jetstack/cert-manager-controller" },
      { name: "cert-manager-cainjector", image: "quay.io/jetstack/cert-manager-cainjector" },
      web("cert-manager-webhook", "quay.io/jetstack/cert-manager-webhook", 443),
    ],
    definitions: [
      "Certificate certificates cert-manager.io v1",
      "CertificateRequest certificaterequests cert-manager.io v1",
      "Issuer issuers cert-manager.io v1",
      "!ClusterIssuer clusterissuers cert-manager.io v1",
      "Order orders acme.cert-manager.io v1",
      "Challenge challenges acme.cert-manager.io v1",
    ],
  },
  "trust-manager": {
    workloads: [web("trust-manager", "quay.io/jetstack/trust-manager", 443)],
    definitions: ["!Bundle bundles trust.cert-manager.io v1alpha1"],
  },
  "linkerd-crds": {
    newest: "2026.4.1",
    workloads: [],
    definitions: [
      "ServiceProfile serviceprofiles linkerd.io v1alpha2",
      "Server servers policy.linkerd.io v1beta3",
      "ServerAuthorization serverauthorizations policy.linkerd.io v1beta1",
      "AuthorizationPolicy authorizationpolicies policy.linkerd.io v1alpha1",
      "MeshTLSAuthentication meshtlsauthentications policy.linkerd.io v1alpha1",
      "NetworkAuthentication networkauthentications policy.linkerd.io v1alpha1",
      "HTTPRoute httproutes policy.linkerd.io v1beta3",
    ],
  },
  "linkerd-control-plane": {
    newest: "2026.4.1",
    appVersion: (version) => `edge-${version.replace(/^20(\d\d)/, "$1")}`,
    workloads: [
      web("linkerd-destination", "cr.l5d.io/linkerd/controller", 8086),
      web("linkerd-identity", "cr.l5d.io/linkerd/controller", 8080),
      web("linkerd-proxy-injector", "cr.l5d.io/linkerd/controller", 443),
    ],
  },
  "linkerd-viz": {
    newest: "2026.4.1",
    appVersion: (version) => `edge-${version.replace(/^20(\d\d)/, "$1")}`,
    workloads: [
      web("metrics-api", "cr.l5d.io/linkerd/metrics-api", 8085),
      web("prometheus", "prom/prometheus", 9090),
      web("tap", "cr.l5d.io/linkerd/tap", 8088),
      web("tap-injector", "cr.l5d.io/linkerd/tap", 443),
      web("web", "cr.l5d.io/linkerd/web", 8084),
    ],
  },
  "linkerd-smi": {
    newest: "1.0.4",
    workloads: [{ name: "smi-adaptor", image: "cr.l5d.io/linkerd/smi-adaptor" }],
  },
  flagger: { newest: "1.44.0", workloads: [web("flagger", "ghcr.io/fluxcd/flagger", 8080)] },
  loadtester: {
    newest: "0.38.0",
    workloads: [web("{release}", "ghcr.io/fluxcd/flagger-loadtester")],
  },
  "ingress-nginx": {
    newest: "4.14.2",
    appVersion: () => "1.14.2",
    workloads: [web("{release}-controller", "registry.k8s.io/ingress-nginx/controller")],
  },
  podinfo: {
    newest: "6.9.4",
    workloads: [web("{release}", "ghcr.io/stefanprodan/podinfo", 9898)],
  },
  prometheus: { workloads: [web("prometheus-server", "quay.io/prometheus/prometheus", 9090)] },
  "metrics-server": {
    workloads: [web("metrics-server", "registry.k8s.io/metrics-server/metrics-server", 443)],
  },
  "kube-prometheus-stack": {
    workloads: [
      web(
        "kube-prometheus-stack-operator",
        "quay.io/prometheus-operator/prometheus-operator",
        8080,
      ),
    ],
    definitions: [
      "ServiceMonitor servicemonitors monitoring.coreos.com v1",
      "PodMonitor podmonitors monitoring.coreos.com v1",
      "PrometheusRule prometheusrules monitoring.coreos.com v1",
      "Prometheus prometheuses monitoring.coreos.com v1",
      "Alertmanager alertmanagers monitoring.coreos.com v1",
    ],
  },
  "external-secrets": {
    workloads: [web("external-secrets", "ghcr.io/external-secrets/external-secrets", 8080)],
    definitions: [
      "ExternalSecret externalsecrets external-secrets.io v1",
      "SecretStore secretstores external-secrets.io v1",
      "!ClusterSecretStore clustersecretstores external-secrets.io v1",
    ],
  },
};
