/**
 * The Go types of Kubernetes' own kinds, as far as sending an object through them changes it: what a client built on
 * k8s.io/client-go 0.36.4 keeps of a manifest. Made by `schemas/goTypes/update.mjs`.
 *
 * A line is a type and its fields, `name:type`. `?` behind the name: left out when empty. `!`: left out when zero.
 * Types: s string, i integer, b boolean, B bytes in base64, T and M points in time, Q quantity, I integer or string,
 * R anything, `-` dropped; `*` may be absent, `[]` list, `{}` map of text keys. `%keys`: the list is merged by these keys,
 * a set where there are none. `=value`: default.
 */
export const goTypes = `
AWSElasticBlockStoreVolumeSource = volumeID:s fsType?:s partition?:i readOnly?:b
Affinity = nodeAffinity?:*NodeAffinity podAffinity?:*PodAffinity podAntiAffinity?:*PodAntiAffinity
AggregationRule = clusterRoleSelectors?:[]LabelSelector
AppArmorProfile = type:s localhostProfile?:*s
ApplyConfiguration = expression?:s
AuditAnnotation = key:s valueExpression:s
AzureDiskVolumeSource = diskName:s diskURI:s cachingMode?:*s fsType?:*s readOnly?:*b kind?:*s
AzureFilePersistentVolumeSource = secretName:s shareName:s readOnly?:b secretNamespace:*s
AzureFileVolumeSource = secretName:s shareName:s readOnly?:b
CELDeviceSelector = expression:s
CSIDriver = kind?:s apiVersion?:s metadata?:ObjectMeta spec:CSIDriverSpec
CSIDriverSpec = attachRequired?:*b podInfoOnMount?:*b volumeLifecycleModes?:[]s% storageCapacity?:*b
  fsGroupPolicy?:*s tokenRequests?:[]TokenRequest requiresRepublish?:*b seLinuxMount?:*b
  nodeAllocatableUpdatePeriodSeconds?:*i serviceAccountTokenInSecrets?:*b
  preventPodSchedulingIfMissing?:*b
CSINode = kind?:s apiVersion?:s metadata?:ObjectMeta spec:CSINodeSpec
CSINodeDriver = name:s nodeID:s topologyKeys:[]s allocatable?:*VolumeNodeResources
CSINodeSpec = drivers:[]CSINodeDriver%name
CSIPersistentVolumeSource = driver:s volumeHandle:s readOnly?:b fsType?:s volumeAttributes?:{}s
  controllerPublishSecretRef?:*SecretReference nodeStageSecretRef?:*SecretReference
  nodePublishSecretRef?:*SecretReference controllerExpandSecretRef?:*SecretReference
  nodeExpandSecretRef?:*SecretReference
CSIStorageCapacity = kind?:s apiVersion?:s metadata?:ObjectMeta nodeTopology?:*LabelSelector
  storageClassName:s capacity?:*Q maximumVolumeSize?:*Q
CSIVolumeSource = driver:s readOnly?:*b fsType?:*s volumeAttributes?:{}s
  nodePublishSecretRef?:*LocalObjectReference
Capabilities = add?:[]s drop?:[]s
CapacityRequestPolicy = default:*Q validValues?:[]Q validRange?:*CapacityRequestPolicyRange
CapacityRequestPolicyRange = min?:*Q max?:*Q step?:*Q
CapacityRequirements = requests?:{}Q
CephFSPersistentVolumeSource = monitors:[]s path?:s user?:s secretFile?:s secretRef?:*SecretReference readOnly?:b
CephFSVolumeSource = monitors:[]s path?:s user?:s secretFile?:s secretRef?:*LocalObjectReference readOnly?:b
CertificateSigningRequest = kind?:s apiVersion?:s metadata?:ObjectMeta spec:CertificateSigningRequestSpec status?:-
CertificateSigningRequestSpec = request:B signerName:s expirationSeconds?:*i usages?:[]s username?:s uid?:s groups?:[]s
  extra?:{}[]s
CinderPersistentVolumeSource = volumeID:s fsType?:s readOnly?:b secretRef?:*SecretReference
CinderVolumeSource = volumeID:s fsType?:s readOnly?:b secretRef?:*LocalObjectReference
ClientIPConfig = timeoutSeconds?:*i
ClusterRole = kind?:s apiVersion?:s metadata?:ObjectMeta rules:[]PolicyRule
  aggregationRule?:*AggregationRule
ClusterRoleBinding = kind?:s apiVersion?:s metadata?:ObjectMeta subjects?:[]rbac.v1.Subject roleRef:RoleRef
ClusterTrustBundleProjection = name?:*s signerName?:*s labelSelector?:*LabelSelector optional?:*b path:s
ConfigMap = kind?:s apiVersion?:s metadata?:ObjectMeta immutable?:*b data?:{}s binaryData?:{}B
ConfigMapEnvSource = name?:s optional?:*b
ConfigMapKeySelector = name?:s key:s optional?:*b
ConfigMapNodeConfigSource = namespace:s name:s uid?:s resourceVersion?:s kubeletConfigKey:s
ConfigMapProjection = name?:s items?:[]KeyToPath optional?:*b
ConfigMapVolumeSource = name?:s items?:[]KeyToPath defaultMode?:*i optional?:*b
Container = name:s image?:s command?:[]s args?:[]s workingDir?:s
  ports?:[]ContainerPort%containerPort,protocol envFrom?:[]EnvFromSource env?:[]EnvVar%name
  resources?:ResourceRequirements resizePolicy?:[]ContainerResizePolicy restartPolicy?:*s
  restartPolicyRules?:[]ContainerRestartRule volumeMounts?:[]VolumeMount%mountPath
  volumeDevices?:[]VolumeDevice%devicePath livenessProbe?:*Probe readinessProbe?:*Probe
  startupProbe?:*Probe lifecycle?:*Lifecycle terminationMessagePath?:s
  terminationMessagePolicy?:s imagePullPolicy?:s securityContext?:*SecurityContext stdin?:b
  stdinOnce?:b tty?:b
ContainerPort = name?:s hostPort?:i containerPort:i protocol?:s=TCP hostIP?:s
ContainerResizePolicy = resourceName:s restartPolicy:s
ContainerResourceMetricSource = name:s target:MetricTarget container:s
ContainerRestartRule = action?:s exitCodes?:*ContainerRestartRuleOnExitCodes
ContainerRestartRuleOnExitCodes = operator?:s values?:[]i%
ControllerRevision = kind?:s apiVersion?:s metadata?:ObjectMeta data?:R revision:i
Counter = value:Q
CounterSet = name:s counters?:{}Counter
CronJob = kind?:s apiVersion?:s metadata?:ObjectMeta spec?:CronJobSpec status?:-
CronJobSpec = schedule:s timeZone?:*s startingDeadlineSeconds?:*i concurrencyPolicy?:s suspend?:*b
  jobTemplate:JobTemplateSpec successfulJobsHistoryLimit?:*i failedJobsHistoryLimit?:*i
CrossVersionObjectReference = kind:s name:s apiVersion?:s
DaemonSet = kind?:s apiVersion?:s metadata?:ObjectMeta spec?:DaemonSetSpec status?:-
DaemonSetSpec = selector:*LabelSelector template:PodTemplateSpec updateStrategy?:DaemonSetUpdateStrategy
  minReadySeconds?:i revisionHistoryLimit?:*i
DaemonSetUpdateStrategy = type?:s rollingUpdate?:*RollingUpdateDaemonSet
Deployment = kind?:s apiVersion?:s metadata?:ObjectMeta spec?:DeploymentSpec status?:-
DeploymentSpec = replicas?:*i selector:*LabelSelector template:PodTemplateSpec
  strategy?:DeploymentStrategy minReadySeconds?:i revisionHistoryLimit?:*i paused?:b
  progressDeadlineSeconds?:*i
DeploymentStrategy = type?:s rollingUpdate?:*RollingUpdateDeployment
Device = name:s attributes?:{}DeviceAttribute capacity?:{}DeviceCapacity
  consumesCounters?:[]DeviceCounterConsumption nodeName?:*s nodeSelector?:*NodeSelector
  allNodes?:*b taints?:[]DeviceTaint bindsToNode?:*b bindingConditions?:[]s
  bindingFailureConditions?:[]s allowMultipleAllocations?:*b
  nodeAllocatableResourceMappings?:{}NodeAllocatableResourceMapping
DeviceAttribute = int?:*i bool?:*b string?:*s version?:*s ints?:[]i bools?:[]b strings?:[]s versions?:[]s
DeviceCapacity = value:Q requestPolicy?:*CapacityRequestPolicy
DeviceClaim = requests:[]DeviceRequest constraints?:[]DeviceConstraint
  config?:[]DeviceClaimConfiguration
DeviceClaimConfiguration = requests?:[]s opaque?:*OpaqueDeviceConfiguration
DeviceClass = kind?:s apiVersion?:s metadata?:ObjectMeta spec:DeviceClassSpec
DeviceClassConfiguration = opaque?:*OpaqueDeviceConfiguration
DeviceClassSpec = selectors?:[]DeviceSelector config?:[]DeviceClassConfiguration extendedResourceName?:*s
DeviceConstraint = requests?:[]s matchAttribute?:*s distinctAttribute?:*s
DeviceCounterConsumption = counterSet:s counters?:{}Counter
DeviceRequest = name:s exactly?:*ExactDeviceRequest firstAvailable?:[]DeviceSubRequest
DeviceSelector = cel?:*CELDeviceSelector
DeviceSubRequest = name:s deviceClassName:s selectors?:[]DeviceSelector allocationMode?:s count?:i
  tolerations?:[]DeviceToleration capacity?:*CapacityRequirements
DeviceTaint = key:s value?:s effect:s timeAdded?:*T
DeviceToleration = key?:s operator?:s value?:s effect?:s tolerationSeconds?:*i
DownwardAPIProjection = items?:[]DownwardAPIVolumeFile
DownwardAPIVolumeFile = path:s fieldRef?:*ObjectFieldSelector resourceFieldRef?:*ResourceFieldSelector mode?:*i
DownwardAPIVolumeSource = items?:[]DownwardAPIVolumeFile defaultMode?:*i
EmptyDirVolumeSource = medium?:s sizeLimit?:*Q
Endpoint = addresses:[]s% conditions?:EndpointConditions hostname?:*s targetRef?:*ObjectReference
  deprecatedTopology?:{}s nodeName?:*s zone?:*s hints?:*EndpointHints
EndpointAddress = ip:s hostname?:s nodeName?:*s targetRef?:*ObjectReference
EndpointConditions = ready?:*b serving?:*b terminating?:*b
EndpointHints = forZones?:[]ForZone forNodes?:[]ForNode
EndpointPort = name?:*s protocol?:*s port?:*i appProtocol?:*s
EndpointSlice = kind?:s apiVersion?:s metadata?:ObjectMeta addressType:s endpoints:[]Endpoint
  ports:[]EndpointPort
EndpointSubset = addresses?:[]EndpointAddress notReadyAddresses?:[]EndpointAddress
  ports?:[]core.v1.EndpointPort
Endpoints = kind?:s apiVersion?:s metadata?:ObjectMeta subsets?:[]EndpointSubset
EnvFromSource = prefix?:s configMapRef?:*ConfigMapEnvSource secretRef?:*SecretEnvSource
EnvVar = name:s value?:s valueFrom?:*EnvVarSource
EnvVarSource = fieldRef?:*ObjectFieldSelector resourceFieldRef?:*ResourceFieldSelector
  configMapKeyRef?:*ConfigMapKeySelector secretKeyRef?:*SecretKeySelector
  fileKeyRef?:*FileKeySelector
EphemeralContainer = name:s image?:s command?:[]s args?:[]s workingDir?:s
  ports?:[]ContainerPort%containerPort,protocol envFrom?:[]EnvFromSource env?:[]EnvVar%name
  resources?:ResourceRequirements resizePolicy?:[]ContainerResizePolicy restartPolicy?:*s
  restartPolicyRules?:[]ContainerRestartRule volumeMounts?:[]VolumeMount%mountPath
  volumeDevices?:[]VolumeDevice%devicePath livenessProbe?:*Probe readinessProbe?:*Probe
  startupProbe?:*Probe lifecycle?:*Lifecycle terminationMessagePath?:s
  terminationMessagePolicy?:s imagePullPolicy?:s securityContext?:*SecurityContext stdin?:b
  stdinOnce?:b tty?:b targetContainerName?:s
EphemeralVolumeSource = volumeClaimTemplate?:*PersistentVolumeClaimTemplate
ExactDeviceRequest = deviceClassName:s selectors?:[]DeviceSelector allocationMode?:s count?:i adminAccess?:*b
  tolerations?:[]DeviceToleration capacity?:*CapacityRequirements
ExecAction = command?:[]s
ExemptPriorityLevelConfiguration = nominalConcurrencyShares?:*i lendablePercent?:*i
ExternalMetricSource = metric:MetricIdentifier target:MetricTarget
FCVolumeSource = targetWWNs?:[]s lun?:*i fsType?:s readOnly?:b wwids?:[]s
FileKeySelector = volumeName:s path:s key:s optional?:*b
FlexPersistentVolumeSource = driver:s fsType?:s secretRef?:*SecretReference readOnly?:b options?:{}s
FlexVolumeSource = driver:s fsType?:s secretRef?:*LocalObjectReference readOnly?:b options?:{}s
FlockerVolumeSource = datasetName?:s datasetUUID?:s
FlowDistinguisherMethod = type:s
FlowSchema = kind?:s apiVersion?:s metadata?:ObjectMeta spec?:FlowSchemaSpec status?:-
FlowSchemaSpec = priorityLevelConfiguration:PriorityLevelConfigurationReference matchingPrecedence:i
  distinguisherMethod?:*FlowDistinguisherMethod rules?:[]PolicyRulesWithSubjects
ForNode = name:s
ForZone = name:s
GCEPersistentDiskVolumeSource = pdName:s fsType?:s partition?:i readOnly?:b
GRPCAction = port:i service:*s
GitRepoVolumeSource = repository:s revision?:s directory?:s
GlusterfsPersistentVolumeSource = endpoints:s path:s readOnly?:b endpointsNamespace?:*s
GlusterfsVolumeSource = endpoints:s path:s readOnly?:b
GroupSubject = name:s
HPAScalingPolicy = type:s value:i periodSeconds:i
HPAScalingRules = stabilizationWindowSeconds?:*i selectPolicy?:*s policies?:[]HPAScalingPolicy
  tolerance?:*Q
HTTPGetAction = path?:s port:I host?:s scheme?:s httpHeaders?:[]HTTPHeader
HTTPHeader = name:s value:s
HTTPIngressPath = path?:s pathType:*s backend:IngressBackend
HTTPIngressRuleValue = paths:[]HTTPIngressPath
HorizontalPodAutoscaler = kind?:s apiVersion?:s metadata?:ObjectMeta spec?:HorizontalPodAutoscalerSpec status?:-
HorizontalPodAutoscalerBehavior = scaleUp?:*HPAScalingRules scaleDown?:*HPAScalingRules
HorizontalPodAutoscalerSpec = scaleTargetRef:CrossVersionObjectReference minReplicas?:*i maxReplicas:i
  targetCPUUtilizationPercentage?:*i
HostAlias = ip:s hostnames?:[]s
HostPathVolumeSource = path:s type?:*s
IPAddress = kind?:s apiVersion?:s metadata?:ObjectMeta spec?:IPAddressSpec
IPAddressSpec = parentRef?:*ParentReference
IPBlock = cidr:s except?:[]s
ISCSIPersistentVolumeSource = targetPortal:s iqn:s lun:i iscsiInterface?:s fsType?:s readOnly?:b portals?:[]s
  chapAuthDiscovery?:b chapAuthSession?:b secretRef?:*SecretReference initiatorName?:*s
ISCSIVolumeSource = targetPortal:s iqn:s lun:i iscsiInterface?:s fsType?:s readOnly?:b portals?:[]s
  chapAuthDiscovery?:b chapAuthSession?:b secretRef?:*LocalObjectReference
  initiatorName?:*s
ImageVolumeSource = reference?:s pullPolicy?:s
Ingress = kind?:s apiVersion?:s metadata?:ObjectMeta spec?:IngressSpec status?:-
IngressBackend = service?:*IngressServiceBackend resource?:*TypedLocalObjectReference
IngressClass = kind?:s apiVersion?:s metadata?:ObjectMeta spec?:IngressClassSpec
IngressClassParametersReference = apiGroup?:*s kind:s name:s scope:*s namespace?:*s
IngressClassSpec = controller?:s parameters?:*IngressClassParametersReference
IngressRule = host?:s http?:*HTTPIngressRuleValue
IngressServiceBackend = name:s port?:ServiceBackendPort
IngressSpec = ingressClassName?:*s defaultBackend?:*IngressBackend tls?:[]IngressTLS
  rules?:[]IngressRule
IngressTLS = hosts?:[]s secretName?:s
JSONPatch = expression?:s
Job = kind?:s apiVersion?:s metadata?:ObjectMeta spec?:JobSpec status?:-
JobSpec = parallelism?:*i completions?:*i activeDeadlineSeconds?:*i
  podFailurePolicy?:*PodFailurePolicy successPolicy?:*SuccessPolicy backoffLimit?:*i
  backoffLimitPerIndex?:*i maxFailedIndexes?:*i selector?:*LabelSelector manualSelector?:*b
  template:PodTemplateSpec ttlSecondsAfterFinished?:*i completionMode?:*s suspend?:*b
  podReplacementPolicy?:*s managedBy?:*s
JobTemplateSpec = metadata?:ObjectMeta spec?:JobSpec
KeyToPath = key:s path:s mode?:*i
LabelSelector = matchLabels?:{}s matchExpressions?:[]LabelSelectorRequirement
LabelSelectorRequirement = key:s operator:s values?:[]s
Lease = kind?:s apiVersion?:s metadata?:ObjectMeta spec?:LeaseSpec
LeaseSpec = holderIdentity?:*s leaseDurationSeconds?:*i acquireTime?:*M renewTime?:*M
  leaseTransitions?:*i strategy?:*s preferredHolder?:*s
Lifecycle = postStart?:*LifecycleHandler preStop?:*LifecycleHandler stopSignal?:*s
LifecycleHandler = exec?:*ExecAction httpGet?:*HTTPGetAction tcpSocket?:*TCPSocketAction sleep?:*SleepAction
LimitRange = kind?:s apiVersion?:s metadata?:ObjectMeta spec?:LimitRangeSpec
LimitRangeItem = type:s max?:{}Q min?:{}Q default?:{}Q defaultRequest?:{}Q maxLimitRequestRatio?:{}Q
LimitRangeSpec = limits:[]LimitRangeItem
LimitResponse = type:s queuing?:*QueuingConfiguration
LimitedPriorityLevelConfiguration = nominalConcurrencyShares:*i limitResponse?:LimitResponse lendablePercent?:*i
  borrowingLimitPercent?:*i
LocalObjectReference = name?:s
LocalVolumeSource = path:s fsType?:*s
ManagedFieldsEntry = manager?:s operation?:s apiVersion?:s time?:*T fieldsType?:s fieldsV1?:*R subresource?:s
MatchCondition = name:s expression:s
MatchResources = namespaceSelector?:*LabelSelector objectSelector?:*LabelSelector
  resourceRules?:[]NamedRuleWithOperations excludeResourceRules?:[]NamedRuleWithOperations
  matchPolicy?:*s
MetricIdentifier = name:s selector?:*LabelSelector
MetricSpec = type:s object?:*ObjectMetricSource pods?:*PodsMetricSource
  resource?:*ResourceMetricSource containerResource?:*ContainerResourceMetricSource
  external?:*ExternalMetricSource
MetricTarget = type:s value?:*Q averageValue?:*Q averageUtilization?:*i
ModifyVolumeStatus = targetVolumeAttributesClassName?:s status:s
MutatingAdmissionPolicy = kind?:s apiVersion?:s metadata?:ObjectMeta spec?:MutatingAdmissionPolicySpec
MutatingAdmissionPolicyBinding = kind?:s apiVersion?:s metadata?:ObjectMeta spec?:MutatingAdmissionPolicyBindingSpec
MutatingAdmissionPolicyBindingSpec = policyName?:s paramRef?:*ParamRef matchResources?:*MatchResources
MutatingAdmissionPolicySpec = paramKind?:*ParamKind matchConstraints?:*MatchResources variables?:[]Variable
  mutations?:[]Mutation failurePolicy?:*s matchConditions?:[]MatchCondition%name
  reinvocationPolicy?:s
MutatingWebhook = name:s clientConfig:WebhookClientConfig rules?:[]RuleWithOperations failurePolicy?:*s
  matchPolicy?:*s namespaceSelector?:*LabelSelector objectSelector?:*LabelSelector
  sideEffects:*s timeoutSeconds?:*i admissionReviewVersions:[]s reinvocationPolicy?:*s
  matchConditions?:[]MatchCondition%name
MutatingWebhookConfiguration = kind?:s apiVersion?:s metadata?:ObjectMeta webhooks?:[]MutatingWebhook%name
Mutation = patchType:s applyConfiguration?:*ApplyConfiguration jsonPatch?:*JSONPatch
NFSVolumeSource = server:s path:s readOnly?:b
NamedRuleWithOperations = resourceNames?:[]s operations?:[]s apiGroups?:[]s apiVersions?:[]s resources?:[]s
  scope?:*s
Namespace = kind?:s apiVersion?:s metadata?:ObjectMeta spec?:NamespaceSpec status?:-
NamespaceSpec = finalizers?:[]s
NetworkPolicy = kind?:s apiVersion?:s metadata?:ObjectMeta spec?:NetworkPolicySpec
NetworkPolicyEgressRule = ports?:[]NetworkPolicyPort to?:[]NetworkPolicyPeer
NetworkPolicyIngressRule = ports?:[]NetworkPolicyPort from?:[]NetworkPolicyPeer
NetworkPolicyPeer = podSelector?:*LabelSelector namespaceSelector?:*LabelSelector ipBlock?:*IPBlock
NetworkPolicyPort = protocol?:*s port?:*I endPort?:*i
NetworkPolicySpec = podSelector:LabelSelector ingress?:[]NetworkPolicyIngressRule
  egress?:[]NetworkPolicyEgressRule policyTypes?:[]s
Node = kind?:s apiVersion?:s metadata?:ObjectMeta spec?:NodeSpec status?:-
NodeAffinity = requiredDuringSchedulingIgnoredDuringExecution?:*NodeSelector
  preferredDuringSchedulingIgnoredDuringExecution?:[]PreferredSchedulingTerm
NodeAllocatableResourceMapping = capacityKey?:*s allocationMultiplier?:*Q
NodeConfigSource = configMap?:*ConfigMapNodeConfigSource
NodeSelector = nodeSelectorTerms:[]NodeSelectorTerm
NodeSelectorRequirement = key:s operator:s values?:[]s
NodeSelectorTerm = matchExpressions?:[]NodeSelectorRequirement matchFields?:[]NodeSelectorRequirement
NodeSpec = podCIDR?:s podCIDRs?:[]s% providerID?:s unschedulable?:b taints?:[]Taint
  configSource?:*NodeConfigSource externalID?:s
NonResourcePolicyRule = verbs:[]s% nonResourceURLs:[]s%
ObjectFieldSelector = apiVersion?:s fieldPath:s
ObjectMeta = name?:s generateName?:s namespace?:s selfLink?:s uid?:s resourceVersion?:s generation?:i
  creationTimestamp?!:T deletionTimestamp?:*T deletionGracePeriodSeconds?:*i labels?:{}s
  annotations?:{}s ownerReferences?:[]OwnerReference%uid finalizers?:[]s%
  managedFields?:[]ManagedFieldsEntry
ObjectMetricSource = describedObject:autoscaling.v2.CrossVersionObjectReference target:MetricTarget
  metric:MetricIdentifier
ObjectReference = kind?:s namespace?:s name?:s uid?:s apiVersion?:s resourceVersion?:s fieldPath?:s
OpaqueDeviceConfiguration = driver:s parameters:R
Overhead = podFixed?:{}Q
OwnerReference = apiVersion:s kind:s name:s uid:s controller?:*b blockOwnerDeletion?:*b
ParamKind = apiVersion?:s kind?:s
ParamRef = name?:s namespace?:s selector?:*LabelSelector parameterNotFoundAction?:*s
ParentReference = group?:s resource?:s namespace?:s name?:s
PersistentVolume = kind?:s apiVersion?:s metadata?:ObjectMeta spec?:PersistentVolumeSpec status?:-
PersistentVolumeClaim = kind?:s apiVersion?:s metadata?:ObjectMeta spec?:PersistentVolumeClaimSpec
  status?:PersistentVolumeClaimStatus
PersistentVolumeClaimCondition = type:s status:s lastProbeTime?:T lastTransitionTime?:T reason?:s message?:s
PersistentVolumeClaimSpec = accessModes?:[]s selector?:*LabelSelector resources?:VolumeResourceRequirements
  volumeName?:s storageClassName?:*s volumeMode?:*s dataSource?:*TypedLocalObjectReference
  dataSourceRef?:*TypedObjectReference volumeAttributesClassName?:*s
PersistentVolumeClaimStatus = phase?:s accessModes?:[]s capacity?:{}Q conditions?:[]PersistentVolumeClaimCondition%type
  allocatedResources?:{}Q allocatedResourceStatuses?:{}s
  currentVolumeAttributesClassName?:*s modifyVolumeStatus?:*ModifyVolumeStatus
PersistentVolumeClaimTemplate = metadata?:ObjectMeta spec:PersistentVolumeClaimSpec
PersistentVolumeClaimVolumeSource = claimName:s readOnly?:b
PersistentVolumeSpec = capacity?:{}Q gcePersistentDisk?:*GCEPersistentDiskVolumeSource
  awsElasticBlockStore?:*AWSElasticBlockStoreVolumeSource hostPath?:*HostPathVolumeSource
  glusterfs?:*GlusterfsPersistentVolumeSource nfs?:*NFSVolumeSource
  rbd?:*RBDPersistentVolumeSource iscsi?:*ISCSIPersistentVolumeSource
  cinder?:*CinderPersistentVolumeSource cephfs?:*CephFSPersistentVolumeSource
  fc?:*FCVolumeSource flocker?:*FlockerVolumeSource flexVolume?:*FlexPersistentVolumeSource
  azureFile?:*AzureFilePersistentVolumeSource
  vsphereVolume?:*VsphereVirtualDiskVolumeSource quobyte?:*QuobyteVolumeSource
  azureDisk?:*AzureDiskVolumeSource photonPersistentDisk?:*PhotonPersistentDiskVolumeSource
  portworxVolume?:*PortworxVolumeSource scaleIO?:*ScaleIOPersistentVolumeSource
  local?:*LocalVolumeSource storageos?:*StorageOSPersistentVolumeSource
  csi?:*CSIPersistentVolumeSource accessModes?:[]s claimRef?:*ObjectReference
  persistentVolumeReclaimPolicy?:s storageClassName?:s mountOptions?:[]s volumeMode?:*s
  nodeAffinity?:*VolumeNodeAffinity volumeAttributesClassName?:*s
PhotonPersistentDiskVolumeSource = pdID:s fsType?:s
Pod = kind?:s apiVersion?:s metadata?:ObjectMeta spec?:PodSpec status?:-
PodAffinity = requiredDuringSchedulingIgnoredDuringExecution?:[]PodAffinityTerm
  preferredDuringSchedulingIgnoredDuringExecution?:[]WeightedPodAffinityTerm
PodAffinityTerm = labelSelector?:*LabelSelector namespaces?:[]s topologyKey:s
  namespaceSelector?:*LabelSelector matchLabelKeys?:[]s mismatchLabelKeys?:[]s
PodAntiAffinity = requiredDuringSchedulingIgnoredDuringExecution?:[]PodAffinityTerm
  preferredDuringSchedulingIgnoredDuringExecution?:[]WeightedPodAffinityTerm
PodCertificateProjection = signerName?:s keyType?:s maxExpirationSeconds?:*i credentialBundlePath?:s keyPath?:s
  certificateChainPath?:s userAnnotations?:{}s
PodDNSConfig = nameservers?:[]s searches?:[]s options?:[]PodDNSConfigOption
PodDNSConfigOption = name?:s value?:*s
PodDisruptionBudget = kind?:s apiVersion?:s metadata?:ObjectMeta spec?:PodDisruptionBudgetSpec status?:-
PodDisruptionBudgetSpec = minAvailable?:*I selector?:*LabelSelector maxUnavailable?:*I
  unhealthyPodEvictionPolicy?:*s
PodFailurePolicy = rules:[]PodFailurePolicyRule
PodFailurePolicyOnExitCodesRequirement = containerName?:*s operator:s values:[]i%
PodFailurePolicyOnPodConditionsPattern = type:s status:s
PodFailurePolicyRule = action:s onExitCodes?:*PodFailurePolicyOnExitCodesRequirement
  onPodConditions?:[]PodFailurePolicyOnPodConditionsPattern
PodOS = name:s
PodReadinessGate = conditionType:s
PodResourceClaim = name:s resourceClaimName?:*s resourceClaimTemplateName?:*s
PodSchedulingGate = name:s
PodSchedulingGroup = podGroupName?:*s
PodSecurityContext = seLinuxOptions?:*SELinuxOptions windowsOptions?:*WindowsSecurityContextOptions
  runAsUser?:*i runAsGroup?:*i runAsNonRoot?:*b supplementalGroups?:[]i
  supplementalGroupsPolicy?:*s fsGroup?:*i sysctls?:[]Sysctl fsGroupChangePolicy?:*s
  seccompProfile?:*SeccompProfile appArmorProfile?:*AppArmorProfile seLinuxChangePolicy?:*s
PodSpec = volumes?:[]Volume%name initContainers?:[]Container%name containers:[]Container%name
  ephemeralContainers?:[]EphemeralContainer%name restartPolicy?:s
  terminationGracePeriodSeconds?:*i activeDeadlineSeconds?:*i dnsPolicy?:s
  nodeSelector?:{}s serviceAccountName?:s serviceAccount?:s
  automountServiceAccountToken?:*b nodeName?:s hostNetwork?:b hostPID?:b hostIPC?:b
  shareProcessNamespace?:*b securityContext?:*PodSecurityContext
  imagePullSecrets?:[]LocalObjectReference%name hostname?:s subdomain?:s
  affinity?:*Affinity schedulerName?:s tolerations?:[]Toleration
  hostAliases?:[]HostAlias%ip priorityClassName?:s priority?:*i dnsConfig?:*PodDNSConfig
  readinessGates?:[]PodReadinessGate runtimeClassName?:*s enableServiceLinks?:*b
  preemptionPolicy?:*s overhead?:{}Q
  topologySpreadConstraints?:[]TopologySpreadConstraint%topologyKey,whenUnsatisfiable
  setHostnameAsFQDN?:*b os?:*PodOS hostUsers?:*b schedulingGates?:[]PodSchedulingGate%name
  resourceClaims?:[]PodResourceClaim%name resources?:*ResourceRequirements
  hostnameOverride?:*s schedulingGroup?:*PodSchedulingGroup
PodTemplate = kind?:s apiVersion?:s metadata?:ObjectMeta template?:PodTemplateSpec
PodTemplateSpec = metadata?:ObjectMeta spec?:PodSpec
PodsMetricSource = metric:MetricIdentifier target:MetricTarget
PolicyRule = verbs:[]s apiGroups?:[]s resources?:[]s resourceNames?:[]s nonResourceURLs?:[]s
PolicyRulesWithSubjects = subjects:[]Subject resourceRules?:[]ResourcePolicyRule
  nonResourceRules?:[]NonResourcePolicyRule
PortworxVolumeSource = volumeID:s fsType?:s readOnly?:b
PreferredSchedulingTerm = weight:i preference:NodeSelectorTerm
PriorityClass = kind?:s apiVersion?:s metadata?:ObjectMeta value:i globalDefault?:b description?:s
  preemptionPolicy?:*s
PriorityLevelConfiguration = kind?:s apiVersion?:s metadata?:ObjectMeta spec?:PriorityLevelConfigurationSpec status?:-
PriorityLevelConfigurationReference = name:s
PriorityLevelConfigurationSpec = type:s limited?:*LimitedPriorityLevelConfiguration
  exempt?:*ExemptPriorityLevelConfiguration
Probe = exec?:*ExecAction httpGet?:*HTTPGetAction tcpSocket?:*TCPSocketAction grpc?:*GRPCAction
  initialDelaySeconds?:i timeoutSeconds?:i periodSeconds?:i successThreshold?:i
  failureThreshold?:i terminationGracePeriodSeconds?:*i
ProjectedVolumeSource = sources:[]VolumeProjection defaultMode?:*i
QueuingConfiguration = queues:i handSize:i queueLengthLimit:i
QuobyteVolumeSource = registry:s volume:s readOnly?:b user?:s group?:s tenant?:s
RBDPersistentVolumeSource = monitors:[]s image:s fsType?:s pool?:s user?:s keyring?:s secretRef?:*SecretReference
  readOnly?:b
RBDVolumeSource = monitors:[]s image:s fsType?:s pool?:s user?:s keyring?:s
  secretRef?:*LocalObjectReference readOnly?:b
ReplicaSet = kind?:s apiVersion?:s metadata?:ObjectMeta spec?:ReplicaSetSpec status?:-
ReplicaSetSpec = replicas?:*i minReadySeconds?:i selector:*LabelSelector template?:PodTemplateSpec
ReplicationController = kind?:s apiVersion?:s metadata?:ObjectMeta spec?:ReplicationControllerSpec status?:-
ReplicationControllerSpec = replicas?:*i minReadySeconds?:i selector?:{}s template?:*PodTemplateSpec
ResourceClaim = kind?:s apiVersion?:s metadata?:ObjectMeta spec:ResourceClaimSpec status?:-
ResourceClaimSpec = devices:DeviceClaim
ResourceClaimTemplate = kind?:s apiVersion?:s metadata?:ObjectMeta spec:ResourceClaimTemplateSpec
ResourceClaimTemplateSpec = metadata?:ObjectMeta spec:ResourceClaimSpec
ResourceFieldSelector = containerName?:s resource:s divisor?:Q
ResourceMetricSource = name:s target:MetricTarget
ResourcePolicyRule = verbs:[]s% apiGroups:[]s% resources:[]s% clusterScope?:b namespaces:[]s%
ResourcePool = name:s generation:i resourceSliceCount:i
ResourceQuota = kind?:s apiVersion?:s metadata?:ObjectMeta spec?:ResourceQuotaSpec status?:-
ResourceQuotaSpec = hard?:{}Q scopes?:[]s scopeSelector?:*ScopeSelector
ResourceRequirements = limits?:{}Q requests?:{}Q claims?:[]core.v1.ResourceClaim%name
ResourceSlice = kind?:s apiVersion?:s metadata?:ObjectMeta spec:ResourceSliceSpec
ResourceSliceSpec = driver:s pool:ResourcePool nodeName?:*s nodeSelector?:*NodeSelector allNodes?:*b
  devices?:[]Device perDeviceNodeSelection?:*b sharedCounters?:[]CounterSet
Role = kind?:s apiVersion?:s metadata?:ObjectMeta rules:[]PolicyRule
RoleBinding = kind?:s apiVersion?:s metadata?:ObjectMeta subjects?:[]rbac.v1.Subject roleRef:RoleRef
RoleRef = apiGroup:s kind:s name:s
RollingUpdateDaemonSet = maxUnavailable?:*I maxSurge?:*I
RollingUpdateDeployment = maxUnavailable?:*I maxSurge?:*I
RollingUpdateStatefulSetStrategy = partition?:*i maxUnavailable?:*I
RuleWithOperations = operations?:[]s apiGroups?:[]s apiVersions?:[]s resources?:[]s scope?:*s
RuntimeClass = kind?:s apiVersion?:s metadata?:ObjectMeta handler:s overhead?:*Overhead
  scheduling?:*Scheduling
SELinuxOptions = user?:s role?:s type?:s level?:s
ScaleIOPersistentVolumeSource = gateway:s system:s secretRef:*SecretReference sslEnabled?:b protectionDomain?:s
  storagePool?:s storageMode?:s volumeName?:s fsType?:s readOnly?:b
ScaleIOVolumeSource = gateway:s system:s secretRef:*LocalObjectReference sslEnabled?:b protectionDomain?:s
  storagePool?:s storageMode?:s volumeName?:s fsType?:s readOnly?:b
Scheduling = nodeSelector?:{}s tolerations?:[]Toleration
ScopeSelector = matchExpressions?:[]ScopedResourceSelectorRequirement
ScopedResourceSelectorRequirement = scopeName:s operator:s values?:[]s
SeccompProfile = type:s localhostProfile?:*s
Secret = kind?:s apiVersion?:s metadata?:ObjectMeta immutable?:*b data?:{}B stringData?:{}s
  type?:s
SecretEnvSource = name?:s optional?:*b
SecretKeySelector = name?:s key:s optional?:*b
SecretProjection = name?:s items?:[]KeyToPath optional?:*b
SecretReference = name?:s namespace?:s
SecretVolumeSource = secretName?:s items?:[]KeyToPath defaultMode?:*i optional?:*b
SecurityContext = capabilities?:*Capabilities privileged?:*b seLinuxOptions?:*SELinuxOptions
  windowsOptions?:*WindowsSecurityContextOptions runAsUser?:*i runAsGroup?:*i
  runAsNonRoot?:*b readOnlyRootFilesystem?:*b allowPrivilegeEscalation?:*b procMount?:*s
  seccompProfile?:*SeccompProfile appArmorProfile?:*AppArmorProfile
Service = kind?:s apiVersion?:s metadata?:ObjectMeta spec?:ServiceSpec status?:-
ServiceAccount = kind?:s apiVersion?:s metadata?:ObjectMeta secrets?:[]ObjectReference%name
  imagePullSecrets?:[]LocalObjectReference automountServiceAccountToken?:*b
ServiceAccountSubject = namespace:s name:s
ServiceAccountTokenProjection = audience?:s expirationSeconds?:*i path:s
ServiceBackendPort = name?:s number?:i
ServiceCIDR = kind?:s apiVersion?:s metadata?:ObjectMeta spec?:ServiceCIDRSpec status?:-
ServiceCIDRSpec = cidrs?:[]s
ServicePort = name?:s protocol?:s=TCP appProtocol?:*s port:i targetPort?:I nodePort?:i
ServiceReference = namespace:s name:s path?:*s port?:*i
ServiceSpec = ports?:[]ServicePort%port,protocol selector?:{}s clusterIP?:s clusterIPs?:[]s type?:s
  externalIPs?:[]s sessionAffinity?:s loadBalancerIP?:s loadBalancerSourceRanges?:[]s
  externalName?:s externalTrafficPolicy?:s healthCheckNodePort?:i
  publishNotReadyAddresses?:b sessionAffinityConfig?:*SessionAffinityConfig ipFamilies?:[]s
  ipFamilyPolicy?:*s allocateLoadBalancerNodePorts?:*b loadBalancerClass?:*s
  internalTrafficPolicy?:*s trafficDistribution?:*s
SessionAffinityConfig = clientIP?:*ClientIPConfig
SleepAction = seconds:i
StatefulSet = kind?:s apiVersion?:s metadata?:ObjectMeta spec?:StatefulSetSpec status?:-
StatefulSetOrdinals = start:i
StatefulSetPersistentVolumeClaimRetentionPolicy = whenDeleted?:s whenScaled?:s
StatefulSetSpec = replicas?:*i selector:*LabelSelector template:PodTemplateSpec
  volumeClaimTemplates?:[]PersistentVolumeClaim serviceName:s podManagementPolicy?:s
  updateStrategy?:StatefulSetUpdateStrategy revisionHistoryLimit?:*i minReadySeconds?:i
  persistentVolumeClaimRetentionPolicy?:*StatefulSetPersistentVolumeClaimRetentionPolicy
  ordinals?:*StatefulSetOrdinals
StatefulSetUpdateStrategy = type?:s rollingUpdate?:*RollingUpdateStatefulSetStrategy
StorageClass = kind?:s apiVersion?:s metadata?:ObjectMeta provisioner:s parameters?:{}s
  reclaimPolicy?:*s mountOptions?:[]s allowVolumeExpansion?:*b volumeBindingMode?:*s
  allowedTopologies?:[]TopologySelectorTerm
StorageOSPersistentVolumeSource = volumeName?:s volumeNamespace?:s fsType?:s readOnly?:b secretRef?:*ObjectReference
StorageOSVolumeSource = volumeName?:s volumeNamespace?:s fsType?:s readOnly?:b secretRef?:*LocalObjectReference
Subject = kind:s user?:*UserSubject group?:*GroupSubject serviceAccount?:*ServiceAccountSubject
SuccessPolicy = rules:[]SuccessPolicyRule
SuccessPolicyRule = succeededIndexes?:*s succeededCount?:*i
Sysctl = name:s value:s
TCPSocketAction = port:I host?:s
Taint = key:s value?:s effect:s timeAdded?:*T
TokenRequest = audience:s expirationSeconds?:*i
Toleration = key?:s operator?:s value?:s effect?:s tolerationSeconds?:*i
TopologySelectorLabelRequirement = key:s values:[]s
TopologySelectorTerm = matchLabelExpressions?:[]TopologySelectorLabelRequirement
TopologySpreadConstraint = maxSkew:i topologyKey:s whenUnsatisfiable:s labelSelector?:*LabelSelector minDomains?:*i
  nodeAffinityPolicy?:*s nodeTaintsPolicy?:*s matchLabelKeys?:[]s
TypedLocalObjectReference = apiGroup:*s kind:s name:s
TypedObjectReference = apiGroup:*s kind:s name:s namespace?:*s
UserSubject = name:s
ValidatingAdmissionPolicy = kind?:s apiVersion?:s metadata?:ObjectMeta spec?:ValidatingAdmissionPolicySpec status?:-
ValidatingAdmissionPolicyBinding = kind?:s apiVersion?:s metadata?:ObjectMeta spec?:ValidatingAdmissionPolicyBindingSpec
ValidatingAdmissionPolicyBindingSpec = policyName?:s paramRef?:*ParamRef matchResources?:*MatchResources validationActions?:[]s%
ValidatingAdmissionPolicySpec = paramKind?:*ParamKind matchConstraints?:*MatchResources validations?:[]Validation
  failurePolicy?:*s auditAnnotations?:[]AuditAnnotation
  matchConditions?:[]MatchCondition%name variables?:[]Variable%name
ValidatingWebhook = name:s clientConfig:WebhookClientConfig rules?:[]RuleWithOperations failurePolicy?:*s
  matchPolicy?:*s namespaceSelector?:*LabelSelector objectSelector?:*LabelSelector
  sideEffects:*s timeoutSeconds?:*i admissionReviewVersions:[]s
  matchConditions?:[]MatchCondition%name
ValidatingWebhookConfiguration = kind?:s apiVersion?:s metadata?:ObjectMeta webhooks?:[]ValidatingWebhook%name
Validation = expression:s message?:s reason?:*s messageExpression?:s
Variable = name:s expression:s
Volume = name:s hostPath?:*HostPathVolumeSource emptyDir?:*EmptyDirVolumeSource
  gcePersistentDisk?:*GCEPersistentDiskVolumeSource
  awsElasticBlockStore?:*AWSElasticBlockStoreVolumeSource gitRepo?:*GitRepoVolumeSource
  secret?:*SecretVolumeSource nfs?:*NFSVolumeSource iscsi?:*ISCSIVolumeSource
  glusterfs?:*GlusterfsVolumeSource
  persistentVolumeClaim?:*PersistentVolumeClaimVolumeSource rbd?:*RBDVolumeSource
  flexVolume?:*FlexVolumeSource cinder?:*CinderVolumeSource cephfs?:*CephFSVolumeSource
  flocker?:*FlockerVolumeSource downwardAPI?:*DownwardAPIVolumeSource fc?:*FCVolumeSource
  azureFile?:*AzureFileVolumeSource configMap?:*ConfigMapVolumeSource
  vsphereVolume?:*VsphereVirtualDiskVolumeSource quobyte?:*QuobyteVolumeSource
  azureDisk?:*AzureDiskVolumeSource photonPersistentDisk?:*PhotonPersistentDiskVolumeSource
  projected?:*ProjectedVolumeSource portworxVolume?:*PortworxVolumeSource
  scaleIO?:*ScaleIOVolumeSource storageos?:*StorageOSVolumeSource csi?:*CSIVolumeSource
  ephemeral?:*EphemeralVolumeSource image?:*ImageVolumeSource
VolumeAttachment = kind?:s apiVersion?:s metadata?:ObjectMeta spec:VolumeAttachmentSpec status?:-
VolumeAttachmentSource = persistentVolumeName?:*s inlineVolumeSpec?:*PersistentVolumeSpec
VolumeAttachmentSpec = attacher:s source:VolumeAttachmentSource nodeName:s
VolumeAttributesClass = kind?:s apiVersion?:s metadata?:ObjectMeta driverName:s parameters?:{}s
VolumeDevice = name:s devicePath:s
VolumeMount = name:s readOnly?:b recursiveReadOnly?:*s mountPath:s subPath?:s mountPropagation?:*s
  subPathExpr?:s
VolumeNodeAffinity = required?:*NodeSelector
VolumeNodeResources = count?:*i
VolumeProjection = secret?:*SecretProjection downwardAPI?:*DownwardAPIProjection
  configMap?:*ConfigMapProjection serviceAccountToken?:*ServiceAccountTokenProjection
  clusterTrustBundle?:*ClusterTrustBundleProjection
  podCertificate?:*PodCertificateProjection
VolumeResourceRequirements = limits?:{}Q requests?:{}Q
VsphereVirtualDiskVolumeSource = volumePath:s fsType?:s storagePolicyName?:s storagePolicyID?:s
WebhookClientConfig = url?:*s service?:*ServiceReference caBundle?:B
WeightedPodAffinityTerm = weight:i podAffinityTerm:PodAffinityTerm
WindowsSecurityContextOptions = gmsaCredentialSpecName?:*s gmsaCredentialSpec?:*s runAsUserName?:*s hostProcess?:*b
autoscaling.v2.CrossVersionObjectReference = kind:s name:s apiVersion?:s
autoscaling.v2.HorizontalPodAutoscaler = kind?:s apiVersion?:s metadata?:ObjectMeta
  spec?:autoscaling.v2.HorizontalPodAutoscalerSpec status?:-
autoscaling.v2.HorizontalPodAutoscalerSpec = scaleTargetRef:autoscaling.v2.CrossVersionObjectReference minReplicas?:*i maxReplicas:i
  metrics?:[]MetricSpec behavior?:*HorizontalPodAutoscalerBehavior
core.v1.EndpointPort = name?:s port:i protocol?:s appProtocol?:*s
core.v1.ResourceClaim = name:s request?:s
rbac.v1.Subject = kind:s apiGroup?:s name:s namespace?:s
`;

