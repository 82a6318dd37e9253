import { Range, Uri, window, workspace } from "vscode";
import { type ObjectPlace, placesOf } from "../../../protocol/builtObject.ts";
import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import { notify } from "../../notify.ts";
import { appliersOf } from "../api/appliers.ts";
import { type Desk, readObject } from "../api/desk.ts";
import { keyOf, nameOf } from "../api/kubeObject.ts";
import { oneLine } from "../documents/safeText.ts";
import { identitiesOf } from "../identities.ts";
import { atDesk } from "./atDesk.ts";
import type { ClusterCommand, ClusterParts } from "./parts.ts";

/** Opens the manifest of an object; of what others made, the manifest of who did. */
export const openManifest: ClusterCommand = async (parts, given) => {
  const [named] = identitiesOf(given);
  // What is written in a file needs no cluster.
  const places = named ? await parts.server.send(placesOf, named) : [];
  if (named && places.length > 0) return open(named, places);
  return fromCluster(parts, given);
};

const fromCluster: ClusterCommand = atDesk(
  {
    title: "Open Manifest in Workspace",
    accepts: () => true,
    nothing: "This cluster has no objects of Flux.",
  },
  async (parts, desk, [identity]) => {
    if (!identity) return;
    const { object, places } = await written(parts, desk, identity);
    if (places.length === 0)
      throw new Error(
        `${oneLine(nameOf(identity))} is written in no file of the workspace, nor is what made it: open the folder of its repository.`,
      );
    if (keyOf(object) !== keyOf(identity))
      void notify.information(
        `${oneLine(nameOf(identity))} comes from ${oneLine(nameOf(object))}.`,
      );
    await open(object, places);
  },
);

/** The object itself or the nearest of those above it that is written somewhere. */
async function written(
  { server }: ClusterParts,
  desk: Desk,
  identity: ObjectIdentity,
): Promise<{ readonly object: ObjectIdentity; readonly places: readonly ObjectPlace[] }> {
  const { signal } = new AbortController();
  const { value } = await readObject(desk, identity, signal);
  const above = value ? await appliersOf(desk, value.object, signal) : [];
  for (const object of [identity, ...above.map((it) => it.object)]) {
    const places = await server.send(placesOf, object);
    if (places.length > 0) return { object, places };
  }
  return { object: identity, places: [] };
}

async function open(identity: ObjectIdentity, places: readonly ObjectPlace[]): Promise<void> {
  const place = places.length === 1 ? places[0] : await pick(identity, places);
  if (!place) return;
  const document = await workspace.openTextDocument(Uri.parse(place.uri, true));
  const { line, character } = place;
  const selection = new Range(line, character, line, character);
  await window.showTextDocument(document, { selection });
}

async function pick(
  identity: ObjectIdentity,
  places: readonly ObjectPlace[],
): Promise<ObjectPlace | undefined> {
  const picks = places.map((place) => ({
    label: place.label,
    detail: place.builds.length > 0 ? place.builds.join(", ") : "no build takes it up",
    place,
  }));
  const title = `Open Manifest of ${oneLine(nameOf(identity))}`;
  const placeHolder = "It is written in several places";
  return (await window.showQuickPick(picks, { title, placeHolder }))?.place;
}
