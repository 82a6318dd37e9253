/** The text of a file, or its bytes where they are no UTF-8. */
export function contentOf(bytes: Buffer): string | Uint8Array {
  const text = bytes.toString("utf8");
  return Buffer.from(text, "utf8").equals(bytes) ? text : bytes;
}

/** Larger files are left out, in bytes. */
export const LARGEST = 16 * 1024 * 1024;
