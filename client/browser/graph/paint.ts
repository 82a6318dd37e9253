/** The longest side of a picture, in pixels: larger ones not every browser makes. */
const LONGEST = 8192;

/** An SVG text as a PNG, twice as fine, as a `data:` URL; empty where the browser cannot make one. */
export async function paint(svg: string): Promise<string> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  try {
    await image.decode();
  } catch {
    // Told by whoever asked for it.
    return "";
  }
  const { naturalWidth: width, naturalHeight: height } = image;
  const scale = Math.min(2, LONGEST / Math.max(width, height, 1));
  const board = document.createElement("canvas");
  board.width = Math.max(1, Math.round(width * scale));
  board.height = Math.max(1, Math.round(height * scale));
  board.getContext("2d")?.drawImage(image, 0, 0, board.width, board.height);
  return board.toDataURL("image/png");
}
