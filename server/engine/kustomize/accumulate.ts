import { basename, join } from "../path.ts";
import { type Configuration, mergeConfigurations } from "./configuration.ts";
import { configurationOf } from "./configurationFiles.ts";
import type { Context } from "./context.ts";
import { crdConfiguration } from "./crds.ts";
import { runGenerators } from "./generating.ts";
import { FILE_NAMES, type Kustomization, kindIn, kustomizationIn } from "./kustomization.ts";
import type { Loader } from "./loading.ts";
import { useSchema } from "./openapi.ts";
import { addComponents, addResources } from "./resources.ts";
import { attempt, stop, stopAgain, within } from "./stop.ts";
import { type Accumulated, emptyState, type Role, type State, type Target } from "./target.ts";
import { runTransformers } from "./transforming.ts";
import { runValidators } from "./validating.ts";
import { registerVars } from "./vars.ts";

/** Builds one kustomization, with all that it includes. */
export function accumulate(loader: Loader, above: Context, role: Role): Accumulated {
  const { kustomization, fileName } = load(loader, above, role);
  // What the root wants told holds for the whole build.
  const tells = role.as === "root" && kustomization.buildMetadata.length > 0;
  const context = tells ? { ...above, at: { path: "" } } : above;
  useSchema(kustomization, loader, context);
  if (role.as !== "root") checkKind(kustomization, loader.root, role.as);
  // By itself a Component has nothing to work on.
  if (role.as === "root" && kustomization.kind?.text === "Component") context.log.lacks = true;
  const state = role.as === "component" ? role.state : emptyState();
  const target: Target = { loader, kustomization, fileName, context, state };
  if (role.as === "root") run(target);
  else within(`recursed accumulation of path '${loader.root}': `, () => run(target));
  return {
    objects: state.objects.all(),
    configuration: state.configuration,
    vars: state.vars,
    schema: context.settings.schema,
    kustomization,
  };
}

function load(loader: Loader, { log }: Context, role: Role) {
  if (role.as === "root" && role.kustomization) {
    return { kustomization: role.kustomization, fileName: writtenName(loader) };
  }
  const prefix = `couldn't make target for path '${loader.root}': `;
  const read = () => kustomizationIn(loader.root, loader.reader);
  const { file, kustomization } =
    role.as === "root"
      ? read()
      : within(prefix, role.as === "base" ? () => readBase(loader) : read);
  log.warnings.push(...kustomization.warnings);
  return { kustomization, fileName: basename(file.path) };
}

/** What stands in for a file has its name. */
const writtenName = ({ root, reader }: Loader): string =>
  FILE_NAMES.find((it) => reader.file(join(root, it))) ?? "kustomization.yaml";

/** What is wrong inside a Component is no mistake where none may be: that it is one, is. */
function readBase({ root, reader }: Loader) {
  const done = attempt(() => kustomizationIn(root, reader));
  if ("value" in done) return done.value;
  const isComponent = kindIn(root, reader) === "Component";
  return stopAgain(isComponent ? { ...done.error, place: undefined } : done.error);
}

function checkKind({ kind }: Kustomization, root: string, as: "base" | "component") {
  const isComponent = kind?.text === "Component";
  if (as === "component" && !isComponent) {
    stop(`expected kind 'Component' for path '${root}' but got 'Kustomization'`);
  }
  if (as === "base" && isComponent) stop(`expected kind != 'Component' for path '${root}'`);
}

function run(target: Target) {
  const { kustomization, loader, state } = target;
  within("accumulating resources: ", () => addResources(target, state, kustomization.resources));
  merge(state, configurationOf(loader, kustomization), "merging config ");
  merge(state, crdConfiguration(loader, kustomization), "merging CRDs ");
  runGenerators(target);
  within("accumulating components: ", () => addComponents(target, kustomization.components));
  runTransformers(target);
  runValidators(target);
  registerVars(state, kustomization);
}

function merge(state: State, configuration: Configuration, prefix: string) {
  within(prefix, () => {
    state.configuration = mergeConfigurations(state.configuration, configuration);
  });
}