/** The type of each kind: `apiVersion Kind`. */
export const goKinds: Readonly<Record<string, string>> = {
  "admissionregistration.k8s.io/v1 MutatingAdmissionPolicy": "MutatingAdmissionPolicy",
  "admissionregistration.k8s.io/v1 MutatingAdmissionPolicyBinding":
    "MutatingAdmissionPolicyBinding",
  "admissionregistration.k8s.io/v1 MutatingWebhookConfiguration": "MutatingWebhookConfiguration",
  "admissionregistration.k8s.io/v1 ValidatingAdmissionPolicy": "ValidatingAdmissionPolicy",
  "admissionregistration.k8s.io/v1 ValidatingAdmissionPolicyBinding":
    "ValidatingAdmissionPolicyBinding",
  "admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration":
    "ValidatingWebhookConfiguration",
  "apps/v1 ControllerRevision": "ControllerRevision",
  "apps/v1 DaemonSet": "DaemonSet",
  "apps/v1 Deployment": "Deployment",
  "apps/v1 ReplicaSet": "ReplicaSet",
  "apps/v1 StatefulSet": "StatefulSet",
  "autoscaling/v1 HorizontalPodAutoscaler": "HorizontalPodAutoscaler",
  "autoscaling/v2 HorizontalPodAutoscaler": "autoscaling.v2.HorizontalPodAutoscaler",
  "batch/v1 CronJob": "CronJob",
  "batch/v1 Job": "Job",
  "certificates.k8s.io/v1 CertificateSigningRequest": "CertificateSigningRequest",
  "coordination.k8s.io/v1 Lease": "Lease",
  "discovery.k8s.io/v1 EndpointSlice": "EndpointSlice",
  "flowcontrol.apiserver.k8s.io/v1 FlowSchema": "FlowSchema",
  "flowcontrol.apiserver.k8s.io/v1 PriorityLevelConfiguration": "PriorityLevelConfiguration",
  "networking.k8s.io/v1 IPAddress": "IPAddress",
  "networking.k8s.io/v1 Ingress": "Ingress",
  "networking.k8s.io/v1 IngressClass": "IngressClass",
  "networking.k8s.io/v1 NetworkPolicy": "NetworkPolicy",
  "networking.k8s.io/v1 ServiceCIDR": "ServiceCIDR",
  "node.k8s.io/v1 RuntimeClass": "RuntimeClass",
  "policy/v1 PodDisruptionBudget": "PodDisruptionBudget",
  "rbac.authorization.k8s.io/v1 ClusterRole": "ClusterRole",
  "rbac.authorization.k8s.io/v1 ClusterRoleBinding": "ClusterRoleBinding",
  "rbac.authorization.k8s.io/v1 Role": "Role",
  "rbac.authorization.k8s.io/v1 RoleBinding": "RoleBinding",
  "resource.k8s.io/v1 DeviceClass": "DeviceClass",
  "resource.k8s.io/v1 ResourceClaim": "ResourceClaim",
  "resource.k8s.io/v1 ResourceClaimTemplate": "ResourceClaimTemplate",
  "resource.k8s.io/v1 ResourceSlice": "ResourceSlice",
  "scheduling.k8s.io/v1 PriorityClass": "PriorityClass",
  "storage.k8s.io/v1 CSIDriver": "CSIDriver",
  "storage.k8s.io/v1 CSINode": "CSINode",
  "storage.k8s.io/v1 CSIStorageCapacity": "CSIStorageCapacity",
  "storage.k8s.io/v1 StorageClass": "StorageClass",
  "storage.k8s.io/v1 VolumeAttachment": "VolumeAttachment",
  "storage.k8s.io/v1 VolumeAttributesClass": "VolumeAttributesClass",
  "v1 ConfigMap": "ConfigMap",
  "v1 Endpoints": "Endpoints",
  "v1 LimitRange": "LimitRange",
  "v1 Namespace": "Namespace",
  "v1 Node": "Node",
  "v1 PersistentVolume": "PersistentVolume",
  "v1 PersistentVolumeClaim": "PersistentVolumeClaim",
  "v1 Pod": "Pod",
  "v1 PodTemplate": "PodTemplate",
  "v1 ReplicationController": "ReplicationController",
  "v1 ResourceQuota": "ResourceQuota",
  "v1 Secret": "Secret",
  "v1 Service": "Service",
  "v1 ServiceAccount": "ServiceAccount",
};
