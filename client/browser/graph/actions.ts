import type { GraphChoice, GraphExportFormat } from "../../../protocol/graphView.ts";

/** What people can do on the page. Nodes are named by their index in the picture. */
export interface Actions {
  /** `undefined`: no node is chosen any more. */
  readonly choose: (node: number | undefined) => void;
  /** Shows its line; the editor takes over the keyboard only where it `takesOver`. */
  readonly reveal: (place: number | undefined, takesOver: boolean) => void;
  /** Only the node with all before and after it; all again where it is that already. */
  readonly focus: (node: number | undefined) => void;
  readonly expand: (node: number) => void;
  readonly collapse: (group: string) => void;
  readonly change: (choice: Partial<GraphChoice>) => void;
  /** Waves go the other way: down, or to the right. */
  readonly turn: () => void;
  readonly search: () => void;
  readonly show: (shows: "picture" | "table") => void;
  readonly save: (format: GraphExportFormat) => void;
  /** Asks what the rules have found there. */
  readonly ask: (place: number) => void;
}
