/**
 * A text for a notification or the prompt of an input. VS Code makes links of what looks like `[words](address)`, commands
 * included, and a cluster or a file may hold anything.
 */
export const unlinked = (text: string): string => text.replaceAll("](", "] (");
