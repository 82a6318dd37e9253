import {
  CodeAction,
  CodeActionKind,
  Diagnostic,
  DiagnosticRelatedInformation,
  DiagnosticSeverity,
  Disposable,
  Location,
  languages,
  Position,
  Range,
  Uri,
} from "vscode";
import { placesOf } from "../../../protocol/builtObject.ts";
import type { WirePlace } from "../../../protocol/canary.ts";
import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import type { LanguageServer } from "../../languageClient.ts";
import { type Apart, apartSentence } from "../apart.ts";
import { nameOf } from "../api/kubeObject.ts";
import type { Cause } from "../api/whyNotReady.ts";
import { oneLine } from "../documents/safeText.ts";
import type { Finding } from "./findings.ts";

/** What the cluster says of lines of files, in the list of problems. */
export interface ClusterProblems extends Disposable {
  /** Shows these and nothing else. */
  readonly show: (findings: readonly Finding[], apart: readonly Apart[]) => Promise<void>;
}

interface Shown {
  readonly diagnostic: Diagnostic;
  readonly actions: readonly CodeAction[];
}

export function createClusterProblems(server: LanguageServer): ClusterProblems {
  const collection = languages.createDiagnosticCollection("flightpath.cluster");
  let shown: ReadonlyMap<string, readonly Shown[]> = new Map();
  let latest = 0;
  const actions = languages.registerCodeActionsProvider(
    { language: "yaml" },
    {
      provideCodeActions: ({ uri }, range) =>
        (shown.get(uri.toString()) ?? [])
          .filter(({ diagnostic }) => diagnostic.range.intersection(range) !== undefined)
          .flatMap((it) => it.actions),
    },
    { providedCodeActionKinds: [CodeActionKind.QuickFix] },
  );
  return {
    async show(findings, apart) {
      const mine = ++latest;
      const found = await Promise.all(findings.map((it) => ofFinding(server, it)));
      // A later look knows better.
      if (mine !== latest) return;
      const all = [...found, ...apart.map(ofApart)];
      const next = new Map<string, Shown[]>();
      for (const { uri, ...it } of all) next.set(uri, [...(next.get(uri) ?? []), it]);
      const gone = [...shown.keys()].filter((uri) => !next.has(uri));
      shown = next;
      for (const uri of gone) collection.delete(Uri.parse(uri, true));
      for (const [uri, its] of next)
        collection.set(
          Uri.parse(uri, true),
          its.map((it) => it.diagnostic),
        );
    },
    dispose: () => Disposable.from(collection, actions).dispose(),
  };
}

async function ofFinding(
  server: LanguageServer,
  { code, severity, place, message, object, root }: Finding,
): Promise<Shown & { readonly uri: string }> {
  const diagnostic = diagnosticAt(place, message, severity, code);
  const explain = action(
    `Explain why ${nameOf(object)} is not ready`,
    "flightpath.explainWhyNotReady",
    object,
    diagnostic,
  );
  const cause = root && (await related(server, root));
  if (cause) diagnostic.relatedInformation = [cause];
  const open =
    root && cause
      ? [action(`Go to ${nameOf(root.object)}`, "flightpath.openManifest", root.object, diagnostic)]
      : [];
  const explains = object.kind === "Canary" ? [] : [explain];
  return { uri: place.uri, diagnostic, actions: [...explains, ...open] };
}

/** The root cause, where its manifest stands; `undefined` where it is in no file. */
async function related(
  server: LanguageServer,
  { object, words }: Cause,
): Promise<DiagnosticRelatedInformation | undefined> {
  const [place] = await server.send(placesOf, object).catch(() => []);
  if (!place) return undefined;
  const at = new Location(Uri.parse(place.uri, true), new Position(place.line, place.character));
  return new DiagnosticRelatedInformation(at, oneLine(`${nameOf(object)}: ${words}`));
}

function ofApart(apart: Apart): Shown & { readonly uri: string } {
  const { place } = apart;
  const diagnostic = diagnosticAt(
    place,
    oneLine(apartSentence(apart)),
    "warning",
    "git-and-cluster-apart",
  );
  const actions = [
    action("Roll forward: write another value", "flightpath.rollForward", apart, diagnostic),
    action("Prepare a commit that reverts it", "flightpath.prepareRevert", apart, diagnostic),
  ];
  return { uri: place.uri, diagnostic, actions };
}

function diagnosticAt(
  { start, end }: WirePlace,
  message: string,
  severity: Finding["severity"],
  code: string,
): Diagnostic {
  const range = new Range(start.line, start.character, end.line, end.character);
  const diagnostic = new Diagnostic(
    range,
    message,
    severity === "warning" ? DiagnosticSeverity.Warning : DiagnosticSeverity.Information,
  );
  diagnostic.source = "flightpath";
  diagnostic.code = code;
  return diagnostic;
}

function action(
  title: string,
  command: string,
  given: ObjectIdentity | Apart,
  diagnostic: Diagnostic,
): CodeAction {
  const made = new CodeAction(title, CodeActionKind.QuickFix);
  made.command = { title, command, arguments: [given] };
  made.diagnostics = [diagnostic];
  return made;
}
