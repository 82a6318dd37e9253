import type { DemoFault } from "../../protocol/demo.ts";
import type { ApiRequest } from "../apiserver/apiRequest.ts";
import type { Fault, Faults } from "./fault.ts";

/** What a fault with a name does to requests. */
export const namedFaults = (name: DemoFault): Faults => FAULTS[name];

const isWatch = ({ query }: ApiRequest): boolean => /^(1|true)$/.test(query.get("watch") ?? "");

const always =
  (fault: Fault): Faults =>
  () =>
    fault;

const FAULTS: Readonly<Record<DemoFault, Faults>> = {
  none: () => undefined,
  dropConnections: always({ type: "drop" }),
  refuse: always({ type: "status", code: 503, retryAfter: 2 }),
  slow: always({ type: "slow", milliseconds: 5000 }),
  hang: always({ type: "hang" }),
  silentWatches: (request) => (isWatch(request) ? { type: "silence" } : undefined),
  tooManyRequests: always({ type: "status", code: 429, retryAfter: 3 }),
  unauthorized: always({ type: "status", code: 401 }),
  forbidden: always({ type: "status", code: 403 }),
  expiredVersions: (request) => (isWatch(request) ? { type: "status", code: 410 } : undefined),
};
