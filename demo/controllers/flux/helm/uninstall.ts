import { field, listOf, stringOf } from "../../../../server/engine/canary/json.ts";
import type { Desk } from "../../controller.ts";
import { entriesIn, placeOfEntry } from "../kustomize/inventory.ts";
import type { Subject } from "../subject.ts";
import { forgetRelease, releaseName } from "./storage.ts";

/** Takes away what a release has made. */
export function uninstall(subject: Subject, { inside }: Desk): void {
  const [latest] = listOf(subject.status().history);
  if (!latest) return;
  for (const it of entriesIn(subject.status()).map(placeOfEntry).reverse()) {
    // Helm leaves definitions in place, and with them what people wrote.
    if (it.kind !== "CustomResourceDefinition") inside.remove(it);
  }
  forgetRelease(inside, stringOf(subject.status().storageNamespace), releaseName(subject.status()));
  const text = (name: string) => String(field(latest, name) ?? "");
  const release = `${text("namespace")}/${text("name")}.v${text("version")}`;
  const chart = `${text("chartName")}@${text("chartVersion")}`;
  const message = `Helm uninstall succeeded for release ${release} with chart ${chart}`;
  subject.event("Normal", "UninstallSucceeded", message, {
    "helm.toolkit.fluxcd.io/revision": stringOf(field(latest, "chartVersion")),
  });
}
