import { userInfo } from "node:os";
import { commands, window } from "vscode";
import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import { notify } from "../../notify.ts";
import { plural } from "../../plural.ts";
import { actions, type Target } from "../api/actions.ts";
import { type Desk, readObject } from "../api/desk.ts";
import { isStatic, isSuspended } from "../api/flux.ts";
import { json } from "../api/json.ts";
import { knownKind } from "../api/kinds.ts";
import { groupOf, type KubeObject, nameOf } from "../api/kubeObject.ts";
import { settle } from "../api/settle.ts";
import { type Action, write } from "../api/write.ts";
import { oneLine } from "../documents/safeText.ts";
import { atDesk } from "./atDesk.ts";
import type { ClusterCommand, ClusterParts } from "./parts.ts";
import { tellEnding } from "./tellEnding.ts";
import { verdictText } from "./verdictText.ts";
import { withProgress } from "./withProgress.ts";

/** Lets objects rest, and says by whom and why. */
export const suspend: ClusterCommand = atDesk(
  {
    title: "Suspend",
    accepts: (object) => canRest(object) && !isSuspended(object),
    nothing: "There is nothing in this cluster that could be suspended.",
  },
  async (parts, desk, objects) => {
    const why = await window.showInputBox({
      title: `Suspend ${objects.length === 1 ? nameOf(objects[0] as ObjectIdentity) : plural(objects.length, "object")}`,
      prompt: "Why? It is kept with the object, for whoever wonders. May stay empty.",
    });
    if (why === undefined) return;
    const by = personName();
    const make = (target: Target): Action => {
      const at = new Date(desk.time.now()).toISOString();
      const remark = overruled(target.object);
      return { ...actions.suspend(target, by, why.trim(), at), ...(remark ? { remark } : {}) };
    };
    const done = await writeAll(parts, desk, objects, "suspend", make);
    if (done.length === 0) return;
    void offerResume(done);
  },
);

async function offerResume(done: readonly ObjectIdentity[]): Promise<void> {
  const names = done.map((it) => oneLine(nameOf(it))).join(", ");
  const chosen = await notify.information(`${names} rests until it is resumed.`, "Resume");
  if (chosen) await commands.executeCommand("flightpath.resume", undefined, done);
}

/** Wakes objects up and waits until they have looked. */
export const resume: ClusterCommand = atDesk(
  {
    title: "Resume",
    accepts: (object) => canRest(object) && isSuspended(object),
    nothing: "Nothing in this cluster is suspended.",
  },
  async (parts, desk, objects) => {
    const began = desk.time.now();
    const done = await writeAll(parts, desk, objects, "resume", actions.resume);
    if (done.length === 0) return;
    await withProgress(`Resume ${done.map(nameOf).map(oneLine).join(", ")}`, (report, signal) =>
      Promise.all(
        done.map(async (identity) => {
          if (!knownKind(identity.kind, identity.group)?.answersRequests) return;
          const verdict = await settle(desk, identity, (it) => report(oneLine(it)), signal);
          const ending = verdictText(identity, verdict, desk.time.now() - began);
          await tellEnding(parts, desk, identity, ending);
        }),
      ),
    );
  },
);

function canRest(object: KubeObject): boolean {
  const known = knownKind(object.kind, groupOf(object.apiVersion));
  const isUseless = known?.answersRequests === true && isStatic(object);
  return known !== undefined && known.suspension.by !== "nothing" && !isUseless;
}

/** @returns those that were changed */
async function writeAll(
  { clusters, log }: ClusterParts,
  desk: Desk,
  objects: readonly ObjectIdentity[],
  verb: string,
  make: (target: Target) => Action,
): Promise<readonly ObjectIdentity[]> {
  const agreed =
    objects.length === 1
      ? desk
      : await clusters.together(desk, {
          verbs: [verb],
          title: `${verb === "suspend" ? "Suspend" : "Resume"} ${objects.length} objects`,
          detail: objects.map((it) => `• ${oneLine(nameOf(it))}`).join("\n"),
        });
  const { signal } = new AbortController();
  const done: ObjectIdentity[] = [];
  for (const identity of agreed ? objects : []) {
    const read = await readObject(agreed ?? desk, identity, signal);
    const action = read.value && make(read.value);
    const written = action
      ? await write(desk.session, desk.pin, action, (agreed ?? desk).ports, signal)
      : read;
    if (written.failure?.kind === "declined") break;
    if (written.failure) throw new Error(written.failure.sentence);
    log.info(`${verb}: ${oneLine(nameOf(identity))}`);
    done.push(identity);
  }
  return done;
}

/**
 * A manifest that says `suspend` itself is applied again and wins.
 *
 * https://fluxcd.io/flux/components/kustomize/kustomizations/#suspend
 */
function overruled({ whole }: KubeObject): string | undefined {
  const owner = json
    .list(json.at(whole, "metadata", "managedFields"))
    .find(
      (it) =>
        json.at(it, "manager") === "kustomize-controller" &&
        json.at(it, "fieldsV1", "f:spec", "f:suspend") !== undefined,
    );
  return owner === undefined
    ? undefined
    : "Its manifest in Git sets spec.suspend, so the Kustomization that applies it will undo this at its next pass: change the manifest, too.";
}

function personName(): string {
  try {
    return userInfo().username;
  } catch {
    // A machine need not know its users.
    return "somebody";
  }
}
