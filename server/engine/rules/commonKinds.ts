/**
 * Kinds of other projects that stand beside Flux in most repositories, by API group. Their schemas are not known here,
 * and they may have more kinds than these: what is not listed is not wrong, unless it is spelt nearly like one.
 */
export const COMMON_KINDS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    "argoproj.io": ["Application", "ApplicationSet", "AppProject", "Rollout", "Workflow"],
    "bitnami.com": ["SealedSecret"],
    "ceph.rook.io": [
      ...["CephBlockPool", "CephCluster", "CephFilesystem", "CephObjectStore"],
      ...["CephObjectStoreUser", "CephNFS", "CephRBDMirror", "CephFilesystemSubVolumeGroup"],
    ],
    "cert-manager.io": ["Certificate", "CertificateRequest", "ClusterIssuer", "Issuer"],
    "cilium.io": [
      ...["CiliumBGPAdvertisement", "CiliumBGPClusterConfig", "CiliumBGPPeerConfig"],
      ...["CiliumBGPNodeConfig", "CiliumBGPNodeConfigOverride", "CiliumBGPPeeringPolicy"],
      ...["CiliumClusterwideNetworkPolicy", "CiliumNetworkPolicy", "CiliumCIDRGroup"],
      ...["CiliumEgressGatewayPolicy", "CiliumEnvoyConfig", "CiliumClusterwideEnvoyConfig"],
      ...["CiliumL2AnnouncementPolicy", "CiliumLoadBalancerIPPool", "CiliumLocalRedirectPolicy"],
      ...["CiliumNodeConfig", "CiliumEndpoint", "CiliumEndpointSlice", "CiliumIdentity"],
      ...["CiliumNode", "CiliumPodIPPool", "CiliumExternalWorkload", "CiliumGatewayClassConfig"],
    ],
    "dragonflydb.io": ["Dragonfly"],
    "external-secrets.io": [
      ...["ClusterExternalSecret", "ClusterPushSecret", "ClusterSecretStore", "ExternalSecret"],
      ...["PushSecret", "SecretStore"],
    ],
    "externaldns.k8s.io": ["DNSEndpoint"],
    "gateway.envoyproxy.io": [
      ...["Backend", "BackendTrafficPolicy", "ClientTrafficPolicy", "EnvoyExtensionPolicy"],
      ...["EnvoyPatchPolicy", "EnvoyProxy", "HTTPRouteFilter", "SecurityPolicy"],
    ],
    "gateway.networking.k8s.io": [
      ...["BackendTLSPolicy", "Gateway", "GatewayClass", "GRPCRoute", "HTTPRoute"],
      ...["ReferenceGrant", "TCPRoute", "TLSRoute", "UDPRoute", "ListenerSet"],
    ],
    "grafana.integreatly.org": [
      ...["Grafana", "GrafanaAlertRuleGroup", "GrafanaContactPoint", "GrafanaDashboard"],
      ...["GrafanaDatasource", "GrafanaFolder", "GrafanaLibraryPanel", "GrafanaMuteTiming"],
      ...["GrafanaNotificationPolicy", "GrafanaNotificationTemplate", "GrafanaServiceAccount"],
      ...["GrafanaNotificationPolicyRoute", "GrafanaManifest"],
    ],
    "k8s.cni.cncf.io": ["NetworkAttachmentDefinition"],
    "keda.sh": [
      ...["ClusterTriggerAuthentication", "ScaledJob", "ScaledObject", "TriggerAuthentication"],
    ],
    "kyverno.io": [
      ...["CleanupPolicy", "ClusterCleanupPolicy", "ClusterPolicy", "Policy", "PolicyException"],
    ],
    "linkerd.io": ["ServiceProfile", "Link"],
    "longhorn.io": ["BackingImage", "RecurringJob", "Setting", "Volume", "BackupTarget"],
    "metallb.io": [
      ...["BFDProfile", "BGPAdvertisement", "BGPPeer", "Community", "IPAddressPool"],
      ...["L2Advertisement"],
    ],
    "monitoring.coreos.com": [
      ...["Alertmanager", "AlertmanagerConfig", "PodMonitor", "Probe", "Prometheus"],
      ...["PrometheusAgent", "PrometheusRule", "ScrapeConfig", "ServiceMonitor", "ThanosRuler"],
    ],
    "networking.istio.io": [
      ...["DestinationRule", "EnvoyFilter", "Gateway", "ProxyConfig", "ServiceEntry", "Sidecar"],
      ...["VirtualService", "WorkloadEntry", "WorkloadGroup"],
    ],
    "policy.linkerd.io": [
      ...["AuthorizationPolicy", "HTTPRoute", "MeshTLSAuthentication", "NetworkAuthentication"],
      ...["Server", "ServerAuthorization", "EgressNetwork", "HTTPLocalRateLimitPolicy"],
    ],
    "postgresql.cnpg.io": [
      ...["Backup", "Cluster", "ClusterImageCatalog", "Database", "ImageCatalog", "Pooler"],
      ...["Publication", "ScheduledBackup", "Subscription", "FailoverQuorum", "DatabaseRole"],
    ],
    "projectcontour.io": ["HTTPProxy", "TLSCertificateDelegation", "ExtensionService"],
    "security.istio.io": ["AuthorizationPolicy", "PeerAuthentication", "RequestAuthentication"],
    "snapshot.storage.k8s.io": [
      ...["VolumeSnapshot", "VolumeSnapshotClass", "VolumeSnapshotContent"],
    ],
    "telemetry.istio.io": ["Telemetry"],
    "traefik.io": [
      ...["IngressRoute", "IngressRouteTCP", "IngressRouteUDP", "Middleware", "MiddlewareTCP"],
      ...["ServersTransport", "ServersTransportTCP", "TLSOption", "TLSStore", "TraefikService"],
    ],
    "trust.cert-manager.io": ["Bundle", "ClusterBundle"],
    "upgrade.cattle.io": ["Plan"],
    "velero.io": ["Backup", "BackupStorageLocation", "Restore", "Schedule", "BackupRepository"],
    "volsync.backube": ["ReplicationDestination", "ReplicationSource", "KopiaMaintenance"],
  }),
);
