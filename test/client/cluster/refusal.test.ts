import { expect, test } from "vitest";
import { refusal } from "../../../client/cluster/api/refusal.ts";

const request = { method: "PATCH", path: "/apis/apps/v1/namespaces/shop/deployments/web" } as const;
const status = (fields: object): string => JSON.stringify({ kind: "Status", ...fields });

test.for([
  // As kube-apiserver 1.36 answers a server-side apply whose types do not fit.
  [
    500,
    status({ code: 500, message: "failed to create typed patch object: expected numeric" }),
    "rejected",
  ],
  [
    500,
    status({ code: 500, reason: "InternalError", message: "etcdserver: leader changed" }),
    "busy",
  ],
  [500, status({ reason: "InternalError", message: 'failed calling webhook "x"' }), "rejected"],
  [500, "<html>a proxy</html>", "busy"],
  [502, "", "busy"],
  [503, status({ message: "the server is shutting down" }), "busy"],
  [429, status({ reason: "TooManyRequests", message: "slow down" }), "busy"],
] as const)("%d with %s is %s", ([code, body, wanted]) => {
  expect(refusal(request, { status: code, headers: {} }, body).kind).toBe(wanted);
});
