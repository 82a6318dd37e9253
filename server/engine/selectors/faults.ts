import type { SelectorFault } from "../../../protocol/selectors.ts";
import type { PlaceList } from "../placeList.ts";
import type { Resource } from "../resource.ts";
import { checkDocument } from "../rules/check.ts";
import { present, type Shown } from "../rules/present.ts";
import type { Fix } from "../rules/rule.ts";
import type { Workspace } from "../workspace.ts";
import type { YamlDocument } from "../yaml.ts";

/** A fault with what a picture has no use for. */
export interface Fault {
  readonly told: SelectorFault;
  readonly fixes: readonly Fix[];
  /** Where it shows: ids of boxes, or of links `FROM→TO`. */
  readonly where: readonly string[];
}

/** What the rules say of some documents, as people see it: settings and comments that silence them are heard. */
export function ruleFindings(
  workspace: Workspace,
  about: readonly Pick<Resource, "path" | "document">[],
): readonly Shown[] {
  const documents = new Map<YamlDocument, string>();
  for (const { path, document } of about) documents.set(document, path);
  return [...documents].flatMap(([document, path]) => {
    const { problems } = checkDocument(workspace, path, document);
    const paths = new Set(problems.map((it) => it.place.path));
    return [...paths].flatMap((it) =>
      present(
        workspace,
        it,
        problems.filter(({ place }) => place.path === it),
      ),
    );
  });
}

/** What a rule found, as a fault of the picture. */
export const faultOf = (shown: Shown, where: readonly string[], places: PlaceList): Fault => {
  const { problem, severity } = shown;
  return {
    told: {
      code: problem.code,
      severity: severity === "hint" ? "information" : severity,
      message: problem.message,
      ...places.add(problem.place),
      fixes: problem.fixes.map((it) => it.title),
    },
    fixes: problem.fixes,
    where,
  };
};

/** Answers which fault shows at a box or link; the worst of several. */
export function faultsAt(faults: readonly Fault[]): (where: string) => number | undefined {
  const known = new Map<string, number>();
  for (const severity of ["information", "warning", "error"]) {
    faults.forEach(({ told, where }, index) => {
      if (told.severity === severity) for (const it of where) known.set(it, index);
    });
  }
  return (where) => known.get(where);
}

/** The document of a resource, whichever is meant by a place in it. */
export const isFoundIn = ({ problem }: Shown, { document }: Resource): boolean =>
  problem.related.some((it) => it.place.document === document);
