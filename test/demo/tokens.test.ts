import { expect, test } from "vitest";
import { asked, map } from "./support/asked.ts";

const account = { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "robot" } };
const accounts = "/api/v1/namespaces/apps/serviceaccounts";
const rbac = "/apis/rbac.authorization.k8s.io/v1/namespaces/apps";
const request = (spec: object = {}) => ({
  ...{ apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec },
});

/** A cluster with an account that has a token, and a clock that can be turned. */
function scene() {
  let seconds = 0;
  const { ask } = asked({ now: () => new Date(seconds * 1000) });
  ask(`POST ${accounts}`, account);
  const answer = ask(`POST ${accounts}/robot/token`, request());
  const token = String(answer.at("status", "token"));
  const read = (what = "configmaps") =>
    ask(`GET /api/v1/namespaces/apps/${what}`, undefined, { as: token }).status;
  const turn = (by: number) => {
    seconds += by;
  };
  const allow = () => {
    ask(`POST ${rbac}/roles`, {
      ...{ apiVersion: "rbac.authorization.k8s.io/v1", kind: "Role", metadata: { name: "reader" } },
      rules: [{ apiGroups: [""], resources: ["configmaps"], verbs: ["get", "list"] }],
    });
    ask(`POST ${rbac}/rolebindings`, {
      ...{ apiVersion: "rbac.authorization.k8s.io/v1", kind: "RoleBinding" },
      metadata: { name: "readers" },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "reader" },
      subjects: [{ kind: "ServiceAccount", name: "robot", namespace: "apps" }],
    });
  };
  return { ask, answer, token, read, turn, allow };
}

test("a token is an hour's, and tells so", () => {
  const { answer } = scene();
  expect(answer.status).toBe(201);
  expect(answer.at("status", "expirationTimestamp")).toBe("1970-01-01T01:00:00Z");
  expect(answer.at("spec", "expirationSeconds")).toBe(3600);
});

test("its owner may do what roles allow, as they are now", () => {
  const { read, allow } = scene();
  expect(read()).toBe(403);
  allow();
  expect([read(), read("secrets")]).toEqual([200, 403]);
});

test("it ends with its time", () => {
  const { read, allow, turn } = scene();
  allow();
  turn(3599);
  expect(read()).toBe(200);
  turn(1);
  expect(read()).toBe(401);
});

test("it ends with its account, also when another one takes the name", () => {
  const { ask, read, allow } = scene();
  allow();
  ask(`DELETE ${accounts}/robot`);
  expect(read()).toBe(401);
  ask(`POST ${accounts}`, account);
  expect(read()).toBe(401);
});

test("a token for less than ten minutes, or for nobody, is refused", () => {
  const { ask } = scene();
  const short = ask(`POST ${accounts}/robot/token`, request({ expirationSeconds: 5 }));
  expect([short.status, short.at("message")]).toEqual([
    422,
    'TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: Invalid value: 5: may not specify a duration less than 10 minutes',
  ]);
  expect(ask(`POST ${accounts}/nobody/token`, request()).status).toBe(404);
  expect(ask(`GET ${accounts}/robot/token`).status).toBe(405);
});

test("who may not create tokens gets none, and a wrong one is nobody's", () => {
  const { ask } = scene();
  expect(ask(`POST ${accounts}/robot/token`, request(), { as: "viewer" }).status).toBe(403);
  expect(ask("GET /api/v1/namespaces", undefined, { as: "eyJhbGciOiJub25lIn0" }).status).toBe(401);
  expect(ask("POST /api/v1/namespaces/apps/configmaps", map("a")).status).toBe(201);
});
