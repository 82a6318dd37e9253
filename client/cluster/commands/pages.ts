import {
  commands,
  languages,
  type TextEditor,
  type Uri,
  ViewColumn,
  window,
  workspace,
} from "vscode";
import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import { plural } from "../../plural.ts";
import type { Desk } from "../api/desk.ts";
import { managedFieldsLine } from "../documents/liveYaml.ts";
import type { PageKind } from "../documents/page.ts";
import { atDesk, deskFor } from "./atDesk.ts";
import type { ClusterCommand, ClusterParts } from "./parts.ts";

/** Commands that open a document about an object, or about the cluster. */
export const pageCommands: Readonly<Record<string, ClusterCommand>> = {
  "flightpath.describe": page("Describe", "describe"),
  "flightpath.showEvents": page("Show Events", "events"),
  "flightpath.openLiveYaml": page("Open Live YAML", "yaml"),
  async "flightpath.fluxCheck"(parts, given) {
    const desk = await deskFor(parts, given);
    if (desk) await show(parts, parts.documents.uriOf(desk, { kind: "check" }));
  },
  "flightpath.exportManifest": atDesk(anything("Export Manifest"), async (parts, desk, objects) => {
    for (const identity of objects) await exportOne(parts, desk, identity);
  }),
  async "flightpath.refreshPage"({ documents }) {
    const uri = window.activeTextEditor?.document.uri;
    if (uri) documents.refresh(uri);
  },
};

function anything(title: string) {
  return {
    title,
    accepts: () => true,
    nothing: "This cluster has no objects of Flux.",
    anyKind: true,
  };
}

function page(title: string, kind: PageKind): ClusterCommand {
  return atDesk(anything(title), async (parts, desk, objects) => {
    if (objects.length > most)
      throw new Error(
        `${plural(objects.length, "object")} are too many to open at once: ${most} at most.`,
      );
    for (const identity of objects)
      await show(parts, parts.documents.uriOf(desk, { kind, identity }));
  });
}

const most = 10;

async function show({ documents }: ClusterParts, uri: Uri): Promise<void> {
  const document = await documents.open(uri);
  const editor = await window.showTextDocument(document, { preview: true });
  if (uri.path.endsWith(".yaml")) await fold(editor);
}

/** Who set which field is long, and seldom what a person came for. */
async function fold({ document }: TextEditor): Promise<void> {
  const line = managedFieldsLine(document.getText());
  if (line !== undefined)
    await commands.executeCommand("editor.fold", { levels: 1, selectionLines: [line] });
}

/** An object as a new document, which can be changed and saved. */
async function exportOne(
  { documents }: ClusterParts,
  desk: Desk,
  identity: ObjectIdentity,
): Promise<void> {
  const source = await documents.open(documents.uriOf(desk, { kind: "manifest", identity }));
  const content = source.getText();
  const document = await workspace.openTextDocument({ language: "yaml", content });
  await window.showTextDocument(document, { viewColumn: ViewColumn.Active, preview: false });
  await languages.setTextDocumentLanguage(document, "yaml");
}
