/** Versions of the Gateway API that Flagger knows. */
export type GatewayVersion = "v1" | "v1beta1";
