import type { JsonObject } from "../json.ts";
import type { Names } from "./names.ts";

/** What the rules of a VirtualService are made of. */
export interface IstioRuleParts {
  readonly names: Names;
  readonly isTcp: boolean;
  /** What all HTTP rules have in common. */
  readonly common: JsonObject;
  readonly match: readonly JsonObject[] | undefined;
  /** In an A/B test: of which requests; merged with those of the service. */
  readonly tested: readonly JsonObject[] | undefined;
  readonly tcpMatch: readonly JsonObject[];
  /** Set where traffic comes from outside and ports are discovered. */
  readonly port: number | undefined;
}

export const httpRule = (
  { common }: Pick<IstioRuleParts, "common">,
  match: readonly JsonObject[] | undefined,
  route: readonly JsonObject[],
): JsonObject => ({ ...(match ? { match } : {}), route, ...common });

export const tcpRule = (
  { tcpMatch }: Pick<IstioRuleParts, "tcpMatch">,
  route: readonly JsonObject[],
): JsonObject => ({ ...(tcpMatch.length > 0 ? { match: tcpMatch } : {}), route });

export const destination = (
  { port }: Pick<IstioRuleParts, "port">,
  host: string,
  weight: number,
): JsonObject => ({
  destination: port === undefined ? { host } : { host, port: { number: port } },
  weight,
});

/** Each match of the analysis with each of the service; of the first only headers and labels of the source count then. */
export function mergedRequests(
  asked: readonly JsonObject[],
  service: readonly JsonObject[],
): readonly JsonObject[] {
  if (service.length === 0) return asked;
  return asked.flatMap(({ headers, sourceLabels }) =>
    service.map((match) => ({
      ...match,
      ...(headers === undefined ? {} : { headers }),
      ...(sourceLabels === undefined ? {} : { sourceLabels }),
    })),
  );
}
