import {
  field,
  isObject,
  type JsonObject,
  listOf,
  stringOf,
} from "../../../../server/engine/canary/json.ts";
import { sourcePath } from "../../../../server/engine/sources.ts";
import type { Reference } from "../../../repositories/checkout.ts";
import type { Controller, Desk } from "../../controller.ts";
import { newBackoff } from "../backoff.ts";
import { isInstalled } from "../flags.ts";
import { type Subject, textIn } from "../subject.ts";
import { type Included, packed } from "./artifact.ts";
import { type Fetched, sourcePass } from "./sourcePass.ts";
import type { SourceSetting } from "./sourceSetting.ts";
import { unreachable } from "./unreachable.ts";

const API = "source.toolkit.fluxcd.io/v1";

/** source-controller for GitRepositories: a folder of this machine stands in for the server. */
export function gitRepositories(setting: SourceSetting): Controller {
  const backoff = newBackoff();
  const { artifacts } = setting;
  return {
    name: "source-controller",
    kinds: [{ apiVersion: API, kind: "GitRepository" }],
    runs: (inside) => isInstalled(inside, "source-controller"),
    reconcile: (place, desk) =>
      sourcePass(place, desk, {
        artifacts,
        backoff,
        folder: "gitrepository",
        fetch: (subject) => fetched(subject, desk, setting),
      }),
  };
}

async function fetched(subject: Subject, desk: Desk, setting: SourceSetting): Promise<Fetched> {
  const url = textIn(subject, "url");
  const secret = textIn(subject, "secretRef", "name");
  const includes = includesOf(subject, desk, setting);
  if ("kind" in includes) return includes;
  const wanted = referenceIn(subject);
  const checkout = await setting.fetch(url, wanted);
  const fault = (message: string): Fetched => ({
    kind: "failed",
    condition: "FetchFailed",
    reason: "GitOperationFailed",
    message: `failed to checkout and determine revision: ${message}`,
  });
  if (!checkout)
    return (
      secretFault(subject, desk, secret) ??
      fault(`unable to list remote for '${url}': ${unreachable(url)}`)
    );
  if ("problem" in checkout) return fault(`unable to clone '${url}': ${checkout.problem}`);
  const { files, commit, reference, subject: said } = checkout.value;
  const revision = reference === "" ? `sha1:${commit}` : `${reference}@sha1:${commit}`;
  const sparse = listOf(subject.spec.sparseCheckout).map(stringOf);
  const ignore = textIn(subject, "ignore") || undefined;
  const pack = packed(files, { ignore, sparse, includes: includes.all });
  if ("problem" in pack) {
    const { reason = "GitOperationFailed", problem } = pack;
    const condition = reason === "CopyFailure" ? "StorageOperationFailed" : "FetchFailed";
    return { kind: "failed", condition, reason, message: problem };
  }
  return {
    kind: "stored",
    revision,
    artifact: pack.value,
    file: `${commit}.tar.gz`,
    message: `stored artifact for revision '${revision}'`,
    said: `stored artifact for commit '${shortMessage(said) || revision}'`,
    status: observed(subject, includes.status),
  };
}

/** The first fifty letters, as in events. */
const shortMessage = (text: string): string => {
  const [line = ""] = text.split("\n");
  return line.length > 50 ? `${line.slice(0, 47)}...` : line;
};

function secretFault(subject: Subject, desk: Desk, name: string): Fetched | undefined {
  const { namespace } = subject.place;
  if (name === "" || desk.inside.get({ apiVersion: "v1", kind: "Secret", namespace, name })) {
    return undefined;
  }
  return {
    kind: "failed",
    condition: "FetchFailed",
    reason: "AuthenticationFailed",
    message: `failed to get secret '${namespace}/${name}': secrets "${name}" not found`,
  };
}

const referenceIn = (subject: Subject): Reference => {
  const ref = field(subject.spec, "ref");
  return Object.fromEntries(
    (["branch", "tag", "semver", "name", "commit"] as const).flatMap((key) => {
      const text = stringOf(field(ref, key));
      return text === "" ? [] : [[key, text]];
    }),
  );
};

type Includes =
  | { readonly all: readonly Included[]; readonly status: readonly JsonObject[] }
  | Extract<Fetched, { kind: "failed" | "waits" | "stalls" }>;

/** The artifacts of other GitRepositories of the namespace that are copied into this one. */
function includesOf(subject: Subject, desk: Desk, { artifacts }: SourceSetting): Includes {
  const all: Included[] = [];
  const status: JsonObject[] = [];
  const { namespace } = subject.place;
  for (const it of listOf(subject.spec.include)) {
    const name = stringOf(field(it, "repository", "name"));
    const other = desk.inside.get({ apiVersion: API, kind: "GitRepository", namespace, name });
    const waits = (reason: string, message: string): Includes => ({
      kind: "waits",
      condition: "IncludeUnavailable",
      reason,
      message,
    });
    if (!other) {
      const missing = `GitRepository.source.toolkit.fluxcd.io "${name}" not found`;
      return waits("NotFound", `could not get resource for include '${name}': ${missing}`);
    }
    const known = field(other, "status", "artifact");
    const artifact = artifacts.get(stringOf(field(known, "url")));
    if (!isObject(known) || !artifact) {
      return waits("NoArtifact", `no artifact available for include '${name}'`);
    }
    const from = sourcePath(stringOf(field(it, "fromPath")));
    const to = sourcePath(stringOf(field(it, "toPath")) || name);
    all.push({ name, from, to, artifact });
    status.push(known);
  }
  return { all, status };
}

/** What the status tells of the spec that was fetched. */
function observed({ spec }: Subject, included: readonly JsonObject[]): JsonObject {
  return {
    observedIgnore: spec.ignore,
    observedInclude: spec.include,
    observedRecurseSubmodules: spec.recurseSubmodules,
    observedSparseCheckout: spec.sparseCheckout,
    includedArtifacts: included.length > 0 ? included : undefined,
  };
}
