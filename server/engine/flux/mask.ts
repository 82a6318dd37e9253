/** What stands for an encrypted value, as in the output of flux itself. */
export const MASK = "**SOPS**";
