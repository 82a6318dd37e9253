import { type Inside, insideOf } from "../../../apiserver/inside.ts";
import { serviceAccountUser } from "../../../apiserver/serviceAccountUser.ts";
import { textIn } from "../subject.ts";
import type { Pass } from "./pass.ts";

/** The API with the rights of the ServiceAccount that the Kustomization names, or with all. */
export function actingFor({
  subject,
  desk,
  flags,
}: Pick<Pass, "subject" | "desk" | "flags">): Inside {
  const name =
    textIn(subject, "serviceAccountName") || (flags.text("default-service-account") ?? "");
  if (name === "") return desk.inside;
  const user = serviceAccountUser(desk.cluster, subject.place.namespace, name);
  return insideOf(desk.cluster, desk.inside.name, user);
}
