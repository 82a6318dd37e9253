import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import { conditionOf } from "../api/condition.ts";
import { fluxState } from "../api/flux.ts";
import { knownKind } from "../api/kinds.ts";
import { groupOf, identityOf, type KubeObject, nameOf } from "../api/kubeObject.ts";
import { dependenciesOf, sourcesOf } from "../api/references.ts";
import { factRows } from "../documents/factRows.ts";
import { clock } from "../documents/moments.ts";
import { safeText } from "../documents/safeText.ts";
import { controllerVersion, isController } from "./controllers.ts";
import { digestOf } from "./digest.ts";
import { stateSign } from "./stateSign.ts";

/** Cut off in a tooltip; all of it stands in the description of the object. */
const longest = 1500;

/**
 * What a tooltip tells of an object, as Markdown that needs no trust: every word of the cluster is
 * escaped, so that none becomes a link, an image or a command.
 *
 * @param zone an IANA name; absent: where the person is
 */
export function tooltip(object: KubeObject, now: number, zone?: string): string {
  const digest = digestOf(object);
  const at = digest.since === undefined ? "" : ` since ${clock(now, digest.since, zone)}`;
  const state = `${stateSign(digest.state).word}${at}`;
  const rows = rowsOf(object, now).filter(([, value]) => value !== "");
  const message = messageOf(object);
  return [
    `**${escaped(nameOf(identityOf(object)))}**`,
    escaped([state, ...digest.facts].join(", ")),
    ...(message === "" ? [] : [escaped(message)]),
    rows.map(([name, value]) => `${name}: ${escaped(value)}`).join("  \n"),
  ].join("\n\n");
}

function messageOf(object: KubeObject): string {
  const isFlux = knownKind(object.kind, groupOf(object.apiVersion)) !== undefined;
  const words =
    object.kind === "Canary"
      ? (conditionOf(object, "Promoted")?.message ?? "")
      : isFlux
        ? fluxState(object).words
        : digestOf(object).words;
  const text = safeText(words).trim();
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function rowsOf(object: KubeObject, now: number): readonly (readonly [string, string])[] {
  const names = (identities: readonly ObjectIdentity[]) => identities.map(nameOf).join(", ");
  return [
    ["Source", names(sourcesOf(object))],
    ["Waits for", names(dependenciesOf(object))],
    ["Version", isController(object) ? controllerVersion(object) : ""],
    ...factRows(object, now),
  ];
}

/** Text that Markdown shows as it is; line breaks stay. */
const escaped = (text: string): string =>
  text
    .replace(/[\\`*_{}[\]()#+\-.!~|<>&$:@/]/g, (it) =>
      it === "&" ? "&amp;" : it === "<" ? "&lt;" : `\\${it}`,
    )
    .replaceAll("\n", "  \n");
