import { memo } from "../memo.ts";
import type { Scalar } from "../node.ts";
import type { StepKind } from "../origin.ts";
import { rendering } from "../renderings.ts";
import type { Workspace } from "../workspace.ts";
import { type Secrets, secretsIn } from "./secrets.ts";

/** The text of a value that a build gives to an object that is no Secret; `undefined` where it came out of one. */
export function shownValue(workspace: Workspace, value: Scalar, build: string): string | undefined {
  if (written.holds(value)) return undefined;
  const isCarried = value.from?.step !== undefined && CARRYING.has(value.from.step.by);
  return isCarried && secretsOf(workspace, build).holds(value) ? undefined : value.text;
}

/** What manifests and generators tell by themselves. */
const written = secretsIn([]);

/** Steps that take values from one object to another. */
const CARRYING: ReadonlySet<StepKind> = new Set<StepKind>([
  "ReplacementTransformer",
  "RefVarTransformer",
  "Substitution",
]);

/** Of one build, once for each moment. */
function secretsOf(workspace: Workspace, build: string): Secrets {
  const known = byBuild(workspace);
  const secrets = known.get(build) ?? secretsIn(rendering(workspace, build)?.objects ?? []);
  known.set(build, secrets);
  return secrets;
}

const byBuild = memo((_: Workspace) => new Map<string, Secrets>());
