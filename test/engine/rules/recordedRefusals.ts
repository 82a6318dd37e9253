/** An object as it was sent to a real API server, by server-side apply, and what came of it. */
export interface RecordedRefusal {
  readonly what: string;
  /** `refused, not told`: what we do not foresee. */
  readonly is: "taken" | "refused" | "refused, not told";
  /** JSON, which is YAML. */
  readonly object: string;
}

/** Asked of kube-apiserver 1.36.3. */
export const recordedRefusals: readonly RecordedRefusal[] = [
  {
    what: "port name twice in container",
    is: "refused",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i","ports":[{"name":"a","containerPort":1},{"name":"a","containerPort":2}]}]}}}}',
  },
  {
    what: "port name twice across containers",
    is: "taken",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i","ports":[{"name":"a","containerPort":1}]},{"name":"d","image":"i","ports":[{"name":"a","containerPort":2}]}]}}}}',
  },
  {
    what: "container port number twice",
    is: "refused",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i","ports":[{"name":"a","containerPort":1},{"name":"b","containerPort":1}]}]}}}}',
  },
  {
    what: "container port number twice, other protocol",
    is: "taken",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i","ports":[{"name":"a","containerPort":1},{"name":"b","containerPort":1,"protocol":"UDP"}]}]}}}}',
  },
  {
    what: "port name 16",
    is: "refused",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i","ports":[{"name":"abcdefghijklmnop","containerPort":1}]}]}}}}',
  },
  {
    what: "port name upper",
    is: "refused",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i","ports":[{"name":"Http","containerPort":1}]}]}}}}',
  },
  {
    what: "port name digits",
    is: "refused",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i","ports":[{"name":"80","containerPort":1}]}]}}}}',
  },
  {
    what: "port name underscore",
    is: "refused",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i","ports":[{"name":"a_b","containerPort":1}]}]}}}}',
  },
  {
    what: "port 70000",
    is: "refused",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i","ports":[{"containerPort":70000}]}]}}}}',
  },
  {
    what: "env twice",
    is: "refused",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i","env":[{"name":"A","value":"1"},{"name":"A","value":"2"}]}]}}}}',
  },
  {
    what: "env value and valueFrom",
    is: "refused",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i","env":[{"name":"A","value":"1","valueFrom":{"fieldRef":{"fieldPath":"metadata.name"}}}]}]}}}}',
  },
  {
    what: "env name odd",
    is: "taken",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i","env":[{"name":"A B","value":"1"}]}]}}}}',
  },
  {
    what: "env name eq",
    is: "refused",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i","env":[{"name":"A=B","value":"1"}]}]}}}}',
  },
  {
    what: "mountPath twice",
    is: "refused",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"volumes":[{"name":"v","emptyDir":{}}],"containers":[{"name":"c","image":"i","volumeMounts":[{"name":"v","mountPath":"/a"},{"name":"v","mountPath":"/a"}]}]}}}}',
  },
  {
    what: "volume twice",
    is: "refused",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"volumes":[{"name":"v","emptyDir":{}},{"name":"v","emptyDir":{}}],"containers":[{"name":"c","image":"i"}]}}}}',
  },
  {
    what: "volume two sources",
    is: "refused",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"volumes":[{"name":"v","emptyDir":{},"configMap":{"name":"x"}}],"containers":[{"name":"c","image":"i"}]}}}}',
  },
  {
    what: "label value space",
    is: "refused",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default","labels":{"a":"b c"}},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}',
  },
  {
    what: "label value 64",
    is: "refused",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default","labels":{"a":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}',
  },
  {
    what: "label key bad",
    is: "refused",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default","labels":{"a b":"b"}},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}',
  },
  {
    what: "label key two slashes",
    is: "refused",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default","labels":{"a/b/c":"b"}},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}',
  },
  {
    what: "pod label value bad",
    is: "refused",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b","x":"b c"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}',
  },
  {
    what: "annotation key bad",
    is: "refused",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default","annotations":{"a b":"b"}},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}',
  },
  {
    what: "configmap label bad",
    is: "refused",
    object:
      '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"t","namespace":"default","labels":{"a":"b/c"}}}',
  },
  {
    what: "flux label bad / crd",
    is: "refused",
    object:
      '{"apiVersion":"flagger.app/v1beta1","kind":"MetricTemplate","metadata":{"name":"t","namespace":"default","labels":{"a":"b/c"}},"spec":{"query":"x","provider":{"type":"prometheus"}}}',
  },
  {
    what: "configmap key bad",
    is: "refused",
    object:
      '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"t","namespace":"default"},"data":{"a b":"c"}}',
  },
  {
    what: "configmap key slash",
    is: "refused",
    object:
      '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"t","namespace":"default"},"data":{"a/b":"c"}}',
  },
  {
    what: "memory requests>limits",
    is: "refused",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i","resources":{"requests":{"memory":"2Gi"},"limits":{"memory":"1Gi"}}}]}}}}',
  },
  {
    what: "cpu requests>limits",
    is: "refused",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i","resources":{"requests":{"cpu":"1"},"limits":{"cpu":"500m"}}}]}}}}',
  },
  {
    what: "cpu requests==limits other words",
    is: "taken",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i","resources":{"requests":{"cpu":"1"},"limits":{"cpu":"1000m"}}}]}}}}',
  },
  {
    what: "extended requests != limits",
    is: "refused, not told",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i","resources":{"requests":{"nvidia.com/gpu":"1"},"limits":{"nvidia.com/gpu":"2"}}}]}}}}',
  },
  {
    what: "negative",
    is: "refused",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i","resources":{"requests":{"cpu":"-1"}}}]}}}}',
  },
  {
    what: "memory m",
    is: "taken",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i","resources":{"requests":{"memory":"500m"}}}]}}}}',
  },
  {
    what: "probe port name",
    is: "refused",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i","readinessProbe":{"httpGet":{"port":"Ab_c","path":"/"}}}]}}}}',
  },
  {
    what: "probe port name undeclared",
    is: "taken",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i","ports":[{"name":"http","containerPort":1}],"readinessProbe":{"httpGet":{"port":"htpp","path":"/"}}}]}}}}',
  },
  {
    what: "probe port quoted number",
    is: "refused",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i","readinessProbe":{"httpGet":{"port":"8080","path":"/"}}}]}}}}',
  },
  {
    what: "probe no handler",
    is: "refused",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i","readinessProbe":{"periodSeconds":3}}]}}}}',
  },
  {
    what: "probe two handlers",
    is: "refused",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i","readinessProbe":{"httpGet":{"port":1,"path":"/"},"tcpSocket":{"port":1}}}]}}}}',
  },
  {
    what: "liveness successThreshold 2",
    is: "refused",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i","livenessProbe":{"httpGet":{"port":1,"path":"/"},"successThreshold":2}}]}}}}',
  },
  {
    what: "container name upper",
    is: "refused",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"C","image":"i"}]}}}}',
  },
  {
    what: "container name underscore",
    is: "refused",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"a_b","image":"i"}]}}}}',
  },
  {
    what: "init same name",
    is: "refused, not told",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"initContainers":[{"name":"c","image":"i"}],"containers":[{"name":"c","image":"i"}]}}}}',
  },
  {
    what: "image space",
    is: "taken",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":" i"}]}}}}',
  },
  {
    what: "restartPolicy OnFailure",
    is: "refused",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"restartPolicy":"OnFailure","containers":[{"name":"c","image":"i"}]}}}}',
  },
  {
    what: "recreate with rolling",
    is: "refused",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}},"strategy":{"type":"Recreate","rollingUpdate":{"maxSurge":1}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}',
  },
  {
    what: "rolling 0/0",
    is: "refused",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}},"strategy":{"rollingUpdate":{"maxSurge":0,"maxUnavailable":0}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}',
  },
  {
    what: "rolling 0%/0",
    is: "refused",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}},"strategy":{"rollingUpdate":{"maxSurge":"0%","maxUnavailable":0}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}',
  },
  {
    what: "sa name upper",
    is: "refused",
    object:
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"serviceAccountName":"A","containers":[{"name":"c","image":"i"}]}}}}',
  },
  {
    what: "svc 2 ports 1 name missing",
    is: "refused",
    object:
      '{"apiVersion":"v1","kind":"Service","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"a":"b"},"ports":[{"port":1,"name":"a"},{"port":2}]}}',
  },
  {
    what: "svc same port twice",
    is: "refused",
    object:
      '{"apiVersion":"v1","kind":"Service","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"a":"b"},"ports":[{"port":1,"name":"a"},{"port":1,"name":"b"}]}}',
  },
  {
    what: "svc same port twice udp",
    is: "taken",
    object:
      '{"apiVersion":"v1","kind":"Service","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"a":"b"},"ports":[{"port":1,"name":"a"},{"port":1,"name":"b","protocol":"UDP"}]}}',
  },
  {
    what: "svc port name bad",
    is: "refused",
    object:
      '{"apiVersion":"v1","kind":"Service","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"a":"b"},"ports":[{"port":1,"name":"a_b"}]}}',
  },
  {
    what: "svc port name upper",
    is: "refused",
    object:
      '{"apiVersion":"v1","kind":"Service","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"a":"b"},"ports":[{"port":1,"name":"Http"}]}}',
  },
  {
    what: "svc targetPort bad",
    is: "refused",
    object:
      '{"apiVersion":"v1","kind":"Service","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"a":"b"},"ports":[{"port":1,"targetPort":"a_b"}]}}',
  },
  {
    what: "svc targetPort 16",
    is: "refused",
    object:
      '{"apiVersion":"v1","kind":"Service","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"a":"b"},"ports":[{"port":1,"targetPort":"abcdefghijklmnop"}]}}',
  },
  {
    what: "svc targetPort quoted",
    is: "refused",
    object:
      '{"apiVersion":"v1","kind":"Service","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"a":"b"},"ports":[{"port":1,"targetPort":"8080"}]}}',
  },
  {
    what: "svc no ports",
    is: "refused",
    object:
      '{"apiVersion":"v1","kind":"Service","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"a":"b"}}}',
  },
  {
    what: "svc headless no ports",
    is: "taken",
    object:
      '{"apiVersion":"v1","kind":"Service","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"a":"b"},"clusterIP":"None"}}',
  },
  {
    what: "svc externalName none",
    is: "refused",
    object:
      '{"apiVersion":"v1","kind":"Service","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"a":"b"},"type":"ExternalName"}}',
  },
  {
    what: "svc nodePort with ClusterIP",
    is: "refused, not told",
    object:
      '{"apiVersion":"v1","kind":"Service","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"a":"b"},"ports":[{"port":1,"nodePort":30000}]}}',
  },
  {
    what: "svc nodePort out of range",
    is: "taken",
    object:
      '{"apiVersion":"v1","kind":"Service","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"a":"b"},"type":"NodePort","ports":[{"port":1,"nodePort":80}]}}',
  },
  {
    what: "svc selector value bad",
    is: "refused",
    object:
      '{"apiVersion":"v1","kind":"Service","metadata":{"name":"t","namespace":"default"},"spec":{"selector":{"a":"b c"},"ports":[{"port":1}]}}',
  },
  {
    what: "pdb both",
    is: "refused",
    object:
      '{"apiVersion":"policy/v1","kind":"PodDisruptionBudget","metadata":{"name":"t","namespace":"default"},"spec":{"minAvailable":1,"maxUnavailable":1,"selector":{"matchLabels":{"a":"b"}}}}',
  },
  {
    what: "pdb percent",
    is: "refused",
    object:
      '{"apiVersion":"policy/v1","kind":"PodDisruptionBudget","metadata":{"name":"t","namespace":"default"},"spec":{"minAvailable":"50","selector":{"matchLabels":{"a":"b"}}}}',
  },
  {
    what: "ing path no slash",
    is: "refused",
    object:
      '{"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"t","namespace":"default"},"spec":{"rules":[{"http":{"paths":[{"path":"a","pathType":"Prefix","backend":{"service":{"name":"a","port":{"number":1}}}}]}}]}}',
  },
  {
    what: "ing host upper",
    is: "refused",
    object:
      '{"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"t","namespace":"default"},"spec":{"rules":[{"host":"A.b","http":{"paths":[{"path":"/a","pathType":"Prefix","backend":{"service":{"name":"a","port":{"number":1}}}}]}}]}}',
  },
  {
    what: "ing host port",
    is: "refused",
    object:
      '{"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"t","namespace":"default"},"spec":{"rules":[{"host":"a.b:80","http":{"paths":[{"path":"/a","pathType":"Prefix","backend":{"service":{"name":"a","port":{"number":1}}}}]}}]}}',
  },
  {
    what: "ing port both",
    is: "refused",
    object:
      '{"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"t","namespace":"default"},"spec":{"defaultBackend":{"service":{"name":"a","port":{"number":1,"name":"x"}}}}}',
  },
  {
    what: "ing port none",
    is: "refused",
    object:
      '{"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"t","namespace":"default"},"spec":{"defaultBackend":{"service":{"name":"a"}}}}',
  },
  {
    what: "ing nothing",
    is: "refused",
    object:
      '{"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"t","namespace":"default"},"spec":{}}',
  },
  {
    what: "ing tls host bad",
    is: "refused, not told",
    object:
      '{"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"t","namespace":"default"},"spec":{"tls":[{"hosts":["https://a"]}],"defaultBackend":{"service":{"name":"a","port":{"number":1}}}}}',
  },
  {
    what: "hpa max 0",
    is: "refused",
    object:
      '{"apiVersion":"autoscaling/v2","kind":"HorizontalPodAutoscaler","metadata":{"name":"t","namespace":"default"},"spec":{"maxReplicas":0,"scaleTargetRef":{"kind":"Deployment","name":"a","apiVersion":"apps/v1"}}}',
  },
  {
    what: "roleRef kind bad",
    is: "refused",
    object:
      '{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"RoleBinding","metadata":{"name":"t","namespace":"default"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Roles","name":"a"}}',
  },
  {
    what: "crb to Role",
    is: "refused",
    object:
      '{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRoleBinding","metadata":{"name":"t"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"a"}}',
  },
  {
    what: "subject group missing",
    is: "taken",
    object:
      '{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"RoleBinding","metadata":{"name":"t","namespace":"default"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"a"},"subjects":[{"kind":"User","name":"x"}]}',
  },
  {
    what: "subject sa with apiGroup",
    is: "refused",
    object:
      '{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"RoleBinding","metadata":{"name":"t","namespace":"default"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"a"},"subjects":[{"kind":"ServiceAccount","apiGroup":"rbac.authorization.k8s.io","name":"x","namespace":"y"}]}',
  },
  {
    what: "pvc accessModes missing",
    is: "refused",
    object:
      '{"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"name":"t","namespace":"default"},"spec":{"resources":{"requests":{"storage":"1Gi"}}}}',
  },
  {
    what: "pvc storage missing",
    is: "refused",
    object:
      '{"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"name":"t","namespace":"default"},"spec":{"accessModes":["ReadWriteOnce"]}}',
  },
  {
    what: "netpol port name",
    is: "refused",
    object:
      '{"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"name":"t","namespace":"default"},"spec":{"podSelector":{},"policyTypes":["ingress"]}}',
  },
  {
    what: "job completions",
    is: "refused",
    object:
      '{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"t","namespace":"default"},"spec":{"template":{"spec":{"containers":[{"name":"c","image":"i"}]}}}}',
  },
  {
    what: "httproute port missing",
    is: "refused",
    object:
      '{"apiVersion":"gateway.networking.k8s.io/v1","kind":"HTTPRoute","metadata":{"name":"t","namespace":"default"},"spec":{"rules":[{"backendRefs":[{"name":"a"}]}]}}',
  },
  {
    what: 'cron "every day"',
    is: "refused",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"every day","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "0 25 * * *"',
    is: "refused",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"0 25 * * *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "0 0 * * * *"',
    is: "refused",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"0 0 * * * *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "@daily"',
    is: "taken",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"@daily","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "@every 1h"',
    is: "taken",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"@every 1h","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "@every 1x"',
    is: "refused",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"@every 1x","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "TZ=UTC 0 0 * * *"',
    is: "refused",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"TZ=UTC 0 0 * * *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "CRON_TZ=UTC 0 0 * * *"',
    is: "refused",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"CRON_TZ=UTC 0 0 * * *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "*/70 * * * *"',
    is: "taken",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"*/70 * * * *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "*/0 * * * *"',
    is: "refused",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"*/0 * * * *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "0 0 * * 7"',
    is: "refused",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"0 0 * * 7","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "0 0 31 2 *"',
    is: "taken",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"0 0 31 2 *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "0 0 * JAN mon"',
    is: "taken",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"0 0 * JAN mon","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "0 0 ? * ?"',
    is: "taken",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"0 0 ? * ?","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "@yearly x"',
    is: "refused",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"@yearly x","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "60 * * * *"',
    is: "refused",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"60 * * * *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "0-5/2,10 * * * MON-FRI"',
    is: "taken",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"0-5/2,10 * * * MON-FRI","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "0 0 * * SUN-1"',
    is: "taken",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"0 0 * * SUN-1","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "5-2 * * * *"',
    is: "refused",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"5-2 * * * *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "@reboot"',
    is: "refused",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"@reboot","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "0 0 L * *"',
    is: "refused",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"0 0 L * *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "0 0 1W * *"',
    is: "refused",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"0 0 1W * *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "0 0 * * 1#2"',
    is: "refused",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"0 0 * * 1#2","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "@Daily"',
    is: "refused",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"@Daily","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "0  0 * * *"',
    is: "taken",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"0  0 * * *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron " 0 0 * * *"',
    is: "taken",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":" 0 0 * * *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "* * * *"',
    is: "refused",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"* * * *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "5/15 * * * *"',
    is: "taken",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"5/15 * * * *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "1,,2 * * * *"',
    is: "taken",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"1,,2 * * * *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "-1 * * * *"',
    is: "refused",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"-1 * * * *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "0 0 0 * *"',
    is: "refused",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"0 0 0 * *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "0 0 * 13 *"',
    is: "refused",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"0 0 * 13 *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "*-5 * * * *"',
    is: "taken",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"*-5 * * * *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "*,5 * * * *"',
    is: "taken",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"*,5 * * * *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "1-5- * * * *"',
    is: "refused",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"1-5- * * * *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "+1 * * * *"',
    is: "taken",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"+1 * * * *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "01 * * * *"',
    is: "taken",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"01 * * * *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "0 0 * january *"',
    is: "refused",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"0 0 * january *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "@every 30s"',
    is: "taken",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"@every 30s","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "@hourly"',
    is: "taken",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"@hourly","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "@midnight"',
    is: "taken",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"@midnight","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "@annually"',
    is: "taken",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"@annually","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "@monthly"',
    is: "taken",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"@monthly","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "@weekly"',
    is: "taken",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"@weekly","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "@yearly"',
    is: "taken",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"@yearly","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron "H * * * *"',
    is: "refused",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"H * * * *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: 'cron ""',
    is: "refused",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: "cron tz bad",
    is: "refused, not told",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"0 0 * * *","timeZone":"Europe/Nowhere","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
  {
    what: "cron tz ok",
    is: "taken",
    object:
      '{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"t","namespace":"default"},"spec":{"schedule":"0 0 * * *","timeZone":"Europe/Berlin","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}',
  },
];
