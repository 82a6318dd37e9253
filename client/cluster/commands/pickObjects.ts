import { ProgressLocation, type QuickPickItem, QuickPickItemKind, Uri, window } from "vscode";
import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import { objectsIn } from "../../../protocol/objects.ts";
import { subjectOf } from "../../pickBuild.ts";
import { type Desk, readKind, readObject } from "../api/desk.ts";
import { identityOf, type KubeObject, keyOf } from "../api/kubeObject.ts";
import { identitiesOf } from "../identities.ts";
import { stateSign } from "../tree/stateSign.ts";
import type { ClusterParts } from "./parts.ts";
import { pickOrder } from "./pickOrder.ts";

/** What a command asks for where it was given no object. */
export interface Wanted {
  /** `Reconcile` */
  readonly title: string;
  /** Which objects it can be used on. */
  readonly accepts: (object: KubeObject) => boolean;
  /** `No object here can be reconciled.` */
  readonly nothing: string;
  /** Whether kinds that are neither Flux's nor Flagger's can be meant, too. */
  readonly anyKind?: boolean;
}

/**
 * The objects that a command was given, or the one that the person picks: those under the cursor
 * come first. Empty when none is picked.
 */
export async function objectsFor(
  parts: ClusterParts,
  desk: Desk,
  given: readonly unknown[],
  wanted: Wanted,
): Promise<readonly ObjectIdentity[]> {
  const named = identitiesOf(given);
  if (named.length > 0) return named;
  const clicked = given[0] instanceof Uri ? await objectAtCursor(parts, given) : undefined;
  if (clicked) return [clicked];
  const picked = await pickObject(parts, desk, wanted);
  return picked ? [picked] : [];
}

/** The one object that a menu of the editor was opened on. */
async function objectAtCursor(
  { server }: ClusterParts,
  given: readonly unknown[],
): Promise<ObjectIdentity | undefined> {
  const subject = subjectOf(given);
  if (!subject?.position) return undefined;
  const { uri, position } = subject;
  const found = await server.send(objectsIn, { uri: uri.toString(), line: position.line });
  const all = new Map(found.map(({ identity }) => [keyOf(identity), identity]));
  return all.size === 1 ? [...all.values()][0] : undefined;
}

interface ObjectPick extends QuickPickItem {
  readonly identity?: ObjectIdentity;
}

async function pickObject(
  parts: ClusterParts,
  desk: Desk,
  { title, accepts, nothing, anyKind = false }: Wanted,
): Promise<ObjectIdentity | undefined> {
  const { objects, here } = await window.withProgress(
    { location: ProgressLocation.Window, title: `Flightpath: looking at ${desk.pin.context}` },
    async () => {
      const under = await identitiesHere(parts);
      const known = await candidates(parts, desk);
      const near = anyKind ? await readAll(desk, missingIn(known, under)) : [];
      return { objects: [...near, ...known].filter(accepts), here: under };
    },
  );
  if (objects.length === 0) throw new Error(nothing);
  const picks = pickOrder(objects, here).map(
    (line): ObjectPick =>
      line.type === "title"
        ? { label: line.label, kind: QuickPickItemKind.Separator }
        : {
            label: `$(${stateSign(line.state).icon.id}) ${line.label}`,
            description: line.description,
            identity: line.identity,
          },
  );
  const chosen = await window.showQuickPick(picks, {
    title: `${title} in ${desk.pin.context}`,
    placeHolder: "An object of the cluster",
    matchOnDescription: true,
  });
  return chosen?.identity;
}

/** What stands under the cursor of the editor in front, then what else its file holds. */
export async function identitiesHere(
  { server }: Pick<ClusterParts, "server">,
  given: readonly unknown[] = [],
): Promise<readonly ObjectIdentity[]> {
  const subject = subjectOf(given);
  if (!subject || !["file", "untitled"].includes(subject.uri.scheme)) return [];
  const uri = subject.uri.toString();
  const { position } = subject;
  const at = position ? await server.send(objectsIn, { uri, line: position.line }) : [];
  const all = await server.send(objectsIn, { uri });
  const found = [...at, ...all].map(({ identity }) => identity);
  return [...new Map(found.map((it) => [keyOf(it), it])).values()];
}

/** All that is known, or else what the cluster says now. */
async function candidates({ clusters }: ClusterParts, desk: Desk): Promise<readonly KubeObject[]> {
  const state = clusters.live.state().kind;
  const known = state === "connected" ? [...clusters.live.objects()] : [];
  if (known.length > 0) return known;
  const signal = new AbortController().signal;
  const lists = await Promise.all(
    desk.served.known.map(({ kind }) => readKind(desk, kind.kind, kind.group, signal)),
  );
  const objects = lists.flatMap((it) => it.value ?? []);
  const failure = lists.find((it) => it.failure)?.failure;
  if (objects.length === 0 && failure) throw new Error(failure.sentence);
  return objects;
}

function missingIn(
  known: readonly KubeObject[],
  wanted: readonly ObjectIdentity[],
): readonly ObjectIdentity[] {
  const keys = new Set(known.map((it) => keyOf(identityOf(it))));
  return wanted.filter((it) => !keys.has(keyOf(it)));
}

async function readAll(
  desk: Desk,
  identities: readonly ObjectIdentity[],
): Promise<readonly KubeObject[]> {
  const signal = new AbortController().signal;
  const all = await Promise.all(identities.map((it) => readObject(desk, it, signal)));
  return all.flatMap((it) => it.value?.object ?? []);
}
