import { type ExtensionContext, Uri, ViewColumn, type WebviewPanel, window } from "vscode";

/** A kind of panel: what VS Code calls it, and the name of its bundle. */
export interface PanelKind {
  readonly viewType: string;
  /** `canary`: `dist/browser/canary.js` and `.css`. */
  readonly bundle: string;
  /** It paints pictures from texts of its own. */
  readonly hasImages?: true;
}

/** One panel with a page of ours, and messages of one type in each direction. */
export interface Panel<To> {
  readonly post: (message: To) => void;
  readonly show: () => void;
  readonly isVisible: () => boolean;
  readonly onEnd: (end: () => void) => void;
  /** Told when it comes into view or goes out of it. */
  readonly onShown: (shown: (isShown: boolean) => void) => void;
}

/** Who speaks to a page. */
export interface PanelEnds<From> {
  /** A message of the page; `undefined` where it is none. */
  readonly read: (message: unknown) => From | undefined;
  readonly hear: (message: From) => void;
  /** Told of each message that is none. */
  readonly refuse: (message: unknown) => void;
}

/** Opens a panel beside the editor. Its page is made anew whenever it comes into view; nothing of it is kept while hidden. */
export function openPanel<To, From>(
  context: ExtensionContext,
  kind: PanelKind,
  title: string,
  ends: PanelEnds<From>,
): Panel<To> {
  const column = { viewColumn: ViewColumn.Beside, preserveFocus: false };
  const panel = window.createWebviewPanel(kind.viewType, title, column);
  return fillPanel(context, kind, panel, ends);
}

/** Puts our page into a panel, be it new or brought back after a reload of the window. */
export function fillPanel<To, From>(
  context: ExtensionContext,
  { bundle, hasImages }: PanelKind,
  panel: WebviewPanel,
  { read, hear, refuse }: PanelEnds<From>,
): Panel<To> {
  const { webview } = panel;
  const folder = Uri.joinPath(context.extensionUri, "dist", "browser");
  webview.options = { enableScripts: true, localResourceRoots: [folder] };
  webview.onDidReceiveMessage((message: unknown) => {
    const found = read(message);
    if (found === undefined) refuse(message);
    else hear(found);
  });
  const address = (name: string) => String(webview.asWebviewUri(Uri.joinPath(folder, name)));
  webview.html = page({
    title: panel.title,
    images: hasImages ? "img-src data:; " : "",
    source: webview.cspSource,
    script: address(`${bundle}.js`),
    style: address(`${bundle}.css`),
  });
  return {
    post: (message) => void webview.postMessage(message),
    show: () => panel.reveal(undefined, false),
    isVisible: () => panel.visible,
    onEnd: (end) => void panel.onDidDispose(end),
    onShown: (shown) => void panel.onDidChangeViewState(() => shown(panel.visible)),
  };
}

interface Page {
  readonly title: string;
  /** What the policy allows of pictures. */
  readonly images: string;
  readonly source: string;
  readonly script: string;
  readonly style: string;
}

/** Only our script and our style; nothing remote, nothing inline. */
function page({ title, images, source, script, style }: Page): string {
  const nonce = crypto.randomUUID().replaceAll("-", "");
  const policy = `default-src 'none'; ${images}style-src ${source}; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<link rel="stylesheet" href="${style}">
</head>
<body>
<main id="view"></main>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
