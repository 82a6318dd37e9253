import { field, type Json, type JsonObject, stringOf } from "../../server/engine/canary/json.ts";
import type { User } from "./access.ts";
import { type Cluster, timestamp } from "./cluster.ts";
import { metadataOf, uidOf } from "./objects/metadata.ts";
import { parseObject } from "./objects/parse.ts";
import { fromProtobuf, PROTOBUF } from "./objects/protobuf.ts";
import { refusals } from "./refusals.ts";
import { serviceAccountUser } from "./serviceAccountUser.ts";
import { type Store, storeKey } from "./store.ts";
import type { Target } from "./target.ts";
import { existing } from "./writes/existing.ts";

/**
 * Tokens of ServiceAccounts: good until their time is over or the account is deleted. They are forgotten
 * with the program.
 *
 * https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/token-request-v1/
 */
export const tokens = {
  /** Answers a TokenRequest, which is created below an account. */
  issue(target: Target): JsonObject {
    const { cluster, namespace, name, request } = target;
    const account = existing(target);
    const isProtobuf = request.headers["content-type"]?.startsWith(PROTOBUF) && request.bytes;
    const asked = isProtobuf
      ? fromProtobuf(request.bytes ?? new Uint8Array(), { $ref: TOKEN_REQUEST })
      : parseObject(request.body);
    const seconds = field(asked, "spec", "expirationSeconds") ?? 3600;
    if (typeof seconds !== "number" || seconds < shortest) refuseDuration(seconds);
    const uid = uidOf(account);
    const expires = new Date(cluster.now().getTime() + Number(seconds) * 1000);
    const token = wordsOf({
      sub: subjectOf(namespace, name),
      exp: expires.getTime() / 1000,
      jti: cluster.uid(),
    });
    issuedBy(cluster.store).set(token, { namespace, name, uid, expires });
    return {
      kind: "TokenRequest",
      apiVersion: "authentication.k8s.io/v1",
      metadata: { name, namespace, uid, creationTimestamp: timestamp(cluster.now()) },
      spec: {
        audiences: field(asked, "spec", "audiences") ?? [audience],
        expirationSeconds: seconds,
        boundObjectRef: field(asked, "spec", "boundObjectRef") ?? null,
      },
      status: { token, expirationTimestamp: timestamp(expires) },
    };
  },

  /** Who shows this token, with the rights of this moment; `undefined`: it is none, or no longer. */
  userOf(cluster: Cluster, token: string): User | undefined {
    const found = issued.get(cluster.store)?.get(token);
    if (!found || found.expires <= cluster.now()) return undefined;
    const { namespace, name, uid } = found;
    const account = cluster.store.get("/serviceaccounts", storeKey(namespace, name));
    if (!account || metadataOf(account).uid !== uid) return undefined;
    return { ...serviceAccountUser(cluster, namespace, name), uid };
  },
} as const;

interface Issued {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly expires: Date;
}

const issued = new WeakMap<Store, Map<string, Issued>>();

function issuedBy(store: Store): Map<string, Issued> {
  const found = issued.get(store) ?? new Map<string, Issued>();
  issued.set(store, found);
  return found;
}

const TOKEN_REQUEST = "io.k8s.api.authentication.v1.TokenRequest";
/** Seconds. */
const shortest = 600;
const audience = "https://kubernetes.default.svc.cluster.local";
const subjectOf = (namespace: string, name: string) => `system:serviceaccount:${namespace}:${name}`;

/** In the form of a JSON Web Token; what makes it hard to guess is its identity. */
function wordsOf(claims: JsonObject): string {
  const encoded = (it: JsonObject) => Buffer.from(JSON.stringify(it)).toString("base64url");
  return `${encoded({ alg: "none" })}.${encoded(claims)}.`;
}

function refuseDuration(seconds: Json): never {
  return refusals.invalid({ group: "authentication.k8s.io", kind: "TokenRequest" }, "", [
    {
      reason: "FieldValueInvalid",
      field: "spec.expirationSeconds",
      message: `Invalid value: ${stringOf(seconds) || JSON.stringify(seconds)}: may not specify a duration less than 10 minutes`,
    },
  ]);
}
