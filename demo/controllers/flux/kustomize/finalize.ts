import { stringOf } from "../../../../server/engine/canary/json.ts";
import type { Desk } from "../../controller.ts";
import { flagsOf } from "../flags.ts";
import { type Subject, textIn } from "../subject.ts";
import { actingFor } from "./actingFor.ts";
import { shownChanges, shownPlace } from "./changes.ts";
import { entriesIn, placeOfEntry } from "./inventory.ts";
import { notesOf } from "./pass.ts";
import { prune } from "./prune.ts";

/** Prunes what a Kustomization that is to go has applied, as its deletion policy says, then lets it go (flux.md §2.7). */
export async function finalize(subject: Subject, desk: Desk, timeout: number): Promise<void> {
  const places = entriesIn(subject.status()).map(placeOfEntry);
  if (places.length > 0 && deletes(subject)) await clear(subject, desk, timeout, places);
  subject.setFinalizer(false);
}

function deletes(subject: Subject): boolean {
  if (subject.spec.suspend === true) return false;
  const policy = textIn(subject, "deletionPolicy");
  if (policy === "Delete" || policy === "WaitForTermination") return true;
  return policy !== "Orphan" && subject.spec.prune === true;
}

async function clear(
  subject: Subject,
  desk: Desk,
  timeout: number,
  places: ReturnType<typeof placeOfEntry>[],
): Promise<void> {
  const notes = notesOf(stringOf(subject.status().lastAppliedRevision));
  const reason = subject.condition("Ready")?.reason ?? "info";
  const account = textIn(subject, "serviceAccountName");
  const { namespace } = subject.place;
  if (
    account !== "" &&
    !desk.inside.get({ apiVersion: "v1", kind: "ServiceAccount", namespace, name: account })
  ) {
    const listed = places.map(shownPlace).join("\n");
    subject.event("Warning", reason, `unable to prune objects: \n${listed}`, notes);
    return;
  }
  const flags = flagsOf(desk.inside, desk.inside.name);
  const inside = actingFor({ subject, desk, flags });
  const { changes, problem } = prune(places, subject.place, inside, desk);
  if (problem !== undefined) {
    subject.event("Warning", reason, "pruning for deleted resource failed", notes);
    return;
  }
  subject.event("Normal", reason, shownChanges(changes), notes);
  if (textIn(subject, "deletionPolicy") !== "WaitForTermination") return;
  const left = () => changes.filter((it) => it.action === "deleted" && desk.inside.get(it.place));
  for (let waited = 0; left().length > 0 && waited < timeout; waited += 2000)
    await desk.sleep(2000);
  if (left().length > 0) {
    subject.event("Warning", reason, "failed to wait for resources termination", notes);
  }
}
