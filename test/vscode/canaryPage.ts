import type { FrameLocator, Page } from "playwright-core";

/** The page inside the panel of a Canary; VS Code puts it into two frames. */
export const canaryPage = (page: Page): FrameLocator =>
  page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
