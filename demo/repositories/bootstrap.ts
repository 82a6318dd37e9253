import { basename } from "node:path";
import {
  field,
  isObject,
  type Json,
  type JsonObject,
  stringOf,
} from "../../server/engine/canary/json.ts";
import { jsonOf } from "../../server/engine/node.ts";
import { sourcePath } from "../../server/engine/sources.ts";
import { parseDocument, splitDocuments } from "../../server/engine/yaml.ts";
import { checkout } from "./checkout.ts";
import type { RepositoryFolder } from "./foldersByUrl.ts";

/** What makes a cluster follow a repository, as `flux bootstrap` leaves it there. */
export interface Bootstrap {
  /** The folder of the cluster in the repository, such as `clusters/my-cluster`. */
  readonly cluster: string;
  readonly objects: readonly JsonObject[];
  /** The URL under which the cluster knows the repository. */
  readonly url: string;
  readonly folder: RepositoryFolder;
}

/** The clusters that a repository describes: by their gotk-sync.yaml, else the folders in `clusters`. */
export async function bootstraps(folder: RepositoryFolder): Promise<readonly Bootstrap[]> {
  const found = await checkout(folder.path, { commit: "HEAD" });
  if ("problem" in found) return [];
  const { files } = found.value;
  const paths = [...files.keys()].sort();
  const synced = paths
    .filter((it) => /(^|\/)gotk-sync\.ya?ml$/.test(it))
    .flatMap((path): Bootstrap[] => {
      const objects = objectsIn(files.get(path));
      const source = objects.find((it) => it.kind === "GitRepository");
      const cluster = path.split("/").slice(0, -2).join("/") || ".";
      const url = stringOf(field(source, "spec", "url"));
      return objects.length > 0 ? [{ cluster, objects, url, folder }] : [];
    });
  // One that lies in a folder of examples tells of a repository that begins further below.
  if (synced.length > 0)
    return [...synced.filter(isAtHome), ...synced.filter((it) => !isAtHome(it))];
  const names = new Set(paths.flatMap((it) => /^clusters\/([^/]+)\//.exec(it)?.[1] ?? []));
  return [...names].map((name) => made(`clusters/${name}`, folder));
}

/** Does its Kustomization build the folder in which it lies? */
const isAtHome = ({ cluster, objects }: Bootstrap): boolean =>
  objects.some(
    (it) =>
      it.kind === "Kustomization" && sourcePath(stringOf(field(it, "spec", "path"))) === cluster,
  );

const objectsIn = (content: string | Uint8Array | undefined): readonly JsonObject[] =>
  typeof content !== "string"
    ? []
    : splitDocuments(content)
        .map(({ document }) => jsonOf(parseDocument(document).root) as Json)
        .filter(isObject);

/** What bootstrap would have written. */
function made(cluster: string, folder: RepositoryFolder): Bootstrap {
  const url = folder.url ?? folder.remotes[0] ?? `https://git.example.com/${basename(folder.path)}`;
  const metadata = { name: "flux-system", namespace: "flux-system" };
  const objects: readonly JsonObject[] = [
    {
      apiVersion: "source.toolkit.fluxcd.io/v1",
      kind: "GitRepository",
      metadata,
      spec: { interval: "1m0s", ref: { branch: "main" }, url },
    },
    {
      apiVersion: "kustomize.toolkit.fluxcd.io/v1",
      kind: "Kustomization",
      metadata,
      spec: {
        interval: "10m0s",
        path: `./${cluster}`,
        prune: true,
        sourceRef: { kind: "GitRepository", name: "flux-system" },
      },
    },
  ];
  return { cluster, objects, url, folder };
}
