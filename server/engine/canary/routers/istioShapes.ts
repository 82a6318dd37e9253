import type { GoShape } from "./goShape.ts";

const STRINGS: GoShape = ["string"];
const STRING_MAP: GoShape = { map: "string" };

const STRING_MATCH: GoShape = {
  fields: { exact: "string", prefix: "string", suffix: "string", regex: "string" },
};

/** What a Canary may ask of requests in `service.match`. */
export const REQUEST_MATCH = {
  fields: {
    name: "string",
    uri: STRING_MATCH,
    scheme: STRING_MATCH,
    method: STRING_MATCH,
    authority: STRING_MATCH,
    headers: { map: STRING_MATCH },
    port: "number",
    sourceLabels: STRING_MAP,
    gateways: STRINGS,
    queryParams: { map: STRING_MATCH },
    ignoreUriCase: "boolean",
    withoutHeaders: { map: STRING_MATCH },
    sourceNamespace: "string",
  },
} as const satisfies GoShape;

/** The same in `analysis.match`, where the schema of the Canary knows less. */
export const ANALYSIS_MATCH = {
  fields: {
    headers: { map: STRING_MATCH },
    queryParams: { map: STRING_MATCH },
    sourceLabels: STRING_MAP,
  },
} as const satisfies GoShape;

const HEADER_OPERATIONS: GoShape = {
  fields: { set: STRING_MAP, add: STRING_MAP, remove: STRINGS },
};

export const HEADERS: GoShape = {
  fields: { request: HEADER_OPERATIONS, response: HEADER_OPERATIONS },
};

export const RETRIES: GoShape = {
  fields: { "attempts!": "number", perTryTimeout: "string", retryOn: "string" },
};

export const REWRITE: GoShape = { fields: { uri: "string", authority: "string" } };

export const CORS_POLICY: GoShape = {
  fields: {
    allowOrigin: STRINGS,
    allowOrigins: [STRING_MATCH],
    allowMethods: STRINGS,
    allowHeaders: STRINGS,
    exposeHeaders: STRINGS,
    maxAge: "string",
    allowCredentials: "boolean",
  },
};

const PORT: GoShape = { fields: { number: "number", name: "string" } };

const DESTINATION: GoShape = { fields: { "host!": "string", subset: "string", port: PORT } };

const ROUTE_DESTINATION: GoShape = {
  fields: { "destination!": DESTINATION, "weight!": "number", headers: HEADERS },
};

export const HTTP_ROUTE: GoShape = {
  fields: {
    name: "string",
    match: [REQUEST_MATCH],
    route: [ROUTE_DESTINATION],
    redirect: REWRITE,
    rewrite: REWRITE,
    timeout: "string",
    retries: RETRIES,
    fault: {
      fields: {
        delay: {
          fields: { percent: "number", "fixedDelay!": "string", exponentialDelay: "string" },
        },
        abort: { fields: { percent: "number", "httpStatus!": "number" } },
      },
    },
    mirror: DESTINATION,
    mirrorPercentage: { fields: { value: "number" } },
    corsPolicy: CORS_POLICY,
    headers: HEADERS,
  },
};

const TCP_ROUTE: GoShape = {
  fields: {
    match: [
      {
        fields: {
          destinationSubnet: "string",
          port: "number",
          sourceSubnet: "string",
          sourceLabel: STRING_MAP,
          gateways: STRINGS,
        },
      },
    ],
    "route!": [ROUTE_DESTINATION],
  },
};

/** A VirtualService but for its HTTP rules. */
export const VIRTUAL_SERVICE_FRAME: GoShape = {
  fields: { "hosts!": STRINGS, gateways: STRINGS, tcp: [TCP_ROUTE] },
};

/** https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/apis/istio/v1beta1/virtual_service.go */
export const VIRTUAL_SERVICE_SPEC: GoShape = {
  fields: { "hosts!": STRINGS, gateways: STRINGS, http: [HTTP_ROUTE], tcp: [TCP_ROUTE] },
};

const LOAD_BALANCER: GoShape = {
  fields: {
    simple: "string",
    consistentHash: {
      fields: {
        httpHeaderName: "string",
        httpCookie: { fields: { "name!": "string", path: "string", "ttl!": "string" } },
        useSourceIp: "boolean",
        minimumRingSize: "number",
      },
    },
    localityLbSetting: {
      fields: {
        distribute: [{ fields: { from: "string", to: { map: "number" } } }],
        failover: [{ fields: { from: "string", to: "string" } }],
        failover_priority: STRINGS,
        enabled: "boolean",
      },
    },
    warmupDurationSecs: "string",
  },
};

const CONNECTION_POOL: GoShape = {
  fields: {
    tcp: { fields: { maxConnections: "number", connectTimeout: "string" } },
    http: {
      fields: {
        h2UpgradePolicy: "string",
        http1MaxPendingRequests: "number",
        http2MaxRequests: "number",
        maxRequestsPerConnection: "number",
        maxRetries: "number",
        idleTimeout: "string",
      },
    },
  },
};

const OUTLIER_DETECTION: GoShape = {
  fields: {
    consecutiveErrors: "number",
    "consecutiveGatewayErrors?": "number",
    "consecutive5xxErrors?": "number",
    splitExternalLocalOriginErrors: "boolean",
    "consecutiveLocalOriginFailures?": "number",
    interval: "string",
    baseEjectionTime: "string",
    maxEjectionPercent: "number",
    minHealthPercent: "number",
  },
};

const TLS: GoShape = {
  fields: {
    "mode!": "string",
    clientCertificate: "string",
    privateKey: "string",
    caCertificates: "string",
    subjectAltNames: STRINGS,
    sni: "string",
  },
};

const TRAFFIC_POLICY_FIELDS = {
  loadBalancer: LOAD_BALANCER,
  connectionPool: CONNECTION_POOL,
  outlierDetection: OUTLIER_DETECTION,
  tls: TLS,
} as const;

/** https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/apis/istio/v1beta1/destination_rule.go */
export const TRAFFIC_POLICY: GoShape = {
  fields: {
    ...TRAFFIC_POLICY_FIELDS,
    portLevelSettings: [{ fields: { "port!": PORT, ...TRAFFIC_POLICY_FIELDS } }],
  },
};

export const DESTINATION_RULE_SPEC: GoShape = {
  fields: {
    "host!": "string",
    trafficPolicy: TRAFFIC_POLICY,
    subsets: [
      { fields: { "name!": "string", "labels!": STRING_MAP, trafficPolicy: TRAFFIC_POLICY } },
    ],
  },
};
