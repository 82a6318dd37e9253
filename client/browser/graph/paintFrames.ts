import type { PictureBand, PictureGroup } from "../../../protocol/graphView.ts";
import { type Brush, standAt } from "./brush.ts";
import type { Box } from "./camera.ts";
import { isIn } from "./sight.ts";

/** Paints the frames of clusters and the waves in them, as their elements look. */
export function paintFrames(brush: Brush, groups: readonly PictureGroup[], sight: Box): void {
  const { board, looks } = brush;
  const { frame, band } = looks.plain();
  for (const group of groups) {
    if (!isIn(group, sight)) continue;
    standAt(brush, group);
    board.strokeStyle = frame;
    board.lineWidth = 1;
    board.strokeRect(0.5, 0.5, group.width - 1, group.height - 1);
    board.fillStyle = band;
    for (const it of group.bands) board.fillRect(it.x, it.y, it.width, it.height);
  }
}

/** Paints what stands at the heads of clusters and waves. */
export function paintHeads(brush: Brush, groups: readonly PictureGroup[], sight: Box): void {
  for (const group of groups) {
    if (!isIn(group, sight)) continue;
    standAt(brush, group);
    paintTitle(brush, group);
    for (const it of group.bands) {
      standAt(brush, { x: group.x + it.x, y: group.y + it.y });
      paintBandHead(brush, it);
    }
  }
}

function paintTitle({ board, distance, looks }: Brush, { title, isCollapsed }: PictureGroup): void {
  const { font, text } = looks.plain();
  board.textAlign = "left";
  board.textBaseline = "middle";
  board.fillStyle = text;
  board.font = `600 ${distance === "near" ? 14 : 20}px ${font}`;
  board.fillText(`${isCollapsed ? "▸" : "▾"}  ${title}`, 12, 19);
}

function paintBandHead({ board, distance, looks }: Brush, { title, earliest }: PictureBand): void {
  const { font, text, muted } = looks.plain();
  const isNear = distance === "near";
  board.textBaseline = "alphabetic";
  board.fillStyle = text;
  board.font = `600 ${isNear ? 13 : 22}px ${font}`;
  board.fillText(title, 8, isNear ? 17 : 24);
  if (distance === "far") return;
  board.fillStyle = muted;
  board.font = `${isNear ? 11 : 18}px ${font}`;
  board.fillText(earliest, 8, isNear ? 32 : 46);
}
